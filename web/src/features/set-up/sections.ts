import { m } from '#lib/paraglide/messages.js';

/** The parts of Set-up, in the order of its navigation. A new part adds its line here, its help in `section-help.ts` and its pages under `/set-up`. */
export const SECTIONS: { href: string; label: () => string }[] = [
  { href: '/set-up/types', label: m.set_up_types },
  { href: '/set-up/teams', label: m.set_up_teams },
  { href: '/set-up/priorities', label: m.set_up_priorities },
  { href: '/set-up/partners', label: m.set_up_partners },
  { href: '/set-up/building-systems', label: m.set_up_building_systems },
  { href: '/set-up/services', label: m.set_up_services_trades },
  { href: '/set-up/calendars', label: m.calendars_title },
  { href: '/set-up/approvals', label: m.nav_approvals },
  { href: '/set-up/rules', label: m.rules_title },
  { href: '/set-up/macros', label: m.macros_title },
  { href: '/set-up/targets', label: m.targets_title },
  { href: '/set-up/history', label: m.set_up_history },
];
