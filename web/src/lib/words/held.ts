import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { roleName } from './roles.ts';
import { choicesOf, saying, type Words } from './table.ts';

/** Where a role counts, by name: each undefined is "any". */
export type Scope = { service?: string | undefined; area?: string | undefined; site?: string | undefined };

/** "Site administrator at Arvada High School", "Dispatcher for Facilities in the Arvada area". */
export function heldWords(role: string, { service, area, site }: Scope): string {
  const name = roleName(role);
  const place = site ? m.people_at_site({ site }) : area ? m.people_in_area({ area }) : undefined;
  if (service) return [name, m.people_for_service({ service }), place].filter(Boolean).join(' ');
  return `${name} ${place ?? m.people_for_district()}`;
}

type Compartment = components['schemas']['CompartmentGrant']['compartment'];

const COMPARTMENTS: Words<Compartment> = {
  hr: m.people_compartment_hr,
  employee_relations: m.people_compartment_employee_relations,
  student_health: m.people_compartment_student_health,
  meal_eligibility: m.people_compartment_meal_eligibility,
  it_security: m.people_compartment_it_security,
};
const compartmentName = saying(COMPARTMENTS);
export const compartmentChoices = () => choicesOf(COMPARTMENTS);
export const isCompartment = (compartment: string): compartment is Compartment => compartment in COMPARTMENTS;

/** "Human resources at Arvada High School", "IT security for the whole district". */
export const compartmentWords = (compartment: string, site?: string): string =>
  `${compartmentName(compartment)} ${site ? m.people_at_site({ site }) : m.people_for_district()}`;
