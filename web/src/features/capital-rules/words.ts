import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { METHODS } from '#lib/words/buying.ts';
import { choicesOf, saying, type Words } from '#lib/words/table.ts';

export type Rules = components['schemas']['CapitalRules'];
export type Ladder = Rules['ladders'][number];

export const ladderWords = saying<Ladder['kind']>({
  transfer: m.entry_transfers,
  contract: m.entry_contracts,
  change_order: m.entry_change_orders,
  invoice: m.entry_invoices,
});
const ROLES: Words<string> = {
  capital_manager: m.entry_rules_capital_manager,
  finance: m.entry_rules_finance,
  administrator: m.entry_rules_administrator,
};
export const roleWords = saying(ROLES);
export const roleChoices = () => choicesOf(ROLES);

export const methodChoices = () => choicesOf(METHODS);

const KINDS: Words<string> = { bond: m.entry_kind_bond, reserve: m.entry_rules_reserve };
export const kindChoices = () => choicesOf(KINDS);

/** "October 2026" from 2026-10. */
export const monthWords = (month: string) =>
  new Intl.DateTimeFormat(getLocale() === 'es' ? 'es-US' : 'en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T12:00:00Z`),
  );
