import type { operations } from '#lib/api/schema.gen.ts';
import { typedValues } from '#lib/server/forms.ts';

type Check = NonNullable<operations['checkImport']['requestBody']>['content']['application/json'];
const COLUMNS_AT_MOST = 300;
const WORDS = ['priority', 'unit', 'system', 'rating'] as const;

/** What a mapping form says: columns by number, words by what they are, and the rest. */
export function checkOf(form: FormData): Check {
  const values = typedValues(form);
  const count = Math.min(COLUMNS_AT_MOST, Number(values['columns'] ?? 0) || 0);
  const columns = Array.from({ length: count }, (_, i) => values[`column-${i}`] || null);
  const said = Object.fromEntries(
    WORDS.map((what) => [
      what,
      Object.fromEntries(
        Object.keys(values).flatMap((name) => {
          const [, i] = new RegExp(`^word-${what}-(\\d+)$`).exec(name) ?? [];
          const meaning = values[`said-${what}-${i}`]?.trim();
          return i !== undefined && meaning ? [[values[name]!, meaning]] : [];
        }),
      ),
    ]),
  );
  const [assessor, assessedOn, saveAs, year] = ['assessor', 'assessedOn', 'saveAs', 'costBaseYear'].map((name) => values[name]?.trim() ?? '');
  return {
    sheet: values['sheet'] || null,
    headerRow: Number(values['headerRow']) || 1,
    columns,
    said,
    ...(assessor ? { assessor } : {}),
    ...(assessedOn ? { assessedOn } : {}),
    ...(saveAs ? { saveAs } : {}),
    ...(year ? { costBaseYear: Number(year) || 0 } : {}),
  };
}
