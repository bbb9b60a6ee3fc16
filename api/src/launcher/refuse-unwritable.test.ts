import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { refuseUnwritable } from './refuse-unwritable.ts';

const directory = mkdtempSync(join(tmpdir(), 'steward-files-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('a place for files in which nothing can be written is refused by the name of its variable', async () => {
  const place = join(directory, 'a-file');
  writeFileSync(place, '');
  await expect(refuseUnwritable(place)).rejects.toThrow(/^FILES_DIR: this process cannot write in .*a-file \(EEXIST\)/);
});

test('one that is not there yet is made', async () => {
  await expect(refuseUnwritable(join(directory, 'new', 'files'))).resolves.toBeUndefined();
});
