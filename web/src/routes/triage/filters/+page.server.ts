import { readChoices } from '#features/triage/filters/choices.server.ts';
import { readFilters } from '#features/triage/saved/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url: { searchParams } }) {
  mustHavePage(locals, 'triage');
  const { filters } = await readFilters(locals.api, searchParams);
  const searched = { siteQuery: searchParams.get('siteQuery') ?? '', personQuery: searchParams.get('personQuery') ?? '' };
  return { filters, choices: await readChoices(locals.api, filters, searched) };
}
