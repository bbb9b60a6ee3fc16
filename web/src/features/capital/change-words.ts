import { money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { type Change, phaseWords } from './words.ts';

type Say = (change: Change, amount: string) => string;

const of = ({ data }: Change, key: string) => (typeof data[key] === 'string' || typeof data[key] === 'number' ? String(data[key]) : '');
const EVENTS: Record<string, (change: Change) => string> = {
  phase_changed: (change) => m.capital_say_phase({ from: phaseWords(of(change, 'from')), to: phaseWords(of(change, 'to')) }),
  scope_dropped: (change) => m.capital_say_dropped({ promise: of(change, 'promise') }),
  scope_changed: (change) => m.capital_say_changed({ promise: of(change, 'promise') }),
  scope_completed: (change) => m.capital_say_completed({ promise: of(change, 'promise') }),
  schedule_changed: (change) => m.capital_say_schedule({ months: of(change, 'months') }),
  project_created: () => m.capital_say_created(),
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

const WARNINGS = new Set(['scope_dropped', 'scope_changed', 'schedule_changed']);
/** How much it asks to be looked at. */
export const changeTone = (change: Change): Tone =>
  change.state === 'disputed' || change.moved === 'draw' || WARNINGS.has(change.event ?? '')
    ? 'warn'
    : change.state === 'waiting'
      ? 'info'
      : change.event === 'scope_completed'
        ? 'good'
        : 'neutral';
