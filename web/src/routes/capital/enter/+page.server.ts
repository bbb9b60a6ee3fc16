import { checkRows, enterRows, more, pasteRows } from '#features/capital-entry/act.server.ts';
import { readEntry } from '#features/capital-entry/read.server.ts';
import { spareRows } from '#features/capital-entry/rows.ts';
import { mustHavePage } from '#lib/server/session.ts';

const SPARE = 5;

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const entry = await readEntry(locals.api, url.searchParams);
  return {
    ...entry,
    spare: spareRows(SPARE),
    did: Number(url.searchParams.get('did')) || 0,
    programmeCode: entry.programme?.code ?? '',
    who: locals.me?.id ?? '',
  };
}

export const actions = {
  more: async ({ request }) => more(await request.formData()),
  paste: async ({ locals, request }) => pasteRows(locals.api, await request.formData()),
  check: async ({ locals, request }) => checkRows(locals.api, await request.formData()),
  enter: async ({ locals, request, url }) => enterRows(locals.api, await request.formData(), url),
};
