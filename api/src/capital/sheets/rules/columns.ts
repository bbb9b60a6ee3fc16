// What one may enter by the row, and what each row says. The portal draws its tables from this, so that it knows no rule of its own.

export const LOOKUPS = ['line', 'project', 'contract', 'contract_line', 'vendor', 'procurement', 'source', 'paper', 'school'] as const;
/** What a code in a cell stands for. */
export type Lookup = (typeof LOOKUPS)[number];
export const CELL_KINDS = ['text', 'money', 'day', 'whole', 'percent', 'yes', 'choice', ...LOOKUPS] as const;

export const isLookup = (kind: (typeof CELL_KINDS)[number]): kind is Lookup => (LOOKUPS as readonly string[]).includes(kind);

export type Column = {
  name: string;
  kind: (typeof CELL_KINDS)[number];
  isRequired?: true;
  /** The column that may answer in its place: one of the two is needed. */
  orElse?: string;
  choices?: readonly string[];
};
export const SHEET_NAMES = [
  'transfers',
  'contracts',
  'change-orders',
  'invoices',
  'estimates',
  'releases',
  'projects',
  'vendors',
  'payments',
  'revenue',
  'sources',
  'lines',
] as const;
export type SheetName = (typeof SHEET_NAMES)[number];
export type Sheet = {
  columns: readonly Column[];
  /** Rows that say the same here are one: a contract or an invoice of several lines. Empty: each row is one of its own. */
  together: readonly string[];
  /** What each of them says for itself; the rest they say together. */
  each: readonly string[];
  /** Who enters it: who runs a project, who keeps the books, or both. */
  by: readonly ('runs' | 'books')[];
};

const needed = (name: string, kind: Column['kind'], choices?: readonly string[]): Column => ({
  name,
  kind,
  isRequired: true,
  ...(choices ? { choices } : {}),
});
const may = (name: string, kind: Column['kind'], choices?: readonly string[]): Column => ({ name, kind, ...(choices ? { choices } : {}) });
const PAPER: Column[] = [
  { name: 'paper', kind: 'paper', orElse: 'noPaper' },
  { name: 'noPaper', kind: 'text', orElse: 'paper' },
];
const ASKING = [needed('title', 'text'), needed('reason', 'text'), ...PAPER];
const OF_CONTRACT = [needed('contract', 'contract'), may('contractLine', 'contract_line')];
const SOURCE_KINDS = ['bond', 'premium', 'interest', 'transfer', 'mill_levy', 'grant', 'insurance', 'erate', 'other'];
const LINE_KINDS = ['contingency', 'charter', 'design', 'construction', 'equipment', 'owner_costs', 'other'];
const CHANGE_REASONS = ['unforeseen', 'owner_scope', 'design_error', 'code', 'schedule', 'credit'];

export const SHEETS: Record<SheetName, Sheet> = {
  transfers: { columns: [needed('from', 'line'), needed('to', 'line'), needed('amount', 'money'), ...ASKING], together: [], each: [], by: ['runs'] },
  contracts: {
    columns: [
      needed('number', 'text'),
      may('kind', 'choice', ['contract', 'purchase_order']),
      needed('vendor', 'vendor'),
      may('project', 'project'),
      needed('line', 'line'),
      may('lineName', 'text'),
      needed('amount', 'money'),
      may('publicWorks', 'yes'),
      may('procurement', 'procurement'),
      ...ASKING,
    ],
    together: ['number'],
    each: ['line', 'lineName', 'amount', 'title'],
    by: ['runs'],
  },
  'change-orders': {
    columns: [
      ...OF_CONTRACT,
      needed('amount', 'money'),
      needed('reasonCode', 'choice', CHANGE_REASONS),
      may('probability', 'percent'),
      may('addedDays', 'whole'),
      ...ASKING,
    ],
    together: [],
    each: [],
    by: ['runs'],
  },
  invoices: {
    columns: [
      needed('contract', 'contract'),
      needed('number', 'text'),
      needed('on', 'day'),
      may('contractLine', 'contract_line'),
      needed('amount', 'money'),
      may('released', 'money'),
      may('title', 'text'),
      needed('reason', 'text'),
      ...PAPER,
    ],
    together: ['contract', 'number'],
    each: ['contractLine', 'amount', 'released'],
    by: ['runs'],
  },
  estimates: {
    columns: [needed('line', 'line'), needed('amount', 'money'), needed('on', 'day'), needed('note', 'text'), ...PAPER],
    together: [],
    each: [],
    by: ['runs', 'books'],
  },
  releases: {
    columns: [...OF_CONTRACT, needed('amount', 'money'), needed('on', 'day'), needed('reason', 'text'), ...PAPER],
    together: [],
    each: [],
    by: ['runs', 'books'],
  },
  payments: {
    columns: [...OF_CONTRACT, needed('amount', 'money'), needed('on', 'day'), may('financeKey', 'text'), may('note', 'text'), ...PAPER],
    together: ['contract', 'financeKey'],
    each: ['contractLine', 'amount'],
    by: ['books'],
  },
  revenue: {
    columns: [needed('source', 'source'), needed('amount', 'money'), needed('on', 'day'), may('note', 'text'), ...PAPER],
    together: [],
    each: [],
    by: ['books'],
  },
  projects: {
    columns: [needed('code', 'text'), needed('name', 'text'), may('school', 'school'), may('summary', 'text'), may('isSecurity', 'yes')],
    together: [],
    each: [],
    by: ['runs'],
  },
  vendors: { columns: [may('number', 'text'), needed('name', 'text')], together: [], each: [], by: ['runs', 'books'] },
  sources: {
    columns: [
      needed('code', 'text'),
      needed('name', 'text'),
      needed('kind', 'choice', SOURCE_KINDS),
      needed('fund', 'text'),
      needed('account', 'text'),
      needed('planned', 'money'),
      may('series', 'text'),
      may('on', 'day'),
    ],
    together: [],
    each: [],
    by: ['books'],
  },
  lines: {
    columns: [
      needed('source', 'source'),
      may('project', 'project'),
      needed('kind', 'choice', LINE_KINDS),
      needed('name', 'text'),
      needed('account', 'text'),
    ],
    together: [],
    each: [],
    by: ['books'],
  },
};

/** The rows that are one, in the order in which they were written: those that say the same, and say all of it. */
export function togetherOf<Row extends { cells: Readonly<Record<string, string>> }>(
  { together }: Pick<Sheet, 'together'>,
  rows: readonly Row[],
): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const [i, row] of rows.entries()) {
    const said = together.map((name) => (row.cells[name] ?? '').trim().toLowerCase());
    const key = said.length > 0 && said.every((one) => one !== '') ? JSON.stringify(said) : `row ${i}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

const says = (cells: Readonly<Record<string, string>>, name: string) => (cells[name] ?? '').trim();

/** Where rows that are one say of the whole something else than the first of them: which row, which column, and what the first says. What is left empty says nothing else. */
export function differingOf<Row extends { cells: Readonly<Record<string, string>> }>(
  { columns, each }: Pick<Sheet, 'columns' | 'each'>,
  [first, ...more]: readonly Row[],
): { row: Row; column: string; first: string }[] {
  if (!first) return [];
  const whole = columns.map(({ name }) => name).filter((name) => !each.includes(name));
  return more.flatMap((row) =>
    whole
      .filter((name) => says(row.cells, name) !== '' && says(row.cells, name).toLowerCase() !== says(first.cells, name).toLowerCase())
      .map((column) => ({ row, column, first: says(first.cells, column) })),
  );
}

/** All that rows say, as one text: two that say the same are the same. */
export const textOf = (rows: readonly { cells: Readonly<Record<string, string>> }[]): string =>
  JSON.stringify(
    rows.map(({ cells }) =>
      Object.keys(cells)
        .filter((name) => says(cells, name) !== '')
        .toSorted()
        .map((name) => [name, says(cells, name)]),
    ),
  );
