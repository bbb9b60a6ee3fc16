import { m } from '#lib/paraglide/messages.js';

/** The pages the API may name in `me.pages`, in the order of the navigation. One that it names and we do not have yet is left out. */
export const NAVIGATION: { page: string; href: string; label: () => string }[] = [
  { page: 'ask', href: '/', label: m.nav_ask },
  { page: 'requests', href: '/requests', label: m.nav_requests },
  { page: 'approvals', href: '/approvals', label: m.nav_approvals },
  { page: 'triage', href: '/triage', label: m.nav_triage },
  { page: 'my-day', href: '/my-day', label: m.nav_my_day },
  { page: 'my-school', href: '/my-school', label: m.nav_my_school },
  { page: 'operations', href: '/operations', label: m.nav_operations },
  { page: 'surveys', href: '/surveys', label: m.survey_nav },
  { page: 'plan', href: '/plan', label: m.plan_nav },
  { page: 'buildings', href: '/buildings', label: m.nav_buildings },
  { page: 'capital', href: '/capital', label: m.nav_capital },
  { page: 'devices', href: '/devices', label: m.nav_devices },
  { page: 'network', href: '/network', label: m.nav_network },
  { page: 'admin-people', href: '/admin/people', label: m.nav_admin_people },
  { page: 'admin-mails', href: '/admin/mails', label: m.nav_admin_mails },
  { page: 'set-up', href: '/set-up', label: m.nav_set_up },
];

/** Whether this address is that page or one below it. */
export const isCurrent = (href: string, pathname: string) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
