/** What a school building is to be for those who learn in it; each is scored 0..1. */
export const ADEQUACY_CATEGORIES = [
  'presence',
  'safety_security',
  'community',
  'organization',
  'assembly',
  'extended_learning',
  'classroom',
  'environmental_quality',
] as const;
export type AdequacyCategory = (typeof ADEQUACY_CATEGORIES)[number];

/** What each category weighs; the district's to choose. */
export type Weights = Readonly<Record<AdequacyCategory, number>>;
export type Scores = Readonly<Partial<Record<AdequacyCategory, number | null>>>;

/** A weighted mean of what was scored. Where a category is missing the others' weights count for it, and the score is partial; with none it is null. */
export function adequacyOf(scores: Scores, weights: Weights): { score: number | null; isPartial: boolean } {
  const scored = ADEQUACY_CATEGORIES.filter((category) => typeof scores[category] === 'number' && weights[category] > 0);
  const weight = scored.reduce((sum, category) => sum + weights[category], 0);
  const isPartial = scored.length < ADEQUACY_CATEGORIES.filter((category) => weights[category] > 0).length;
  if (weight === 0) return { score: null, isPartial };
  return { score: scored.reduce((sum, category) => sum + weights[category] * scores[category]!, 0) / weight, isPartial };
}

const BANDS = [
  ['excellent', 0.75],
  ['good', 0.65],
  ['fair', 0.5],
  ['poor', -Infinity],
] as const;
export type AdequacyBand = (typeof BANDS)[number][0];

/** The band of a score; each begins with its bound. */
export const adequacyBand = (score: number | null): AdequacyBand | null => (score === null ? null : BANDS.find(([, from]) => score >= from)![0]);

/** Students enrolled over places; null where either is unknown or there is no place. */
export const utilisation = (enrollment: number | null, capacity: number | null): number | null =>
  enrollment === null || capacity === null || capacity <= 0 ? null : enrollment / capacity;

/** Students with free or reduced lunch, of those enrolled: 0..1; null where either is unknown or nobody is enrolled. */
export const lunchShare = (freeReduced: number | null, enrollment: number | null): number | null =>
  freeReduced === null || enrollment === null || enrollment <= 0 ? null : Math.min(1, freeReduced / enrollment);

/** What a district begins with, until it publishes its own. */
export const USUAL_ADEQUACY_WEIGHTS: Weights = {
  presence: 10,
  safety_security: 15,
  community: 10,
  organization: 10,
  assembly: 10,
  extended_learning: 10,
  classroom: 20,
  environmental_quality: 15,
};
