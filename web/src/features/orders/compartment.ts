import { m } from '#lib/paraglide/messages.js';
import { saying, type Words } from '#lib/words/table.ts';
import type { Order } from './order.ts';

const COMPARTMENT: Words<NonNullable<Order['compartment']>> = {
  hr: m.orders_compartment_hr,
  employee_relations: m.orders_compartment_employee_relations,
  student_health: m.orders_compartment_student_health,
  meal_eligibility: m.orders_compartment_meal_eligibility,
  it_security: m.orders_compartment_it_security,
};

/** Who else sees a private request: "the HR partners". */
export const compartmentWords = saying(COMPARTMENT);
