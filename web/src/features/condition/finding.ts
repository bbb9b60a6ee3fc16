import { mediumDay, percentFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { causeInside, NOTICED, pointsOf, strongest } from '#lib/words/condition.ts';
import { systemWords } from '#lib/words/system.ts';
import type { Bridge, History } from './words.ts';

/** "+0.42", "−0.42", "0" */
export const signedPoints = (ratio: number) => {
  const points = pointsOf(ratio);
  return points === '0' ? points : `${ratio > 0 ? '+' : '−'}${points}`;
};

type OfSystem = Pick<History, 'system'>;
/** "D30 HVAC: …", where it is of one system only. */
const ofSystem = ({ system }: OfSystem, words: string) => (system ? `${systemWords(system)}: ${words}` : words);

/** What a history shows, in a sentence. */
export const historyFinding = (history: History): string => ofSystem(history, historyWords(history));

function historyWords({ points }: History): string {
  const known = points.filter(({ ratio }) => ratio !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first === last) return m.buildings_history_unknown();
  const [from, to, day] = [percentFinely(first.ratio!), percentFinely(last.ratio!), mediumDay(first.on)];
  if (Math.abs(last.ratio! - first.ratio!) < NOTICED) return m.buildings_history_same({ to, day });
  return last.ratio! > first.ratio! ? m.buildings_history_rose({ from, to, day }) : m.buildings_history_fell({ from, to, day });
}

/** What a bridge shows, in a sentence. */
export const bridgeFinding = (bridge: Bridge): string => ofSystem(bridge, bridgeWords(bridge));

function bridgeWords({ from, to, parts }: Bridge): string {
  const isStill = parts.every(({ deferredChange, valueChange }) => Number(deferredChange) === 0 && Number(valueChange) === 0);
  if (isStill) return m.buildings_bridge_none();
  if (from.ratio === null || to.ratio === null) return m.buildings_bridge_unknown();
  const change = to.ratio - from.ratio;
  const isSame = Math.abs(change) < NOTICED;
  const part = strongest(parts, isSame ? undefined : Math.sign(change));
  if (!part) return m.buildings_bridge_none();
  const words = { from: percentFinely(from.ratio), to: percentFinely(to.ratio), cause: causeInside(part.cause) };
  if (isSame) return m.buildings_bridge_same(words);
  return change > 0 ? m.buildings_bridge_rose(words) : m.buildings_bridge_fell(words);
}
