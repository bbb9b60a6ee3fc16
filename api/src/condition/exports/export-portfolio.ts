import { Readable } from 'node:stream';
import type { Sql } from '@steward/db';
import yazl from 'yazl';
import { csvLine } from '../../work-orders/index.ts';
import { portfolioNotFound } from '../problems.ts';
import { findPortfolio } from '../queries.ts';
import { DISTRICT } from '../queries.ts';
import { READERS } from './queries.ts';
import { columnsOf, dictionary, DICTIONARY_HEADINGS, type SetName, SETS } from './sets.ts';

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
type Cell = Parameters<typeof csvLine>[0][number];
const LINES_AT_ONCE = 500;

async function* csvOf(rows: AsyncIterable<Record<string, unknown>>, columns: readonly string[]): AsyncGenerator<string> {
  let text = BYTE_ORDER_MARK + csvLine([...columns]);
  let lines = 0;
  for await (const row of rows) {
    text += csvLine(columns.map((column) => row[column] as Cell));
    lines += 1;
    if (lines % LINES_AT_ONCE !== 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

const README = (name: string, source: string, isDemonstration: boolean, now: Date) =>
  [
    ...(isDemonstration ? ['Demonstration: not real figures', 'Demostración: cifras no reales', ''] : []),
    `${name}: the condition of its buildings, as of ${now.toISOString()}`,
    `Source: ${source}`,
    '',
    'FCI = deferred maintenance / current replacement value. The FCI of several is their sums divided anew, never a mean.',
    'Amounts are US dollars as decimal text. What begins like a formula has an apostrophe before it.',
    'data-dictionary.csv says of every column what it is; data-dictionary.json says the same for programs.',
    '',
    ...(Object.keys(SETS) as SetName[]).map((file) => `${file}.csv: ${SETS[file].about}`),
    '',
  ].join('\r\n');

/** Everything of a portfolio as CSV files in one archive, written as it is sent: however much there is, a page of rows is in memory. Orders are not in it. */
export async function exportPortfolio(
  on: Sql,
  { portfolio: code = DISTRICT }: { portfolio?: string | undefined },
  now: Date,
): Promise<{ archive: Readable; fileName: string }> {
  const portfolio = await findPortfolio(on, code);
  if (!portfolio) throw portfolioNotFound();
  const zip = new yazl.ZipFile();
  const options = { mtime: now };
  zip.addBuffer(Buffer.from(README(portfolio.name, portfolio.source, portfolio.isDemonstration, now)), 'README.txt', options);
  const meanings = dictionary();
  zip.addBuffer(
    Buffer.from(BYTE_ORDER_MARK + [DICTIONARY_HEADINGS, ...meanings].map((cells) => csvLine(cells)).join('')),
    'data-dictionary.csv',
    options,
  );
  const json = meanings.map((cells) => Object.fromEntries(DICTIONARY_HEADINGS.map((heading, i) => [heading, cells[i]])));
  zip.addBuffer(Buffer.from(JSON.stringify(json, null, 2)), 'data-dictionary.json', options);
  const archive = zip.outputStream as Readable;
  for (const name of Object.keys(SETS) as SetName[]) {
    const rows = READERS[name](on, portfolio.id) as AsyncIterable<Record<string, unknown>>;
    // Asked for when the file before it is done, so that nothing is read ahead.
    zip.addReadStreamLazy(`${name}.csv`, options, (give) => {
      const text = Readable.from(csvOf(rows, columnsOf(name)));
      text.once('error', (error) => archive.destroy(error));
      give(null, text);
    });
  }
  zip.end();
  return { archive, fileName: `steward-condition-${code}-${now.toISOString().slice(0, 10)}.zip` };
}
