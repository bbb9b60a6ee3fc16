/** Where a proposal stands on its way to a decision. */
export const STATES = ['draft', 'published', 'in_committee', 'decided', 'withdrawn'] as const;
export type State = (typeof STATES)[number];
export const MOVES = ['published', 'in_committee', 'decided', 'withdrawn'] as const;
export type Move = (typeof MOVES)[number];
/** What somebody is to a proposal: keeps the capital plan where its school is, decides on money, proposed it, or wrote its words as they stand. */
export type Standing = { isManager: boolean; isDecider: boolean; isProposer: boolean; isWriter: boolean };

const FROM: Record<Move, readonly State[]> = {
  published: ['draft'],
  in_committee: ['published'],
  decided: ['in_committee'],
  withdrawn: ['draft', 'published', 'in_committee'],
};

/** Why a step is refused; undefined where it may be taken. Who proposed never decides, and words are published by somebody else than wrote them. */
export function judgeMove(
  state: State,
  move: Move,
  { isManager, isDecider, isProposer, isWriter }: Standing,
): 'not_a_move' | 'not_yours' | 'own' | undefined {
  if (!FROM[move].includes(state)) return 'not_a_move';
  if (move === 'decided') return isProposer ? 'own' : isDecider ? undefined : 'not_yours';
  if (move === 'published') return !isManager && !isDecider ? 'not_yours' : isWriter ? 'own' : undefined;
  return isManager || (move === 'withdrawn' && isProposer) ? undefined : 'not_yours';
}

/** The steps that somebody may take now. */
export const allowedMoves = (state: State, standing: Standing): Move[] => MOVES.filter((move) => judgeMove(state, move, standing) === undefined);

/** The score of several needs: their mean weighted by cost, of those that have one; null where none has. */
export function scoreOf(needs: readonly { points: number | null; costCents: bigint }[]): number | null {
  const known = needs.filter((need) => need.points !== null);
  const whole = known.reduce((sum, { costCents }) => sum + Number(costCents), 0);
  if (known.length === 0) return null;
  if (whole === 0) return known.reduce((sum, { points }) => sum + points!, 0) / known.length;
  const mean = known.reduce((sum, { points, costCents }) => sum + points! * Number(costCents), 0) / whole;
  // A sum of floats may end a hair beyond its bounds.
  return Math.min(100, Math.max(0, mean));
}
