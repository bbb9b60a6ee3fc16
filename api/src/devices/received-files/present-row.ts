import type { Row } from './queries.ts';
import { type Locale, reasonWords } from './words.ts';

type Student = { id: string; givenName: string | null; familyName: string | null; siteId: string; grade: number };
export type Names = { sites: ReadonlyMap<string, string>; models: ReadonlyMap<string, string>; students: ReadonlyMap<string, Student> };

/** Fields that are told otherwise, or not at all: who a device is given to is nobody's to read here. */
const UNTOLD = new Set(['modelKey', 'key', 'after', 'accountDigest', 'studentId']);

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null);

/** One row in words: whom or what it is about, and what would be otherwise. */
export function presentRow(one: Row, { sites, models, students }: Names, locale: Locale) {
  const { row, mark, verdict, effect, targetId, values, before, reasons } = one;
  const student = targetId === null ? undefined : students.get(targetId);
  const words = (field: string, value: unknown): string | null =>
    field === 'siteId' || field === 'homeSiteId'
      ? (sites.get(String(value)) ?? null)
      : field === 'modelId'
        ? (models.get(String(value)) ?? null)
        : asText(value);
  const called = [asText(values?.['givenName']) ?? student?.givenName, asText(values?.['familyName']) ?? student?.familyName]
    .filter(Boolean)
    .join(' ');
  const siteId = asText(values?.['siteId']) ?? asText(values?.['homeSiteId']) ?? student?.siteId;
  const told = effect === 'changed' ? Object.keys(values ?? {}).filter((field) => !UNTOLD.has(field)) : [];
  return {
    row,
    mark,
    verdict: verdict as 'good',
    effect: effect as 'new' | null,
    name: called || asText(values?.['modelName']),
    site: siteId == null ? null : (sites.get(siteId) ?? null),
    grade: typeof values?.['grade'] === 'number' ? values['grade'] : (student?.grade ?? null),
    changes: [
      ...told.map((field) => ({
        field: field === 'modelName' ? 'model' : field,
        before: words(field === 'modelName' ? 'modelId' : field, before?.[field === 'modelName' ? 'modelId' : field]),
        after: words(field, values![field]),
      })),
      ...(values?.['studentId'] == null ? [] : [{ field: 'student', before: null, after: null }]),
    ],
    reasons: (reasons ?? []).map((reason) => ({
      code: reason.code,
      field: reason.field ?? null,
      value: reason.value ?? null,
      words: reasonWords(reason, locale),
    })),
  };
}
