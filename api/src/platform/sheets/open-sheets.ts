import { open } from 'node:fs/promises';
import { notASheet } from './problems.ts';
import { openCsv } from './read-csv.ts';
import { piecesOf } from './pieces.ts';
import { openXlsx } from './read-xlsx.ts';
import { type Sheets, Unreadable } from './sheet.ts';

/** The file at `path` as rows, by what it is, not by its name; a text file may be packed (.gz). Old Excel files (.xls) and everything else are refused in words. */
export async function openSheets(path: string): Promise<Sheets> {
  const file = await open(path);
  let buffer: Buffer;
  try {
    ({ buffer } = await file.read(Buffer.alloc(8), 0, 8, 0));
  } finally {
    await file.close();
  }
  if (buffer.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return openXlsx(path);
  const isOther = ['d0cf11e0', '25504446', '89504e47', 'ffd8ffe0'].includes(buffer.subarray(0, 4).toString('hex'));
  if (isOther) throw new Unreadable(notASheet());
  return openCsv(await piecesOf(path, buffer[0] === 0x1f && buffer[1] === 0x8b));
}
