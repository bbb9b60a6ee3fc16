/** What a need is ranked by; each is 0..1, 1 the most urgent, null where nobody knows. */
export const CRITERIA = ['safety_code', 'fci', 'adequacy', 'utilisation', 'equity', 'operating_saving', 'readiness'] as const;
export type Criterion = (typeof CRITERIA)[number];
export type Marks = Readonly<Record<Criterion, number | null>>;
/** What each counts; published, and the district's to change. */
export type CriteriaWeights = Readonly<Record<Criterion, number>>;

export type Score = {
  /** 0..100, unrounded; null where nothing that counts is known. */
  points: number | null;
  /** How much of it each criterion gives, in points. */
  shares: Readonly<Record<Criterion, number>>;
  /** What counts and nobody knows. */
  missing: readonly Criterion[];
};

/** A weighted mean, with what each criterion gives to it. What is not known leaves its weight to the rest and is named: it is not the same as 0. */
export function scoreOf(marks: Marks, weights: CriteriaWeights): Score {
  const counting = CRITERIA.filter((criterion) => weights[criterion] > 0);
  const known = counting.filter((criterion) => marks[criterion] !== null);
  const weight = known.reduce((sum, criterion) => sum + weights[criterion], 0);
  const share = (criterion: Criterion) => (known.includes(criterion) ? (100 * weights[criterion] * marks[criterion]!) / weight : 0);
  const shares = Object.fromEntries(CRITERIA.map((criterion) => [criterion, share(criterion)])) as Record<Criterion, number>;
  return {
    points: weight > 0 ? CRITERIA.reduce((sum, criterion) => sum + shares[criterion], 0) : null,
    shares,
    missing: counting.filter((criterion) => marks[criterion] === null),
  };
}

/** The most urgent first; equals by their key, so that a list is always the same; what has no score last. */
export const ranked = <T extends { key: string; points: number | null }>(needs: readonly T[]): T[] =>
  needs.toSorted((a, b) => (b.points ?? -1) - (a.points ?? -1) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** What a district begins with, until it publishes its own. */
export const USUAL_CRITERIA_WEIGHTS: CriteriaWeights = {
  safety_code: 30,
  fci: 20,
  adequacy: 10,
  utilisation: 10,
  equity: 15,
  operating_saving: 5,
  readiness: 10,
};
