import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying, type Words } from './table.ts';

export type Role = components['schemas']['RoleGrant']['role'];

const ROLE: Words<Role> = {
  requester: m.people_role_requester,
  site_administrator: m.people_role_site_administrator,
  technician: m.people_role_technician,
  dispatcher: m.people_role_dispatcher,
  service_manager: m.people_role_service_manager,
  hr_partner: m.people_role_hr_partner,
  planner: m.people_role_planner,
  capital_manager: m.people_role_capital_manager,
  finance: m.people_role_finance,
  technology_coordinator: m.people_role_technology_coordinator,
  auditor: m.people_role_auditor,
  administrator: m.people_role_administrator,
};

/** What a role is called: "Site administrator". */
export const roleName = saying(ROLE);
