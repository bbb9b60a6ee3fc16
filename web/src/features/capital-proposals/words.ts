import type { components } from '#lib/api/schema.gen.ts';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type Proposal = components['schemas']['Proposal'];
export type Listed = components['schemas']['Proposals']['items'][number];
type Outcome = NonNullable<Listed['decision']>['outcome'];

const OUTCOMES: Record<Outcome, () => string> = {
  approved: m.proposals_outcome_approved,
  declined: m.proposals_outcome_declined,
  later: m.proposals_outcome_later,
};
export const outcomeWords = (outcome: Outcome) => OUTCOMES[outcome]();
export const outcomeChoices = () => Object.entries(OUTCOMES).map(([value, label]) => ({ value, label: label() }));

const STATES: Record<Exclude<Listed['state'], 'decided'>, () => string> = {
  draft: m.proposals_state_draft,
  published: m.proposals_state_published,
  in_committee: m.proposals_state_in_committee,
  withdrawn: m.proposals_state_withdrawn,
};
export const stateWords = ({ state, decision }: Pick<Listed, 'state' | 'decision'>) =>
  state === 'decided' ? outcomeWords(decision!.outcome) : STATES[state]();
export const stateTone = ({ state, decision }: Pick<Listed, 'state' | 'decision'>) =>
  state !== 'decided' ? ('info' as const) : decision!.outcome === 'approved' ? ('good' as const) : ('neutral' as const);

/** What the score is made of. */
export const scoreWords = ({ points, scoreBasis, weightsNumber }: Pick<Listed, 'points' | 'scoreBasis' | 'weightsNumber'>) => {
  if (scoreBasis !== null) return scoreBasis;
  if (points === null) return m.proposals_score_unknown();
  return weightsNumber === null ? m.proposals_score_tried() : m.proposals_score_of_needs({ number: number(weightsNumber) });
};

const word = (data: Record<string, unknown>, key: string) => (typeof data[key] === 'string' ? data[key] : '');
/** What happened, in a sentence. */
export function eventWords({ kind, data }: Proposal['events'][number]): string {
  switch (kind) {
    case 'changed':
      return m.proposals_event_changed();
    case 'published':
      return m.proposals_event_published();
    case 'in_committee':
      return m.proposals_event_in_committee({ committee: word(data, 'committee'), view: word(data, 'view') });
    case 'decided':
      return m.proposals_event_decided({ outcome: outcomeWords(word(data, 'outcome') as Outcome), reason: word(data, 'reason') });
    case 'withdrawn':
      return m.proposals_event_withdrawn({ reason: word(data, 'reason') });
    default:
      return m.proposals_event_proposed();
  }
}
