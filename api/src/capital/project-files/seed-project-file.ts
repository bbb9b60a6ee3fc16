import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { headsOf } from '../received-files/heads.ts';
import { suggestMapping } from '../received-files/mapping.ts';
import { findFile, findProgramme, insertFile } from '../received-files/queries.ts';
import { makeProgramme } from '../received-files/receive-file.ts';
import { loadProjects } from './load-file.ts';
import { readProjects } from './read-file.ts';

const CODE = 'nyc-sca';
const FILE = 'nyc_sca_capital_projects_2025-09.csv';
const AS_OF = '2025-09-30';

/** The file as it was published, unpacked for as long as `use` takes. */
export async function withPublished<T>(use: (path: string, bytes: Buffer) => Promise<T>): Promise<T> {
  const bytes = gunzipSync(readFileSync(new URL(`${FILE}.gz`, import.meta.url)));
  const directory = mkdtempSync(join(tmpdir(), 'steward-projects-'));
  try {
    const path = join(directory, FILE);
    writeFileSync(path, bytes);
    return await use(path, bytes);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Another owner's projects as it published them, let in as any file is, in a programme of their own; once. Gives how many of the rows were placed. */
export const seedProjectFile = (db: Sql, now: Date): Promise<number> =>
  db.transaction(async (tx) => {
    if (await findProgramme(tx, CODE)) return 0;
    return withPublished(async (path, bytes) => {
      const name = 'New York City School Construction Authority';
      const source = 'New York City School Construction Authority, NYC Open Data (public domain), as published in September 2025';
      const programmeId = await makeProgramme(tx, { id: uuidFor(`programme ${CODE}`), code: CODE, name, source, asOfOn: AS_OF });
      const sheets = await openSheets(path);
      const heads = await headsOf(sheets);
      const id = uuidFor(`capital file ${CODE}`);
      await insertFile(tx, {
        id,
        programmeId,
        kind: 'projects',
        fileName: FILE,
        fileDigest: createHash('sha256').update(bytes).digest('hex'),
        sizeBytes: bytes.length,
        asOfOn: AS_OF,
        format: heads,
        mapping: await suggestMapping(tx, 'projects', heads),
        state: 'reading',
        broughtBy: 'source',
        createdAt: now,
      });
      await readProjects(tx, (await findFile(tx, id))!, { rows: sheets.rows(), clock: () => now });
      for (;;) {
        const file = (await findFile(tx, id))!;
        if (file.state === 'done') return file.summary?.['placed'] ?? 0;
        await loadProjects(tx, file, now);
      }
    });
  });
