import type { components } from '#lib/api/schema.gen.ts';

export type School = components['schemas']['MySchool'];
export type Visit = School['visits'][number];
export type Brief = Visit['orders'][number];

/** The list of the orders behind a number. */
export const ordersHref = (query: Record<string, string>) => `/orders?${new URLSearchParams(query)}`;
