import type { operations } from '#lib/api/schema.gen.ts';
import type { ScanResult } from '#lib/offline/scan.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type Collection = Answer<'getDeviceCollection'>;
export type Schools = Answer<'listDeviceCollections'>;
export type Scans = Answer<'listCollectionScans'>;
type Exception = ScanResult['exceptions'][number];

const EXCEPTION: Record<Exception, () => string> = {
  unknown: m.collection_exception_unknown,
  not_out: m.collection_exception_not_out,
  already_back: m.collection_exception_already_back,
  in_repair: m.collection_exception_in_repair,
  found: m.collection_exception_found,
  other_site: m.collection_exception_other_site,
  somebody_elses: m.collection_exception_somebody_elses,
  damaged: m.collection_exception_damaged,
};
export const exceptionWords = (kind: Exception) => EXCEPTION[kind]();

/** How a scan went: green is back, amber is back and has to be looked at, red is not back. */
export function resultTone({ outcome, exceptions }: Pick<ScanResult, 'outcome' | 'exceptions'>): Tone {
  if (outcome === 'back') return exceptions.length > 0 ? 'warn' : 'good';
  return outcome === 'student' || outcome === 'undone' ? 'info' : 'bad';
}

/** What a scan came to, in a sentence; the tag as the district writes it. */
export function resultWords({ outcome, device, exceptions, grade, detail }: ScanResult, code: string): string {
  const tag = device?.assetTag ?? code;
  if (outcome === 'student') return m.collection_student();
  if (outcome === 'undone') return m.collection_undone({ tag });
  if (outcome === 'refused') return detail ?? m.problem_other();
  const said =
    outcome === 'back'
      ? grade === null
        ? m.collection_back({ tag })
        : m.collection_back_grade({ tag, grade: String(grade) })
      : m.collection_not_back({ tag });
  return [said, ...exceptions.map(exceptionWords)].join('. ');
}

/** The words for a scan that is in the list of all. */
export const listedWords = (one: Scans['items'][number]): string => one.exceptions.map(exceptionWords).join('. ');
