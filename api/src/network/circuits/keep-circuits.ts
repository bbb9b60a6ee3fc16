import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { keepsNetwork, keepsSchool, readsNetwork } from '../may.ts';
import { schoolToKeep, schoolToRead } from '../place.ts';
import {
  circuitChanged,
  circuitCodeTaken,
  circuitNotFound,
  contractElsewhere,
  daysTurned,
  mayNotKeep,
  networkNotYours,
  ownedByProvider,
  projectElsewhere,
  providerUnknown,
  schoolClosed,
  refusing,
} from '../problems.ts';
import { changesOf } from '../rules/changes.ts';
import type { CircuitChange, CircuitQuery, NewCircuit } from './contract.ts';
import {
  type CircuitRow,
  findCircuit,
  findContract,
  findProvider,
  insertCircuit,
  insertCircuitEvent,
  isCodeTaken,
  isProjectAt,
  listCircuitEvents,
  listCircuits,
  listErateOf,
  lockCircuit,
  setCircuit,
} from './queries.ts';

const EMPTY = {
  providerId: null,
  contractId: null,
  erateFrn: null,
  installedOn: null,
  liveOn: null,
  endedOn: null,
  isPathDiverse: null,
  projectId: null,
};
type Change = z.infer<typeof CircuitChange>;
type Line = { [Key in keyof Change]-?: Exclude<Change[Key], undefined> };

/** Does the line make sense as a whole? */
async function judge(on: Sql, id: string, siteId: string, line: Line): Promise<void> {
  const { medium, providerId, contractId, installedOn, liveOn, endedOn, projectId } = line;
  if (await isCodeTaken(on, line.code, id)) throw circuitCodeTaken();
  if (medium === 'owned_fibre' && providerId !== null) throw ownedByProvider();
  if (providerId !== null && !(await findProvider(on, providerId))) throw providerUnknown();
  if (contractId !== null && (providerId === null || (await findContract(on, contractId))?.providerId !== providerId)) throw contractElsewhere();
  if (installedOn !== null && liveOn !== null && installedOn > liveOn) throw daysTurned('/liveOn');
  if (liveOn !== null && endedOn !== null && liveOn >= endedOn) throw daysTurned('/endedOn');
  if (projectId !== null && !(await isProjectAt(on, projectId, siteId))) throw projectElsewhere();
}

/** Adds a line at a school. `id` may come from the caller's Idempotency-Key: what was made under it is answered, not made again. */
export async function addCircuit(db: Sql, actor: Actor, { siteId, ...given }: z.infer<typeof NewCircuit>, now: Date, id: string = uuidv7()) {
  const { school, by } = await schoolToKeep(db, actor, siteId);
  if (school.status === 'closed') throw schoolClosed();
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findCircuit(tx, id)) return;
      const line = { ...EMPTY, ...given } as Line;
      await judge(tx, id, siteId, line);
      await insertCircuit(tx, { id, siteId, ...line });
      const { actorId, onBehalfOfId } = by;
      await insertCircuitEvent(tx, { id: uuidv7(), circuitId: id, kind: 'added', actorId, onBehalfOfId, data: { after: line }, occurredAt: now });
    }),
  );
  return readCircuit(db, actor, id);
}

/** Changes what is provisioned on a line; what it was stays in its history. */
export async function changeCircuit(db: Sql, actor: Actor, id: string, expected: number, change: z.infer<typeof CircuitChange>, now: Date) {
  await refusing(() =>
    db.transaction(async (tx) => {
      const row = await lockCircuit(tx, id);
      if (!row) throw keepsNetwork(actor) ? circuitNotFound() : mayNotKeep();
      const { by } = await schoolToKeep(tx, actor, row.siteId);
      if (row.version !== expected) throw circuitChanged(row.version);
      const changes = changesOf(pick(row) as Line, change as Partial<Line>);
      if (!changes) return;
      const line = { ...pick(row), ...change } as Line;
      await judge(tx, id, row.siteId, line);
      await setCircuit(tx, id, line);
      const { actorId, onBehalfOfId } = by;
      await insertCircuitEvent(tx, { id: uuidv7(), circuitId: id, kind: 'changed', actorId, onBehalfOfId, data: changes, occurredAt: now });
    }),
  );
  return readCircuit(db, actor, id);
}

type Stored = NonNullable<Awaited<ReturnType<typeof lockCircuit>>>;
function pick(row: Stored) {
  const { id: _, siteId: __, isDemonstration: ___, version: ____, ...line } = row;
  return line;
}

const present = (row: CircuitRow) => ({ ...row, medium: row.medium as 'other', buildStatus: row.buildStatus as 'none' });

/** One line with its history and what E-rate pays for it. */
export async function readCircuit(on: Sql, actor: Actor, id: string) {
  const row = await findCircuit(on, id);
  if (!row) throw readsNetwork(actor) ? circuitNotFound() : networkNotYours();
  const place = await schoolToRead(on, actor, row.site.id);
  const erate = row.erateFrn === null || !readsNetwork(actor) ? [] : await listErateOf(on, row.erateFrn);
  return {
    ...present(row),
    erate: erate.map(({ monthlyCents, ...item }) => ({ ...item, monthly: monthlyCents === null ? null : dollarsOf(monthlyCents) })),
    history: await listCircuitEvents(on, id),
    may: { keep: keepsSchool(actor, place) },
  };
}

/** Lines of the district as they were asked for. */
export async function readCircuits(on: Sql, actor: Actor, { limit, cursor, ...filters }: z.infer<typeof CircuitQuery>, now: Date) {
  if (!readsNetwork(actor)) throw networkNotYours();
  const after = decodeCursor(cursor, z.tuple([z.string(), z.string()]));
  const rows = (await listCircuits(on, filters, districtDay(now), { limit, after })).map(present);
  return { ...pageOf(rows, limit, (row) => [row.site.name, row.code]), may: { keep: keepsNetwork(actor) } };
}
