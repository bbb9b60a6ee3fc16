import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSheets } from './open-sheets.ts';
import { piecesOf } from './pieces.ts';
import type { SheetRow } from './sheet.ts';

let directory: string;
beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'steward-packed-'))));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const TEXT = ['School;Cost', ...Array.from({ length: 5_000 }, (_, i) => `Peñasco ${i};"1.000,${i % 100}"`)].join('\r\n');
function fileOf(bytes: Buffer): string {
  const path = join(directory, 'file');
  writeFileSync(path, bytes);
  return path;
}
async function all<T>(of: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of of) found.push(one);
  return found;
}
const rowsOf = async (bytes: Buffer): Promise<SheetRow[]> => all((await openSheets(fileOf(bytes))).rows());

test('a packed text file reads as what was packed, whatever its letters, and says how far it is', async () => {
  for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
    const bytes = Buffer.from(encoding === 'utf16le' ? `\uFEFF${TEXT}` : TEXT, encoding);
    const [plain, packed] = [await rowsOf(bytes), await rowsOf(gzipSync(bytes))];
    expect(packed.map(({ row, cells }) => [row, cells])).toEqual(plain.map(({ row, cells }) => [row, cells]));
    expect([packed.length, packed[5_000]!.cells, packed.at(-1)!.read]).toEqual([5_001, ['Peñasco 4999', '1.000,99'], 1]);
  }
});

test('one that is cut off or damaged, one that grows too large, and a packed workbook are refused in words', async () => {
  const packed = gzipSync(Buffer.from(TEXT));
  await expect(openSheets(fileOf(packed.subarray(0, packed.length - 20)))).rejects.toThrow('This packed file is damaged.');
  await expect(openSheets(fileOf(Buffer.concat([packed.subarray(0, 40), Buffer.alloc(400, 7)])))).rejects.toThrow('This packed file is damaged.');
  const pieces = await piecesOf(fileOf(packed), true, 100_000);
  await expect(all(pieces())).rejects.toThrow('grows far too large');
  await expect(openSheets(fileOf(gzipSync(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0]))))).rejects.toThrow('neither a CSV file');
});
