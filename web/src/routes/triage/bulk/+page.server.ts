import { beginChange, chosenIn, previewChange } from '#features/triage/bulk/change.server.ts';
import { askedFor } from '#features/triage/bulk/ticked.ts';
import { readChoices } from '#features/triage/filters/choices.server.ts';
import { readFilters } from '#features/triage/saved/read.server.ts';
import { queryTextOf, wholeQueryOf } from '#features/triage/view.ts';
import { today } from '#lib/format.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url: { searchParams } }) {
  mustHavePage(locals, 'triage');
  const { filters } = await readFilters(locals.api, searchParams);
  const orders = chosenIn(searchParams.getAll('orders'));
  const counted = orders.length
    ? undefined
    : must(await locals.api.GET('/api/work-orders/counts', { params: { query: wholeQueryOf(filters) as object } }));
  const address = queryTextOf(filters);
  for (const { id, version } of orders) address.append('orders', `${id}:${version}`);
  return {
    filters,
    isAll: !orders.length,
    count: counted?.total ?? orders.length,
    address: address.toString(),
    asked: askedFor(searchParams),
    choices: await readChoices(locals.api, filters, { siteQuery: '', personQuery: '' }),
    macros: must(await locals.api.GET('/api/macros')).items.map(({ id, name }) => ({ value: id, label: name })),
    today: today(),
    key: newKey(),
  };
}

export const actions = { preview: previewChange, begin: beginChange };
