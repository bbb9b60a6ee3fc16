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

type Known = { name: string; label: string };
const plain = (text: string) => text.trim().toLowerCase();

/**
 * Cells under the columns that they belong to, from `first` on. A first row that names two columns or more is a head: then each cell goes where its head says, and what no column is called is left out.
 */
export function spread(cells: readonly string[][], columns: readonly Known[], first: number): Record<string, string>[] {
  const [head = [], ...rest] = cells;
  const named = head.map((said) => columns.find(({ name, label }) => [plain(name), plain(label)].includes(plain(said)))?.name);
  const isHead = named.filter((name) => name !== undefined).length >= 2;
  const order = isHead ? named : columns.slice(first).map(({ name }) => name);
  return (isHead ? rest : cells).map((row) =>
    Object.fromEntries(row.flatMap((cell, i) => (order[i] === undefined ? [] : [[order[i], cell.trim()] as const]))),
  );
}
