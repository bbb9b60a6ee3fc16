import { money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { type Change, phaseWords, scopeWords } from './words.ts';

type Say = (change: Change, amount: string) => string;

const of = ({ data }: Change, key: string) => (typeof data[key] === 'string' || typeof data[key] === 'number' ? String(data[key]) : '');
/** What a field was before, or is after, a change. */
const part = ({ data }: Change, when: 'before' | 'after', key: string) => {
  const side = data[when];
  const value = typeof side === 'object' && side !== null ? (side as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : '';
};

function phaseSentence(change: Change): string {
  const [from, to] = [of(change, 'from') || part(change, 'before', 'phase'), of(change, 'to') || part(change, 'after', 'phase')];
  if (to) return m.capital_say_phase({ from: phaseWords(from), to: phaseWords(to) });
  return of(change, 'phase') ? m.capital_say_dates({ phase: phaseWords(of(change, 'phase')) }) : m.capital_say_project();
}

/** A promise that was changed or dropped is less than was promised; one that began is not. */
const scopeAfter = (change: Change) => part(change, 'after', 'state') || 'changed';
function scopeSentence(change: Change): string {
  const promise = of(change, 'promise');
  const state = scopeAfter(change);
  if (state === 'dropped') return m.capital_say_dropped({ promise });
  return state === 'changed' ? m.capital_say_changed({ promise }) : m.capital_say_became({ promise, state: scopeWords(state) });
}

const EVENTS: Record<string, (change: Change) => string> = {
  phase_changed: phaseSentence,
  project_changed: phaseSentence,
  scope_dropped: (change) => m.capital_say_dropped({ promise: of(change, 'promise') }),
  scope_changed: scopeSentence,
  scope_added: (change) => m.capital_say_promised({ promise: of(change, 'promise') }),
  scope_needs_changed: (change) => m.capital_say_needs({ promise: of(change, 'promise') }),
  scope_reopened: (change) => m.capital_say_reopened({ promise: of(change, 'promise') }),
  scope_completed: (change) => m.capital_say_completed({ promise: of(change, 'promise') }),
  schedule_changed: (change) => m.capital_say_schedule({ months: of(change, 'months') }),
  project_created: () => m.capital_say_created(),
  project_added: () => m.capital_say_created(),
  step_approved: () => m.capital_say_step(),
  disputed: () => m.capital_say_dispute(),
  dispute_settled: () => m.capital_say_settled(),
  risk_added: (change) => m.capital_say_risk({ title: of(change, 'title') }),
  risk_changed: (change) => m.capital_say_risk_changed({ title: of(change, 'title') }),
  document_added: (change) => m.capital_say_document({ title: of(change, 'title') }),
  procurement_added: (change) => m.capital_say_procurement({ title: of(change, 'title') }),
  procurement_changed: (change) => m.capital_say_procurement_changed({ title: of(change, 'title') }),
  contract_closed: (change) => m.capital_say_closed({ number: of(change, 'number') }),
  programme_begun: () => m.capital_say_begun(),
  baseline_added: () => m.capital_say_baseline_added(),
  month_closed: () => m.capital_say_month_closed(),
  source_added: () => m.capital_say_source_added(),
  line_added: () => m.capital_say_line_added(),
};
const STATES: Record<string, Say> = {
  waiting: (_, amount) => m.capital_say_waits({ amount }),
  disputed: (_, amount) => m.capital_say_disputed({ amount }),
  declined: (_, amount) => m.capital_say_declined({ amount }),
  withdrawn: (_, amount) => m.capital_say_withdrawn({ amount }),
};
const KINDS: Record<Change['kind'], Say> = {
  transfer: ({ moved }, amount) =>
    moved === 'draw'
      ? m.capital_say_draw({ amount })
      : moved === 'allocation'
        ? m.capital_say_allocation({ amount })
        : m.capital_say_transfer({ amount }),
  contract: (_, amount) => m.capital_say_contract({ amount }),
  change_order: (_, amount) => m.capital_say_change_order({ amount }),
  invoice: (_, amount) => m.capital_say_invoice({ amount }),
  payment: (_, amount) => m.capital_say_payment({ amount }),
  revenue: (_, amount) => m.capital_say_revenue({ amount }),
  baseline: ({ lineName }, amount) => m.capital_say_baseline({ amount, line: lineName ?? '' }),
  estimate: ({ lineName, amount: raw }, amount) =>
    raw?.startsWith('-')
      ? m.capital_say_estimate_less({ line: lineName ?? '', amount: amount.replace('-', '') })
      : m.capital_say_estimate_more({ line: lineName ?? '', amount }),
  release: (_, amount) => m.capital_say_release({ amount: amount.replace('-', '') }),
  event: (change) => EVENTS[change.event ?? '']?.(change) ?? m.capital_say_other({ what: (change.event ?? '').replaceAll('_', ' ') }),
};

/** What happened, in one plain sentence. */
export function changeSentence(change: Change): string {
  const amount = change.amount === null ? '' : money(change.amount);
  return (STATES[change.state ?? ''] ?? KINDS[change.kind])(change, amount);
}

const WARNINGS = new Set(['scope_dropped', 'scope_reopened', 'schedule_changed']);
const isLess = (change: Change) => change.event === 'scope_changed' && ['changed', 'dropped'].includes(scopeAfter(change));
/** How much it asks to be looked at. */
export const changeTone = (change: Change): Tone =>
  change.state === 'disputed' || change.moved === 'draw' || WARNINGS.has(change.event ?? '') || isLess(change)
    ? 'warn'
    : change.state === 'waiting'
      ? 'info'
      : change.event === 'scope_completed'
        ? 'good'
        : 'neutral';
