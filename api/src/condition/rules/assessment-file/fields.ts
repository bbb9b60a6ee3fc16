import { plain } from './words.ts';

export const KINDS = ['buildings', 'deficiencies', 'components'] as const;
export type Kind = (typeof KINDS)[number];

export type Reading = 'text' | 'money' | 'number' | 'ratio' | 'day' | 'year' | 'priority' | 'unit' | 'system' | 'rating';
export type Field = {
  name: string;
  reads: Reading;
  isRequired?: boolean;
  /** Where it cannot be read, the row is worth letting in without it. */
  canBeLeftOut?: boolean;
  /** A file's own total of it is held against the sum of its rows. */
  isSummed?: boolean;
  /** What files call it, the surest first; matched against the plain heading. */
  called: readonly RegExp[];
};

const field = (name: string, reads: Reading, called: readonly RegExp[], more: Partial<Field> = {}): Field => ({ name, reads, called, ...more });
const required = { isRequired: true };
const summed = { isSummed: true };
const optional = { canBeLeftOut: true };

const NEEDS = [1, 2, 3, 4, 5].map((n) => field(`need${n}`, 'ratio', [new RegExp(`base year ${n}$`), new RegExp(`year ${n} need`)], optional));

/** What a file of each kind may tell. A column with a rating of a system is called `rating:B30`, by the code in its heading. */
export const FIELDS: Record<Kind, readonly Field[]> = {
  buildings: [
    field(
      'code',
      'text',
      [/^building (?:code|id|number|no)$/, /^(?:code|id|number|no|)$/, /^facility (?:code|id|number)$/, /^asset (?:id|number)$/],
      required,
    ),
    field('name', 'text', [/^(?:building|facility) name$/, /^name$/, /^building$/, /^facility$/], required),
    field('siteName', 'text', [/^(?:site|school|campus)(?: name)?$/], optional),
    field('level', 'text', [/^(?:school )?level$/, /^grade level$/], optional),
    field('grossAreaSqft', 'number', [/^gsf\b/, /gross (?:square|area|sq)/, /^(?:sq ft|sqft|square feet|area|sf)$/, /^building area/], {
      ...summed,
      ...optional,
    }),
    field('yearBuilt', 'year', [/year built/, /^built$/, /year of construction/], optional),
    field('value', 'money', [/\bcrv\b/, /replacement (?:value|cost)/], summed),
    field('fci', 'ratio', [/^(?:\d{4} )?fci\b(?!.*base year)/, /facility condition index/]),
    field('deferred', 'money', [/deferred maintenance/, /^deferred\b/, /^dm$/, /backlog (?:cost|amount)/, /total (?:deficiency )?cost/], summed),
    field('baseYear', 'year', [/base year for fci/, /^base year$/, /cost (?:base )?year/]),
    ...NEEDS,
  ],
  deficiencies: [
    field('key', 'text', [/^(?:deficiency|finding|requirement|item) (?:id|number|no|code)$/, /^(?:id|key|uid|number|no)$/]),
    field('building', 'text', [/^building(?: (?:code|id|number|no|name))?$/, /^(?:facility|asset|structure)(?: (?:code|id|name))?$/], required),
    field('site', 'text', [/^(?:site|school|campus|location)(?: (?:code|name|number))?$/]),
    field('system', 'text', [/^(?:uniformat|system)(?: (?:code|level 3|ii|group))?$/, /^category$/, /^discipline$/, /^trade$/], {
      ...required,
      reads: 'system',
    }),
    field('component', 'text', [/^component(?: (?:id|name))?$/, /^equipment$/, /^element$/], optional),
    field('priority', 'priority', [/^priority\b/, /^prio$/, /^urgency$/], required),
    field(
      'scope',
      'text',
      [/^(?:scope|description|deficiency|finding|requirement)(?: (?:description|text|name|of work))?$/, /^what is wrong$/, /^comments?$/],
      required,
    ),
    field('quantity', 'number', [/^(?:quantity|qty|count)$/]),
    field('unit', 'unit', [/^(?:unit|units|uom|unit of measure)$/]),
    field('unitCost', 'money', [/^unit (?:cost|price)$/, /^cost (?:per|each) ?(?:unit)?$/]),
    field('cost', 'money', [/^(?:total |estimated |repair |correction )?cost\b/, /^(?:total|amount|estimate|price)$/], summed),
    field('costBaseYear', 'year', [/^(?:cost )?base year$/, /^(?:cost|price|estimate) year$/, /^year of (?:cost|estimate)$/]),
    field('foundOn', 'day', [/^(?:found|assessed|assessment|inspection|survey|observed)(?: on| date)?$/, /^date(?: found)?$/]),
  ],
  components: [
    field('key', 'text', [/^(?:component|asset|equipment) (?:id|number|no|tag)$/, /^(?:id|key|uid|number|no|tag)$/]),
    field('building', 'text', [/^building(?: (?:code|id|number|no|name))?$/, /^(?:facility|structure)(?: (?:code|id|name))?$/], required),
    field('site', 'text', [/^(?:site|school|campus|location)(?: (?:code|name|number))?$/]),
    field('system', 'text', [/^(?:uniformat|system)(?: (?:code|level 3|ii|group))?$/, /^category$/, /^discipline$/], {
      ...required,
      reads: 'system',
    }),
    field('name', 'text', [/^(?:component|equipment|asset|element)(?: (?:name|description))?$/, /^(?:name|description)$/], required),
    field('quantity', 'number', [/^(?:quantity|qty|count)$/], required),
    field('unit', 'unit', [/^(?:unit|units|uom|unit of measure)$/], required),
    field('unitCost', 'money', [/^unit (?:cost|price)$/]),
    field('unitCostBaseYear', 'year', [/^(?:unit )?(?:cost )?base year$/, /^(?:unit )?(?:cost|price) year$/]),
    field('lifeYears', 'number', [/^(?:eul|expected (?:useful )?life|useful life|life)(?: years)?$/, /^life years$/]),
    field(
      'yearInstalled',
      'year',
      [/^(?:year )?installed$/, /^(?:install|installation) (?:year|date)$/, /^year installed$/, /^in service$/],
      required,
    ),
    field('observedOn', 'day', [/^(?:observed|assessed|inspected)(?: on| date)?$/]),
    field('observedRemainingYears', 'number', [/^(?:observed )?remaining(?: useful)?(?: life)?(?: years)?$/, /^rul$/, /^observed remaining years$/]),
  ],
};

const RATING = /^rating:([A-G]\d{2})$/;
/** The system of level 2 that a column rates; undefined where it rates none. */
export const ratedSystem = (name: string): string | undefined => RATING.exec(name)?.[1];

export function fieldNamed(kind: Kind, name: string): Field | undefined {
  if (kind === 'buildings' && ratedSystem(name)) return { name, reads: 'rating', called: [], ...optional };
  return FIELDS[kind].find((one) => one.name === name);
}

/** One heading out of those of several lines above each other: what stands lowest names it, what stands above may hold a code. */
export type Heading = { name: string; above: string };

/** `systemCode`, as programs write it, in words. */
const apart = (name: string) => (/^[a-z]+[A-Za-z]*$/.test(name) ? name.replaceAll(/([a-z])([A-Z])/g, '$1 $2') : name);

const CODED = /\b([A-G]\d0)\s*:/;

/** Which field each column is, as far as its heading tells; each field once, by its surest name. */
export function guessColumns(kind: Kind, headings: readonly Heading[]): (string | null)[] {
  const columns: (string | null)[] = headings.map(({ name, above }) => {
    const code = kind === 'buildings' ? CODED.exec(`${above} ${name}:`)?.[1] : undefined;
    return code ? `rating:${code}` : null;
  });
  const plainNames = headings.map(({ name }) => plain(apart(name)));
  for (const { name, called } of FIELDS[kind]) {
    const at = called
      .map((pattern) =>
        plainNames.findIndex((heading, i) => columns[i] === null && (heading !== '' || headings[i]!.name.trim() === '#') && pattern.test(heading)),
      )
      .find((found) => found >= 0);
    if (at !== undefined) columns[at] = name;
  }
  return columns;
}

const HEADINGS_WITHIN = 15;
/** Which row (from 0) holds the headings: the first with the most words that are no figures. */
export function guessHeaderRow(rows: readonly (readonly string[])[]): number {
  const wordsIn = (row: readonly string[]) => new Set(row.map(plain).filter((cell) => /[a-z]/.test(cell) && cell.length < 60)).size;
  const scores = rows
    .slice(0, HEADINGS_WITHIN)
    .map((row, i) => ({ i, words: row.some((cell) => /^[$\s]*\d[\d,.]*%?\s*$/.test(cell)) ? 0 : wordsIn(row) }));
  return scores.reduce((best, one) => (one.words > best.words ? one : best), { i: 0, words: 0 }).i;
}

/** The headings in the row that was chosen, with what stands above each. */
export const headingsIn = (rows: readonly (readonly string[])[], headerRow: number): Heading[] =>
  (rows[headerRow] ?? []).map((name, i) => ({
    name: name.replaceAll(/\s+/g, ' ').trim(),
    above: rows
      .slice(0, headerRow)
      .map((row) => (row[i] ?? '').trim())
      .filter(Boolean)
      .join(' '),
  }));
