import type { Command } from '../keyboard.ts';

/** The kind of change that an act's key asks for where several are ticked, as the page for many takes it. */
export const MANY: Partial<Record<Command, { kind: string; to?: string }>> = {
  assign: { kind: 'assign' },
  prioritise: { kind: 'priority' },
  tag: { kind: 'tag' },
  hold: { kind: 'hold' },
  triage: { kind: 'move', to: 'triaged' },
  cancel: { kind: 'move', to: 'cancelled' },
};
/** Acts that are of one order alone. */
export const OF_ONE: readonly Command[] = ['duplicate'];

/** The field to begin with, of each kind of change. */
const FIRST_FIELDS: Record<string, string> = {
  assign: 'assignTo',
  priority: 'priority',
  move: 'note',
  hold: 'holdReason',
  tag: 'addTags',
};

/** What the address asks for; what it does not know it leaves out. */
export function askedFor(params: Pick<URLSearchParams, 'get'>): { values: Record<string, string>; field: string } {
  const asked = Object.values(MANY).find(({ kind, to }) => kind === params.get('kind') && (to === undefined || to === params.get('to')));
  return asked ? { values: { ...asked }, field: FIRST_FIELDS[asked.kind]! } : { values: {}, field: '' };
}

/** With these ticked as well, each once. */
export const withTicked = (ticked: readonly string[], more: readonly string[]) => [...new Set([...ticked, ...more])];

/** From the one ticked last to this one, both with it; without one, this one. */
export function tickedTo(shown: readonly string[], ticked: readonly string[], to: string): string[] {
  const from = ticked.findLast((number) => shown.includes(number)) ?? to;
  const [a, b] = [shown.indexOf(from), shown.indexOf(to)];
  return b < 0
    ? [...ticked]
    : withTicked(
        ticked,
        [...shown.slice(Math.min(a, b), Math.max(a, b) + 1), to].filter((number) => shown.includes(number)),
      );
}

/** All that are shown; none where all are. */
export const tickedAll = (shown: readonly string[], ticked: readonly string[]) =>
  shown.every((number) => ticked.includes(number)) ? [] : [...shown];
