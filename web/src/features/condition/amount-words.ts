import { number, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StructurePage } from './words.ts';

type Found = Pick<StructurePage['deficiencies'][number], 'quantity' | 'unit' | 'confidenceRatio'>;
/** "12.5 each · cost 80% sure · ", to stand before what else is said; empty where neither is known. */
export const amountWords = ({ quantity, unit, confidenceRatio }: Found): string =>
  [
    ...(quantity === null ? [] : [`${number(quantity)} ${unit ?? ''}`.trim()]),
    ...(confidenceRatio === null ? [] : [m.findings_confidence_words({ share: percent(confidenceRatio) })]),
  ]
    .map((words) => `${words} · `)
    .join('');
