import { readFileSync } from 'node:fs';
import yazl from 'yazl';
import { expect } from 'vitest';
import type { TestApi } from '../../app.testing.ts';
import { importWork } from './work-imports.ts';

export const DCPS = readFileSync(new URL('../demonstration/dcps_building_condition_2014.csv', import.meta.url));

type Part = { name: string; fileName?: string; content: string | Uint8Array };
/** A form with a file, as browsers send it. */
export function aForm(fields: Record<string, string>, fileName: string, content: string | Uint8Array) {
  const boundary = '----steward-test';
  const parts: Part[] = [...Object.entries(fields).map(([name, value]) => ({ name, content: value })), { name: 'file', fileName, content }];
  const pieces = parts.flatMap(({ name, fileName: of, content: bytes }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${of === undefined ? '' : `; filename="${of}"\r\ncontent-type: application/octet-stream`}\r\n\r\n`,
    ),
    Buffer.from(bytes as string),
    Buffer.from('\r\n'),
  ]);
  return {
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** A zip archive with these files. */
export async function aZip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
/** Cells are text, numbers, `{ formula, value }`, `{ day: serial }`, `{ error }`. */
export type Cell = string | number | null | { formula: string; value: number } | { day: number } | { percent: number } | { error: string };
const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of Excel's with these sheets. */
export function aWorkbook(sheets: Record<string, Cell[][]>): Promise<Buffer> {
  const strings: string[] = [];
  const cellOf = (cell: Cell, reference: string) => {
    if (cell === null) return '';
    if (typeof cell === 'string') return `<c r="${reference}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if ('formula' in cell) return `<c r="${reference}"><f>${escaped(cell.formula)}</f><v>${cell.value}</v></c>`;
    if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
    return 'day' in cell ? `<c r="${reference}" s="1"><v>${cell.day}</v></c>` : `<c r="${reference}" s="2"><v>${cell.percent}</v></c>`;
  };
  const parts = Object.entries(sheets).map(([name, rows], i) => ({
    name,
    path: `xl/worksheets/sheet${i + 1}.xml`,
    xml: `${XML}<worksheet ${NS}><sheetData>${rows
      .map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellOf(cell, `${String.fromCharCode(65 + c)}${r + 1}`)).join('')}</row>`)
      .join('')}</sheetData></worksheet>`,
  }));
  return aZip({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${XML}<workbook ${NS} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${parts
      .map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${parts
      .map(({ path }, i) => `<Relationship Id="rId${i + 1}" Target="${path.slice(3)}"/>`)
      .join('')}</Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet ${NS}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${XML}<sst ${NS}>${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(parts.map(({ path, xml }) => [path, xml])),
  });
}

/** Has every file that waits read and let in. */
export async function untilImported({ db, app, clock }: TestApi): Promise<void> {
  const work = importWork(db, app.files, () => clock.now);
  while (await work.work());
}

type Caller = ReturnType<TestApi['as']>;
/** Brings a file and has it tried as it would be understood. */
export async function tried(
  api: TestApi,
  who: Caller,
  fields: Record<string, string>,
  content: string | Uint8Array,
  more: Record<string, unknown> = {},
  fileName = 'file.csv',
) {
  const brought = await who.post('/api/imports', aForm(fields, fileName, content));
  expect(brought.status, brought.text).toBe(201);
  const { id, version, headerRow, sheet, columns } = brought.body;
  const asked = await who.post(`/api/imports/${id}/checks`, {
    body: { sheet, headerRow, columns: columns.map(({ field }: { field: string | null }) => field), ...more },
    ifMatch: version,
  });
  expect(asked.status, asked.text).toBe(202);
  await untilImported(api);
  return (await who.get(`/api/imports/${id}`)).body;
}

/** Lets what is good in. */
export async function letIn(api: TestApi, who: Caller, { id, version }: { id: string; version: number }, takesRemarks = false) {
  const answer = await who.post(`/api/imports/${id}/loads`, { body: { takesRemarks }, ifMatch: version });
  expect(answer.status, answer.text).toBe(202);
  await untilImported(api);
  return (await who.get(`/api/imports/${id}`)).body;
}
