import { chipsOf } from '#features/triage/filters/chips.server.ts';
import { changeView, removeView, saveView, updateView } from '#features/triage/saved/acts.server.ts';
import { readFilters } from '#features/triage/saved/read.server.ts';
import { listWords } from '#features/triage/saved/words.ts';
import { queryTextOf } from '#features/triage/view.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url: { searchParams } }) {
  mustHavePage(locals, 'triage');
  const { filters, views, open } = await readFilters(locals.api, searchParams);
  const chips = await chipsOf(locals.api, filters);
  return {
    filters,
    views,
    open,
    shows: listWords(
      filters,
      chips.map(({ words }) => words),
    ),
    /** The list, for the forms: what they save is what it says. */
    address: queryTextOf(filters).toString(),
    /** The view whose form is open. */
    changing: views.items.find(({ id, may }) => may.change && id === searchParams.get('change'))?.id ?? '',
    did: searchParams.get('did') ?? '',
    key: newKey(),
  };
}

export const actions = { save: saveView, change: changeView, update: updateView, remove: removeView };
