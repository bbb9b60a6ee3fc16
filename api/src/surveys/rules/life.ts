export const STATES = ['draft', 'open', 'closed'] as const;
export type State = (typeof STATES)[number];
export const MOVES = ['change', 'open', 'remind', 'close'] as const;
export type Move = (typeof MOVES)[number];
type Survey = { state: string; opensOn: string; closesOn: string };

/** What may be done with a survey on this day, by who runs it. */
export function movesOf({ state, opensOn, closesOn }: Survey, today: string): Move[] {
  if (state === 'draft') return ['change', ...(opensOn <= today && today <= closesOn ? (['open'] as const) : [])];
  if (state === 'open') return ['change', ...(today <= closesOn ? (['remind'] as const) : []), 'close'];
  return [];
}

/** May one answer on this day? */
export const takesAnswers = ({ state, opensOn, closesOn }: Survey, today: string) => state === 'open' && opensOn <= today && today <= closesOn;

/** The last day on which one could answer: the day of its closing, where that was sooner than had been said. `closedOn` is null while it is open. */
export const lastDayOf = (closesOn: string, closedOn: string | null) => (closedOn !== null && closedOn < closesOn ? closedOn : closesOn);

/** The year up to the survey's last day: of which the services' own figures are. */
export function yearBefore(lastDay: string): { from: string; to: string } {
  const from = new Date(`${lastDay}T00:00:00Z`);
  from.setUTCFullYear(from.getUTCFullYear() - 1);
  from.setUTCDate(from.getUTCDate() + 1);
  return { from: from.toISOString().slice(0, 10), to: lastDay };
}
