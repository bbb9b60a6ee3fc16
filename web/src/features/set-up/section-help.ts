import { m } from '#lib/paraglide/messages.js';

/** What each part of Set-up is for, by its address: said on the first page only. */
export const SECTION_HELP: Record<string, () => string> = {
  '/set-up/types': m.set_up_types_help,
  '/set-up/teams': m.set_up_teams_help,
  '/set-up/priorities': m.set_up_priorities_help,
  '/set-up/partners': m.set_up_partners_help,
  '/set-up/building-systems': m.set_up_building_systems_help,
  '/set-up/services': m.set_up_services_help,
  '/set-up/calendars': m.calendars_help,
  '/set-up/approvals': m.set_up_approvals_help,
  '/set-up/rules': m.rules_help,
  '/set-up/macros': m.macros_help,
  '/set-up/targets': m.targets_help,
  '/set-up/history': m.set_up_history_help,
};
