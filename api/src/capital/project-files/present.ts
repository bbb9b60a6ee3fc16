import { dollarsOf } from '#kernel/money.ts';
import type { Facts } from './read-row.ts';

const AMOUNTS = new Set(['budget', 'estimate', 'spent']);
const SAYS = 'Says';

const shown = (field: string, facts: Facts): string | null => {
  const value = facts[field];
  if (value === undefined || value === null) return null;
  return AMOUNTS.has(field) ? dollarsOf(BigInt(value)) : value;
};

/** A figure, or the code that stands in its place. */
export const presentStated = (facts: Facts, field: string) => ({ value: shown(field, facts), says: facts[`${field}${SAYS}`] ?? null });

/** The facts that differ, a figure and the code in its place being one. */
export function presentDifferences(before: Facts | null, after: Facts | null) {
  const [was, is] = [before ?? {}, after ?? {}];
  const fields = new Set([...Object.keys(was), ...Object.keys(is)].map((name) => (name.endsWith(SAYS) ? name.slice(0, -SAYS.length) : name)));
  return [...fields].map((field) => ({
    field,
    before: shown(field, was),
    beforeSays: was[`${field}${SAYS}`] ?? null,
    after: shown(field, is),
    afterSays: is[`${field}${SAYS}`] ?? null,
  }));
}

/** A sum in cents as the database gives it. */
export const presentSum = (cents: string | null) => (cents === null ? null : dollarsOf(BigInt(cents)));
