import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { CapitalApproval } from './capital.ts';
import type { Tone } from '#lib/ui/tone.ts';

export type Approval = components['schemas']['Approval'];
export type Step = Omit<Approval, 'order'>;
export type Asked = Omit<Approval['order'], 'canOpen' | 'isConfidential'>;

const STATES: Record<Step['state'], { tone: Tone; words: () => string }> = {
  later: { tone: 'neutral', words: m.approvals_state_later },
  open: { tone: 'warn', words: m.approvals_state_open },
  approved: { tone: 'good', words: m.approvals_state_approved },
  declined: { tone: 'bad', words: m.approvals_state_declined },
  withdrawn: { tone: 'neutral', words: m.approvals_state_withdrawn },
};
export const stateOf = ({ state }: Pick<Step, 'state'>) => ({ tone: STATES[state].tone, text: STATES[state].words() });

const named = ({ person, onBehalfOf }: { person: { name: string }; onBehalfOf: { name: string } | null }) =>
  onBehalfOf ? m.who_for({ who: person.name, other: onBehalfOf.name }) : person.name;

/** Who decided, and for whom. */
export const decidedBy = ({ decision }: Pick<Step, 'decision'> | Pick<CapitalApproval, 'decision'>) => (decision ? named(decision) : '');

const SHOWN = 6;
/** Who may decide now, those who are there first. */
export function decidersWords({ deciders }: Pick<Step, 'deciders'>): string {
  const sorted = deciders.toSorted((a, b) => Number(a.isAway) - Number(b.isAway));
  const names = sorted.slice(0, SHOWN).map((one) => (one.isAway ? m.approvals_away({ who: named(one) }) : named(one)));
  const more = sorted.length - names.length;
  return [...names, ...(more > 0 ? [m.approvals_more({ count: more })] : [])].join(', ');
}

type Widened = NonNullable<(Step | CapitalApproval)['widenedTo']>;
const WIDENED: Record<Widened, () => string> = {
  capital_manager: m.approvals_widened_capital,
  finance: m.approvals_widened_finance,
  site_administrator: m.approvals_widened_site,
  service_manager: m.approvals_widened_manager,
  administrator: m.approvals_widened_administrator,
  partner: m.approvals_widened_partner,
};
export const widenedWords = ({ widenedTo }: { widenedTo: Widened | null }) => (widenedTo ? WIDENED[widenedTo]() : undefined);
