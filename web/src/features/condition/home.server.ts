import { m } from '#lib/paraglide/messages.js';
import { mustHavePage } from '#lib/server/session.ts';

/** For who plans or watches buildings, and for who runs a school: where they came from. To others it is as if there were no such page. */
export function homeOf(locals: App.Locals) {
  mustHavePage(locals, 'buildings', 'my-school');
  return locals.me?.pages.includes('buildings')
    ? { href: '/buildings', label: m.condition_back() }
    : { href: '/my-school', label: m.nav_my_school() };
}
