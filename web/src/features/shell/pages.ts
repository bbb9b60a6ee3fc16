import { m } from '#lib/paraglide/messages.js';

/** The pages the API may name in `me.pages`, in the order of the navigation. One that it names and we do not have yet is left out. */
export const NAVIGATION: { page: string; href: string; label: () => string }[] = [
  { page: 'ask', href: '/', label: m.nav_ask },
  { page: 'requests', href: '/requests', label: m.nav_requests },
  { page: 'triage', href: '/triage', label: m.nav_triage },
  { page: 'my-day', href: '/my-day', label: m.nav_my_day },
  { page: 'admin-people', href: '/admin/people', label: m.nav_admin_people },
];

/** Whether this address is that page or one below it. */
export const isCurrent = (href: string, pathname: string) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
