import { m } from '#lib/paraglide/messages.js';
import type { Scope } from '#lib/words/held.ts';
import { type Role, roleName } from '#lib/words/roles.ts';

type RoleWords = {
  /** What the role is for. */
  help: () => string;
  /** What it lets a person see and do, with the scope in the sentence. */
  sees: (scope: { scope: string }) => string;
  /** The one service whose requests the role looks at, whatever the scope says. */
  only?: string;
};

/** Every role in words, in the order in which a district thinks of them. */
export const ROLES: Record<Role, RoleWords> = {
  requester: { help: m.people_role_requester_help, sees: m.people_role_requester_sees },
  site_administrator: {
    help: m.people_role_site_administrator_help,
    sees: m.people_role_site_administrator_sees,
  },
  technician: { help: m.people_role_technician_help, sees: m.people_role_technician_sees },
  dispatcher: { help: m.people_role_dispatcher_help, sees: m.people_role_dispatcher_sees },
  service_manager: { help: m.people_role_service_manager_help, sees: m.people_role_service_manager_sees },
  hr_partner: { help: m.people_role_hr_partner_help, sees: m.people_role_hr_partner_sees },
  planner: { help: m.people_role_planner_help, sees: m.people_role_planner_sees, only: 'facilities' },
  capital_manager: {
    help: m.people_role_capital_manager_help,
    sees: m.people_role_capital_manager_sees,
    only: 'facilities',
  },
  finance: { help: m.people_role_finance_help, sees: m.people_role_finance_sees },
  technology_coordinator: {
    help: m.people_role_technology_coordinator_help,
    sees: m.people_role_technology_coordinator_sees,
    only: 'it',
  },
  auditor: { help: m.people_role_auditor_help, sees: m.people_role_auditor_sees },
  administrator: { help: m.people_role_administrator_help, sees: m.people_role_administrator_sees },
};

export const isRole = (role: string): role is Role => role in ROLES;
export const roleChoices = () => Object.keys(ROLES).map((value) => ({ value, label: roleName(value) }));

/** "of Facilities at Arvada High School": the scope as it stands in a sentence about requests. */
export function seenWords({ service, area, site }: Scope): string {
  const place = site ? m.people_at_site({ site }) : area ? m.people_in_area({ area }) : m.people_in_district();
  return service ? `${m.people_of_service({ service })} ${place}` : place;
}

/** What a role would let a person see, in plain words; `isIdle` when the scope leaves it nothing to look at. */
export function previewOf(role: Role, scope: Scope, serviceCode: string): { text: string; isIdle: boolean } {
  const { sees, only } = ROLES[role];
  if (only && serviceCode && only !== serviceCode) return { text: m.people_preview_idle(), isIdle: true };
  // A role of one service names it in its own sentence.
  return { text: sees({ scope: seenWords(only ? { ...scope, service: undefined } : scope) }), isIdle: false };
}
