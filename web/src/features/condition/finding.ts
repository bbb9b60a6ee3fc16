import { mediumDay, numberFinely, percentFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';
import type { Bridge, Cause, History } from './words.ts';

/** The cause within a sentence. */
export const causeInside = saying<Cause>({
  work: m.buildings_cause_work,
  findings: m.buildings_cause_findings,
  ageing: m.buildings_cause_ageing,
  escalation: m.buildings_cause_escalation,
  method: m.buildings_cause_method,
  correction: m.buildings_cause_correction,
});

/** 0.0042 as "0.42", a hundredth of a point being as fine as anybody reads. */
export const pointsOf = (ratio: number) => numberFinely(Math.abs(ratio) * 100);
/** "+0.42", "−0.42", "0" */
export const signedPoints = (ratio: number) => {
  const points = pointsOf(ratio);
  return points === '0' ? points : `${ratio > 0 ? '+' : '−'}${points}`;
};
const NOTICED = 0.000_05;

/** What a history shows, in a sentence. */
export function historyFinding({ points }: History): string {
  const known = points.filter(({ ratio }) => ratio !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first === last) return m.buildings_history_unknown();
  const [from, to, day] = [percentFinely(first.ratio!), percentFinely(last.ratio!), mediumDay(first.on)];
  if (Math.abs(last.ratio! - first.ratio!) < NOTICED) return m.buildings_history_same({ to, day });
  return last.ratio! > first.ratio! ? m.buildings_history_rose({ from, to, day }) : m.buildings_history_fell({ from, to, day });
}

/** The part that moved the index most; undefined where none did. */
export function strongestPart({ parts }: Bridge) {
  const moved = parts.filter(({ ratioChange }) => ratioChange !== null && Math.abs(ratioChange) >= NOTICED / 10);
  return moved.toSorted((a, b) => Math.abs(b.ratioChange!) - Math.abs(a.ratioChange!))[0];
}

/** The part that pushed most to where it went. */
function towards(bridge: Bridge, direction: number) {
  return bridge.parts
    .filter(({ ratioChange }) => ratioChange !== null && Math.sign(ratioChange) === direction)
    .toSorted((a, b) => Math.abs(b.ratioChange!) - Math.abs(a.ratioChange!))[0];
}

/** What a bridge shows, in a sentence. */
export function bridgeFinding(bridge: Bridge): string {
  const { from, to, parts } = bridge;
  const isStill = parts.every(({ deferredChange, valueChange }) => Number(deferredChange) === 0 && Number(valueChange) === 0);
  if (isStill) return m.buildings_bridge_none();
  if (from.ratio === null || to.ratio === null) return m.buildings_bridge_unknown();
  const change = to.ratio - from.ratio;
  const words = { from: percentFinely(from.ratio), to: percentFinely(to.ratio) };
  const strongest = Math.abs(change) < NOTICED ? strongestPart(bridge) : towards(bridge, Math.sign(change));
  if (!strongest) return m.buildings_bridge_none();
  const cause = causeInside(strongest.cause);
  if (Math.abs(change) < NOTICED) return m.buildings_bridge_same({ to: words.to, cause });
  return change > 0 ? m.buildings_bridge_rose({ ...words, cause }) : m.buildings_bridge_fell({ ...words, cause });
}
