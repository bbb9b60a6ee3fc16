import { numberFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { saying, type Words } from './table.ts';

const BANDS: Words<string> = {
  good: m.condition_band_good,
  fair: m.condition_band_fair,
  poor: m.condition_band_poor,
  critical: m.condition_band_critical,
};
export const bandWords = (band: string | null) => (band === null ? m.condition_band_undefined() : saying(BANDS)(band));
const TONES: Record<string, Tone> = { good: 'good', fair: 'info', poor: 'warn', critical: 'bad' };
export const bandTone = (band: string | null): Tone => TONES[band ?? ''] ?? 'neutral';

export type Cause = 'work' | 'findings' | 'ageing' | 'escalation' | 'method' | 'correction';
/** The cause of a change within a sentence. */
export const causeInside = saying<Cause>({
  work: m.buildings_cause_work,
  findings: m.buildings_cause_findings,
  ageing: m.buildings_cause_ageing,
  escalation: m.buildings_cause_escalation,
  method: m.buildings_cause_method,
  correction: m.buildings_cause_correction,
});

/** 0.0042 as "0.42" points: a hundredth of a point is as fine as anybody reads. */
export const pointsOf = (ratio: number) => numberFinely(Math.abs(ratio) * 100);

/** Changes of the index below this are not told as changes. */
export const NOTICED = 0.000_05;

type Part = { cause: Cause; ratioChange: number | null };
/** The part that moved the index most; with a direction (1 or -1), the one that pushed most that way. Undefined where none did. */
export function strongest(parts: readonly Part[], direction?: number): Part | undefined {
  return parts
    .filter(({ ratioChange }) => ratioChange !== null && ratioChange !== 0 && (direction === undefined || Math.sign(ratioChange) === direction))
    .toSorted((a, b) => Math.abs(b.ratioChange!) - Math.abs(a.ratioChange!))[0];
}
