import { json } from '@sveltejs/kit';
import { ACCOUNT_PAGES } from '#features/account/pages.ts';
import type { Entry } from '#features/palette/entry.ts';
import { SECTIONS } from '#features/set-up/sections.ts';
import { NAVIGATION } from '#features/shell/pages.ts';
import { VIEW_NAMES } from '#features/triage/view.ts';
import { VIEW_WORDS } from '#features/triage/words.ts';
import { m } from '#lib/paraglide/messages.js';

type Place = { href: string; label: () => string };
const FOR_ALL: Place[] = [{ href: '/notices', label: m.notices_title }, { href: '/account', label: m.account_title }, ...ACCOUNT_PAGES];

/** Where this person may go: the pages of the header, the parts of those that have some, and the lists of the desk. */
export async function GET({ locals: { me, api } }) {
  const has = (page: string) => (me!.pages as string[]).includes(page);
  const page = ({ href, label }: Place, of?: () => string): Entry => ({
    id: href,
    group: 'pages',
    label: label(),
    ...(of ? { detail: of() } : {}),
  });
  const saved = has('triage') ? await api.GET('/api/saved-views') : undefined;
  const views = has('triage') ? VIEW_NAMES.map((id) => ({ id, name: VIEW_WORDS[id]() })) : [];
  const entries = [
    ...NAVIGATION.filter((link) => has(link.page)).map((link) => page(link)),
    ...FOR_ALL.map((link) => page(link)),
    ...(has('set-up') ? SECTIONS.map((section) => page(section, m.nav_set_up)) : []),
    ...[...(saved?.data?.items ?? []), ...views].map(({ id, name }): Entry => ({ id: `/triage?view=${id}`, group: 'views', label: name })),
  ];
  return json({ entries });
}
