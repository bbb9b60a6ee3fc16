import type { operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { saying, type Words } from '#lib/words/table.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type ConditionReport = Answer<'getCondition'>;
export type StructurePage = Answer<'getStructure'>;
export type Candidates = Answer<'listCandidates'>;

const BANDS: Words<string> = {
  good: m.condition_band_good,
  fair: m.condition_band_fair,
  poor: m.condition_band_poor,
  critical: m.condition_band_critical,
};
export const bandWords = (band: string | null) => (band === null ? m.condition_band_undefined() : saying(BANDS)(band));
const TONES: Record<string, Tone> = { good: 'good', fair: 'info', poor: 'warn', critical: 'bad' };
export const bandTone = (band: string | null): Tone => TONES[band ?? ''] ?? 'neutral';

const KINDS: Words<StructurePage['kind']> = {
  main: m.condition_kind_main,
  addition: m.condition_kind_addition,
  transportable: m.condition_kind_transportable,
  storage: m.condition_kind_storage,
  site_items: m.condition_kind_site_items,
};
export const kindWords = saying(KINDS);

const LEVELS: Words<string> = {
  elementary: m.condition_level_elementary,
  middle: m.condition_level_middle,
  high: m.condition_level_high,
  'multi-level': m.condition_level_multi,
  charter: m.condition_level_charter,
  option: m.condition_level_option,
  alternative: m.condition_level_alternative,
};
export const levelWords = (level: string | null) => (level === null ? m.condition_no_level() : saying(LEVELS)(level));
export const levelChoices = () => [
  ...Object.entries(LEVELS).map(([value, word]) => ({ value, label: word() })),
  { value: 'none', label: m.condition_no_level() },
];

export const causeWords = saying<StructurePage['events'][number]['cause']>({
  work: m.condition_cause_work,
  findings: m.condition_cause_findings,
  ageing: m.condition_cause_ageing,
  escalation: m.condition_cause_escalation,
  method: m.condition_cause_method,
  correction: m.condition_cause_correction,
});

export const priorityWords = (priority: number) =>
  saying({ 1: m.condition_priority_1, 2: m.condition_priority_2, 3: m.condition_priority_3, 4: m.condition_priority_4 })(String(priority));
