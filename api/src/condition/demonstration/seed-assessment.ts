import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { startLoading } from '../imports/change-import.ts';
import { checkImport } from '../imports/check-import.ts';
import { loadNext } from '../imports/load-import.ts';
import { headsOf, suggestMapping } from '../imports/mapping.ts';
import { findImport, insertImport } from '../imports/queries.ts';
import { makePortfolio } from '../imports/receive-import.ts';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { findPortfolio, findPortfolioById } from '../queries.ts';

const CODE = 'dcps-2014';
const FILE = 'dcps_building_condition_2014.csv';
const BASE_YEAR = 2013;

/** The buildings of another district as it published them, let in as any file is, beside the demonstration's own; once. Gives how many. */
export async function seedAssessment(db: Sql, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    // Also one that somebody has removed since.
    if ((await findPortfolio(tx, CODE)) || (await findPortfolioById(tx, uuidFor(`portfolio ${CODE}`)))) return 0;
    const path = fileURLToPath(new URL(FILE, import.meta.url));
    const bytes = readFileSync(path);
    const sheets = await openSheets(path);
    const format = await headsOf(sheets);
    const portfolio = {
      code: CODE,
      name: 'District of Columbia Public Schools 2014',
      source: 'District of Columbia Public Schools, school year 2014–15, through civictechdc/school-modernization (CC0 1.0)',
      isDemonstration: false,
      baseYear: BASE_YEAR,
    };
    const portfolioId = await makePortfolio(tx, portfolio, null, now, uuidFor(`portfolio ${CODE}`));
    const id = uuidFor(`import ${CODE}`);
    await insertImport(tx, {
      id,
      portfolioId,
      kind: 'buildings',
      fileName: FILE,
      fileDigest: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
      format,
      mapping: await suggestMapping(tx, 'buildings', format),
      state: 'checking',
      assessor: 'District of Columbia Public Schools',
      assessedOn: '2014-10-01',
      createdAt: now,
    });
    const clock = () => now;
    await checkImport(tx, (await findImport(tx, id))!, { rows: sheets.rows(), clock, newId: (key) => uuidFor(`structure ${CODE} ${key}`) });
    const checked = (await findImport(tx, id))!;
    await startLoading(tx, checked, true, now);
    while (await loadNext(tx, clock));
    return (
      (checked.summary as unknown as { counts: { good: number; remark: number } }).counts.good +
      (checked.summary as { counts: { remark: number } }).counts.remark
    );
  });
}
