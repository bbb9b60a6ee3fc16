import { ADEQUACY_CATEGORIES, adequacyBand, adequacyOf, lunchShare, utilisation, type Weights } from '../rules/adequacy.ts';

type Known = {
  enrollment: number | null;
  freeReducedLunch: number | null;
  scores: Record<string, number> | null;
  assessedOn: string | null;
  source: string | null;
  capacity: number | null;
};

/** What stands beside the condition of a school: what is unknown is null. */
export function presentMeasures({ enrollment, freeReducedLunch, scores, capacity }: Known, weights: Weights) {
  const { score, isPartial } = adequacyOf(scores ?? {}, weights);
  const ratio = utilisation(enrollment, capacity);
  return {
    adequacy: score === null ? null : { score, band: adequacyBand(score)!, isPartial },
    utilisation: ratio === null ? null : { enrollment: enrollment!, capacity: capacity!, ratio },
    freeReducedShare: lunchShare(freeReducedLunch, enrollment),
  };
}

/** The same with the categories of adequacy, what each counts, when it was scored and by whom. */
export function presentMeasuresInDetail(known: Known, weights: Weights) {
  const { adequacy, ...measures } = presentMeasures(known, weights);
  const categories = ADEQUACY_CATEGORIES.map((category) => ({ category, score: known.scores?.[category] ?? null, weight: weights[category] }));
  return { ...measures, adequacy: adequacy && { ...adequacy, assessedOn: known.assessedOn, source: known.source ?? '', categories } };
}

export const NOTHING_KNOWN = { adequacy: null, utilisation: null, freeReducedShare: null };
