import { m } from '#lib/paraglide/messages.js';

/** The parts of Set-up, in the order of its navigation. A new part adds its line here and its pages under `/set-up`. */
export const SECTIONS: { href: string; label: () => string; help: () => string }[] = [
  { href: '/set-up/types', label: m.set_up_types, help: m.set_up_types_help },
  { href: '/set-up/teams', label: m.set_up_teams, help: m.set_up_teams_help },
  { href: '/set-up/priorities', label: m.set_up_priorities, help: m.set_up_priorities_help },
  { href: '/set-up/partners', label: m.set_up_partners, help: m.set_up_partners_help },
  { href: '/set-up/services', label: m.set_up_services_trades, help: m.set_up_services_help },
  { href: '/set-up/calendars', label: m.calendars_title, help: m.calendars_help },
  { href: '/set-up/approvals', label: m.nav_approvals, help: m.set_up_approvals_help },
  { href: '/set-up/rules', label: m.rules_title, help: m.rules_help },
  { href: '/set-up/targets', label: m.targets_title, help: m.targets_help },
  { href: '/set-up/history', label: m.set_up_history, help: m.set_up_history_help },
];
