import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import type { Files } from '#platform/files/index.ts';
import { INCOMING } from '#platform/receive/receive-form.ts';
import type { RosterSource } from '#platform/roster-source.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { checkDevices } from '../imports/check-devices.ts';
import { loadDevices } from '../imports/load-devices.ts';
import { askSource } from '../roster/ask-source.ts';
import { checkRoster } from '../roster/check-roster.ts';
import { loadRoster } from '../roster/load-roster.ts';
import { readBundle } from '../roster/read-bundle.ts';
import { putAway } from './change-file.ts';
import { fileGone, noSource } from './problems.ts';
import { type FileRow, findForgotten, findOver, findUnderWay, forgetRows, lockFile, oneAtATime, setFile } from './queries.ts';
import type { Summary } from './summary.ts';
import { LeaseLost, stillMine, type Working } from './working.ts';

/** What nobody decided about in so many days is put away: it holds names. */
const WAITS_DAYS = 3;
type Place = { db: Sql; files: Files; source: RosterSource | undefined; secret: string };

/** Brings the file to this machine, to be read from its beginning to its end. */
async function withFile(files: Files, row: FileRow, use: (path: string) => Promise<void>): Promise<void> {
  const opened = row.storageKey === null ? undefined : await files.open(row.storageKey);
  if (!opened) throw new Unreadable(fileGone());
  const incoming = join(files.directory, INCOMING);
  await mkdir(incoming, { recursive: true });
  const directory = await mkdtemp(join(incoming, 'devices-'));
  try {
    const path = join(directory, 'file');
    await pipeline(opened.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    await use(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function check({ db, files, source, secret }: Place, row: FileRow, working: Working): Promise<void> {
  const today = districtDay(working.clock());
  if (row.broughtBy === 'source') {
    if (!source) throw new Unreadable(noSource());
    return checkRoster(db, row, await askSource(source, today), working, { secret });
  }
  return withFile(files, row, async (path) =>
    row.kind === 'oneroster'
      ? checkRoster(db, row, await readBundle(path, today), working, { secret })
      : checkDevices(db, row, path, working, secret),
  );
}

/** Lets a file in: all of it or nothing, and with it goes what it held of people. */
const load = ({ db }: Place, row: FileRow, working: Working) =>
  db.transaction(async (tx) => {
    await oneAtATime(tx);
    const done = await (row.kind === 'oneroster' ? loadRoster(tx, row, working.clock()) : loadDevices(tx, db, row, working));
    const held = await lockFile(tx, row.id);
    if (held?.state !== 'loading' || held.leaseId !== working.leaseId) throw new LeaseLost();
    await forgetRows(tx, row.id);
    const summary = { ...(row.summary as unknown as Summary), ...done };
    await setFile(tx, row.id, { state: 'done', summary, doneRatio: 1, finishedAt: working.clock(), leaseId: null, leasedUntil: null });
  });

/** Somebody wrote the same thing at the same time: a mark, a student's device, a place in the queue. */
const MET = new Set(['23505', '23P01', '23514', '40001', '40P01']);
const hasMet = (error: unknown) => MET.has((Object(error instanceof Error ? error.cause : undefined) as { code?: string }).code ?? '');

async function fail(db: Sql, { id }: FileRow, failure: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await forgetRows(tx, id);
    await setFile(tx, id, { state: 'failed', failure, finishedAt: now, leaseId: null, leasedUntil: null });
  });
}

async function workOn(place: Place, row: FileRow, working: Working): Promise<void> {
  try {
    await stillMine(place.db, row, working);
    await (row.state === 'checking' ? check : load)(place, row, working);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (error instanceof Unreadable) return fail(place.db, row, error.problem.code, working.clock());
    if (row.state !== 'loading' || !hasMet(error)) throw error;
    // It is compared anew with what stands there by now, and confirmed once more.
    await setFile(place.db, row.id, { state: 'checking', failure: 'device_file.overtaken', doneRatio: 0, leaseId: null, leasedUntil: null });
  }
}

/** Takes what a file that is over left in the store; what nobody decided about is put away first. */
async function tidyUp({ db, files }: Place, now: Date): Promise<boolean> {
  const forgotten = await findForgotten(db, new Date(now.getTime() - WAITS_DAYS * 86_400_000));
  if (forgotten) await db.transaction((tx) => putAway(tx, forgotten.id, now));
  const over = await findOver(db);
  if (over) {
    await files.remove([over.storageKey!]);
    await setFile(db, over.id, { storageKey: null });
  }
  return forgotten !== undefined || over !== undefined;
}

/** Lists of devices and rosters as work that workers take: to compare, to let in, and to forget. */
export function deviceFileWork({ clock, ...place }: Place & { clock: () => Date }) {
  const { db } = place;
  return {
    name: 'device-files',
    hasWork: async () =>
      (await findUnderWay(db, clock())) !== undefined ||
      (await findOver(db)) !== undefined ||
      (await findForgotten(db, new Date(clock().getTime() - WAITS_DAYS * 86_400_000))) !== undefined,
    work: async () => {
      const row = await findUnderWay(db, clock());
      if (!row) return tidyUp(place, clock());
      await workOn(place, row, { leaseId: uuidv7(), clock });
      return true;
    },
  };
}
