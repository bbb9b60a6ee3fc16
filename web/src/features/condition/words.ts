import type { operations } from '#lib/api/schema.gen.ts';
import { percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying, type Words } from '#lib/words/table.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type ConditionReport = Answer<'getCondition'>;
export type StructurePage = Answer<'getStructure'>;
export type History = Answer<'getConditionHistory'>;
export type Bridge = Answer<'getConditionBridge'>;
export type Behind = Answer<'listConditionEvents'>;
export type Systems = Answer<'getConditionSystems'>;
export type Places = Answer<'listConditionPlaces'>;
export type CostBases = Answer<'listCostBases'>;
export type LabourRates = Answer<'listLabourRates'>;
export type { Cause } from '#lib/words/condition.ts';
export type AssessmentPage = Answer<'getAssessment'>;
export type Candidates = Answer<'listCandidates'>;

export { bandTone, bandWords } from '#lib/words/condition.ts';

/** What the demonstration notes as the source of what it made up. */
const MADE_UP = 'Made up for the demonstration';
/** Where figures come from, as it was written; of the demonstration's own in the reader's language. */
export const sourceWords = (source: string): string =>
  source.startsWith(MADE_UP) ? m.condition_source_made_up() + source.slice(MADE_UP.length) : source;

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
export const levelWords = (level: string | null) => (level === null || level === 'none' ? m.condition_no_level() : saying(LEVELS)(level));
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

export type Measured = ConditionReport['items'][number]['measures'];
const ADEQUACY: Words<NonNullable<Measured['adequacy']>['band']> = {
  excellent: m.buildings_adequacy_band_excellent,
  good: m.buildings_adequacy_band_good,
  fair: m.buildings_adequacy_band_fair,
  poor: m.buildings_adequacy_band_poor,
};
/** "68 % (good)"; where it was scored in part only, it says so. */
export function adequacyWords(adequacy: Measured['adequacy']): string {
  if (adequacy === null) return m.buildings_unknown();
  const words = { score: percent(adequacy.score), band: saying(ADEQUACY)(adequacy.band) };
  return adequacy.isPartial ? m.buildings_adequacy_partial(words) : m.buildings_adequacy_figures(words);
}
