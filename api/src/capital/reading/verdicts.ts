/** Of nothing nobody can say. */
export type Verdict = 'yes' | 'mostly' | 'no' | 'nothing';
/** Of few, a part of all is missed: mostly. */
const MOSTLY_RATIO = 0.2;
const verdictOf = (missed: number, all: number): Verdict =>
  all === 0 ? 'nothing' : missed === 0 ? 'yes' : missed <= all * MOSTLY_RATIO ? 'mostly' : 'no';

type Standing = { total: number; promises: { total: number; changed: number; dropped: number }; over: number; late: number; onTime: number };

/** Is a programme on promise, on money, on time? Where all projects together are forecast above their budgets, it is not on money however few they are. */
export const verdictsOf = (
  { total, promises, over, late, onTime }: Standing,
  varianceCents: bigint,
): Record<'promise' | 'money' | 'time', Verdict> => ({
  promise: verdictOf(promises.changed + promises.dropped, promises.total),
  money: varianceCents < 0n ? 'no' : verdictOf(over, total),
  // A project whose building nobody dated yet is neither.
  time: verdictOf(late, late + onTime),
});
