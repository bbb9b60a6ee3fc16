// What comes out of a spreadsheet: cells between tabs, or between commas; one that holds either, or a break, stands in quotes.

function splitBy(separator: string, text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === separator) endCell();
    else if (char === '\n') {
      endCell();
      rows.push([]);
    } else cell += char;
  }
  endCell();
  return rows;
}

const isBlank = (row: readonly string[]) => row.every((cell) => cell.trim() === '');
/** Commas part cells only where each row has as many, and more than an amount such as 1,200 has. */
const LEAST_BY_COMMA = 3;

/** Rows and cells of what was pasted; rows that say nothing are left out. */
export function cellsOf(pasted: string): string[][] {
  const text = pasted.replaceAll(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (text.includes('\t')) return splitBy('\t', text).filter((row) => !isBlank(row));
  const byComma = splitBy(',', text).filter((row) => !isBlank(row));
  const count = byComma[0]?.length ?? 0;
  if (count >= LEAST_BY_COMMA && byComma.every((row) => row.length === count)) return byComma;
  return text
    .split('\n')
    .map((line) => [line])
    .filter((row) => !isBlank(row));
}

type Known = { name: string; label: string; kind?: string; choices?: readonly string[] };
/** Cells under the columns that they belong to; where some would belong to none, no row at all, and which. */
export type Spread = { rows: Record<string, string>[]; unknown: string[] };

const NUMBER_WORDS = new Set(['no', 'nr', 'num', 'núm']);
/** The words of a heading, told apart from how they are written: "Vendor no." says "vendor", "number". */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('#', ' no ')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .map((word) => (NUMBER_WORDS.has(word) ? 'number' : word));
const holds = (all: readonly string[], some: readonly string[]) => some.length > 0 && some.every((word) => all.includes(word));

/** The column that a heading names: by its own words; else the only one whose words it says with one word more, or one less. */
function namedBy(heading: string, columns: readonly Known[]): string | undefined {
  const said = wordsOf(heading);
  const isExact = (one: string) => wordsOf(one).join(' ') === said.join(' ') && said.length > 0;
  const exact = columns.find(({ name, label }) => isExact(name) || isExact(label));
  if (exact) return exact.name;
  const near = columns.filter(({ label }) => {
    const words = wordsOf(label);
    return Math.abs(words.length - said.length) === 1 && (holds(said, words) || holds(words, said));
  });
  return near.length === 1 ? near[0]!.name : undefined;
}

const TYPED = ['money', 'day', 'whole', 'percent', 'choice', 'yes'];
const isTyped = (column: Known | undefined) => column?.kind !== undefined && TYPED.includes(column.kind);
/** May this be a value of a column that takes amounts, days or one of a few words? */
const looksLikeData = ({ kind, choices = [] }: Known, cell: string) =>
  /\d/.test(cell) || (kind === 'yes' && wordsOf(cell).join('').length <= 3) || choices.includes(wordsOf(cell).join('_'));

/** Is the first row a head? It names two columns or more; or half of its cells do, and none holds a figure; or it says words where the next says figures. */
function isHead([head = [], next]: readonly (readonly string[])[], named: readonly (string | undefined)[], inOrder: readonly Known[]): boolean {
  const count = named.filter((name) => name !== undefined).length;
  if (count >= 2) return true;
  const said = head.filter((cell) => cell.trim() !== '');
  if (next === undefined || said.length < 2 || said.some((cell) => /\d/.test(cell))) return false;
  const typed = head.flatMap((cell, i) => (isTyped(inOrder[i]) && cell.trim() !== '' ? [{ column: inOrder[i]!, cell, below: next[i] ?? '' }] : []));
  const isAbove = typed.some(({ column, below }) => looksLikeData(column, below)) && !typed.some(({ column, cell }) => looksLikeData(column, cell));
  return count * 2 >= said.length || isAbove;
}

/**
 * Cells under the columns that they belong to, from `first` on. Under a head each cell goes where its heading says. Nothing is left out without a word: where a heading names no column, or cells stand
 * beyond the last one, no row is taken, and they are named.
 */
export function spread(cells: readonly string[][], columns: readonly Known[], first: number): Spread {
  const [head = [], ...rest] = cells;
  const inOrder = columns.slice(first);
  const named = head.map((said) => namedBy(said, columns));
  const isNamed = isHead(cells, named, inOrder);
  const order = isNamed ? named : inOrder.map(({ name }) => name);
  const body = isNamed ? rest : cells;
  // Two headings of one column: the second would write over the first.
  const isPlaced = (i: number) => order[i] !== undefined && order.indexOf(order[i]) === i;
  const width = Math.max(0, ...body.map((row) => row.length));
  const lost = Array.from({ length: width }, (_, i) => i).filter((i) => !isPlaced(i) && body.some((row) => (row[i] ?? '').trim() !== ''));
  const unknown = lost.map((i) => (isNamed ? head[i]?.trim() : undefined) || body.find((row) => (row[i] ?? '').trim() !== '')![i]!.trim());
  if (unknown.length > 0) return { rows: [], unknown };
  const rows = body.map((row) => Object.fromEntries(row.flatMap((cell, i) => (isPlaced(i) ? [[order[i]!, cell.trim()] as const] : []))));
  return { rows, unknown };
}
