import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { InBoth } from './catalog.ts';
import { services } from './services.ts';

/** What a macro does with an order, each by the rules of doing it alone; at least one. */
export type MacroActs = {
  priority?: { to: string; reason: string };
  tags?: string[];
  checklist?: InBoth[];
  /** Words with {requester}, {number} and {place}; to whom the request is for, or to the crew only. */
  reply?: InBoth & { isInternal: boolean };
  assign?: { teamId?: string; toMe?: boolean };
  /** `note`: why, or what was done. */
  move?: { to: string; holdReason?: string; note?: InBoth };
};

/** A named set of acts that the desk does often. */
export const macros = pgTable(
  'macros',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** Null: of every service. */
    serviceCode: text().references(() => services.code),
    acts: jsonb().$type<MacroActs>().notNull(),
    isActive: boolean().notNull().default(true),
    version: integer().notNull().default(1),
  },
  (t) => [index().on(t.serviceCode)],
);
