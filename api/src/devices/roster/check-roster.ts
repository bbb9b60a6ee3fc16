import { randomBytes } from 'node:crypto';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { accountDigest } from '../account-digest.ts';
import { keyDigests } from '../key-digests.ts';
import { listPlaces } from '../imports/queries.ts';
import { nothingInIt } from '../received-files/problems.ts';
import { type FileRow, insertRows, removeRows, setFile } from '../received-files/queries.ts';
import { tally } from '../received-files/summary.ts';
import { stillMine, type Working } from '../received-files/working.ts';
import { placeFinder } from '../rules/places.ts';
import { listKeys, listKnown } from './queries.ts';
import type { Roster } from './read-bundle.ts';
import { diffRoster, type KnownStudent, type NextStudent, type RosterChange, studentKey } from './rules/roster-diff.ts';
import { orgFinder, readStudent, type RosterReason } from './rules/students.ts';

const BATCH = 5_000;
/** Randomness is an argument: pseudonyms come out of it. */
export type Random = (bytes: number) => Uint8Array;

type Refused = { row: number; sourceId: string; reasons: RosterReason[] };

/** Students as they could be kept, and those who cannot; of one number that stands there twice the first counts. */
function understand({ orgs, students }: Roster, placeOf: (text: string) => string | undefined, secret: string) {
  const siteOf = orgFinder(orgs, placeOf);
  const [next, refused]: [Map<string, NextStudent>, Refused[]] = [new Map(), []];
  for (const raw of students) {
    const read = readStudent(raw, siteOf);
    if ('reasons' in read) {
      refused.push({ row: raw.row, sourceId: raw.sourceId.trim().slice(0, 255), reasons: read.reasons });
      continue;
    }
    const { account, ...facts } = read.student;
    const first = next.get(facts.sourceId);
    if (first) refused.push({ row: raw.row, sourceId: facts.sourceId, reasons: [{ code: 'duplicate', value: String(first.row) }] });
    else next.set(facts.sourceId, { ...facts, accountDigest: account === null ? null : accountDigest(account, secret) });
  }
  return { next: [...next.values()], refused };
}

/** Pseudonyms that nobody has yet. */
async function keyMaker(on: Sql, random: Random): Promise<() => string> {
  const taken = new Set((await listKeys(on)).map(({ key }) => key));
  return () => {
    for (;;) {
      const key = studentKey(random(6));
      if (taken.has(key)) continue;
      taken.add(key);
      return key;
    }
  };
}

/** How many move to another school or grade, are called otherwise or come back. */
function countFields(changes: readonly RosterChange[]): Record<string, number> {
  const counts: Record<string, number> = { siteId: 0, grade: 0, name: 0, status: 0 };
  for (const { effect, values } of changes) {
    if (effect !== 'changed') continue;
    const told = new Set(Object.keys(values).map((name) => (name === 'givenName' || name === 'familyName' ? 'name' : name)));
    for (const name of told) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Compares a roster with the students who are here, and keeps what it would change; nothing changes. */
export async function checkRoster(
  db: Sql,
  row: FileRow,
  roster: Roster,
  working: Working,
  { secret, random = randomBytes }: { secret: string; random?: Random },
): Promise<void> {
  if (roster.students.length === 0) throw new Unreadable(nothingInIt());
  await keyDigests(db, secret);
  const known = (await listKnown(db)) as KnownStudent[];
  const { next, refused } = understand(roster, placeFinder(await listPlaces(db)), secret);
  const changes = diffRoster(known, next, new Set(refused.map(({ sourceId }) => sourceId)));
  const newKey = await keyMaker(db, random);
  const counts = tally();
  await removeRows(db, row.id);
  const last = Math.max(0, ...[next, refused].flat().map((one) => one.row));
  let missing = 0;
  const rows = [
    ...changes.map((change) => {
      counts.add({ verdict: 'good', effect: change.effect, reasons: [] });
      return {
        // Who is missing in the roster stands after its last row.
        row: change.row ?? last + (missing += 1),
        verdict: 'good',
        effect: change.effect,
        targetId: change.known?.id ?? uuidv7(),
        seenVersion: change.known?.version ?? null,
        mark: change.sourceId,
        values: change.effect === 'new' ? { ...change.values, key: newKey() } : change.values,
        before: change.before,
        reasons: null,
      };
    }),
    ...refused.map(({ row: at, sourceId, reasons }) => {
      counts.add({ verdict: 'wrong', effect: null, reasons });
      return { row: at, verdict: 'wrong', effect: null, targetId: null, seenVersion: null, mark: sourceId, values: null, before: null, reasons };
    }),
  ];
  for (let i = 0; i < rows.length; i += BATCH) {
    await insertRows(db, row.id, rows.slice(i, i + BATCH));
    await stillMine(db, row, working, { rowsRead: Math.min(i + BATCH, roster.students.length), doneRatio: Math.min(1, (i + BATCH) / rows.length) });
  }
  const active = known.filter(({ status }) => status === 'active').length;
  const summary = counts.summary({ active, fields: countFields(changes) });
  await setFile(db, row.id, {
    state: 'checked',
    summary,
    rowsRead: roster.students.length,
    checkedAt: working.clock(),
    doneRatio: 1,
    leaseId: null,
    leasedUntil: null,
  });
}
