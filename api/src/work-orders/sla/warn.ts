import type { Sql } from '@steward/db';
import { readVersionOf } from '#platform/kept.ts';
import { keptCalendars } from '../../catalog/index.ts';
import { type Happened, promiseOf, warningsDue } from '../rules/promise.ts';
import { insertWarned, listHistories, lockToWarn, setNextWarning } from './queries.ts';

const BATCH = 100;

/**
 * Writes a warning into the history of every order whose clock has come to a share of its target at which somebody is warned: once for each,
 * however often this runs. An index says which orders these may be. Gives how many warnings were written.
 */
export async function warnOfBreaches(db: Sql, now: Date): Promise<number> {
  const { calendars } = await keptCalendars(db, await readVersionOf(db, 'catalogue'));
  let warned = 0;
  for (;;) {
    const seen = await db.transaction(async (tx) => {
      const rows = await lockToWarn(tx, now, BATCH);
      const histories = await listHistories(
        tx,
        rows.map(({ id }) => id),
      );
      for (const row of rows) {
        const history = histories.get(row.id) ?? [];
        const due = warningsDue(row, history, calendars, now);
        if (due.length > 0) await insertWarned(tx, row.id, due, row.resolutionDueAt, now);
        warned += due.length;
        const told = due.map((data): Happened => ({ kind: 'warned', at: now, by: null, data }));
        await setNextWarning(tx, row.id, promiseOf(row, [...history, ...told], calendars, now).nextWarningAt);
      }
      return rows.length;
    });
    if (seen < BATCH) return warned;
  }
}
