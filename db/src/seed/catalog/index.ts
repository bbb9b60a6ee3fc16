import type { Sql } from '../../client.ts';
import {
  calendarRevisions,
  calendars,
  priorityMatrix,
  requestTypes,
  requestTypeSystems,
  requestTypeVersions,
  services,
  targets,
  trades,
} from '../../schema/index.ts';
import { uuidFor } from '../random.ts';
import { CALENDARS, firstRevisions } from './calendars.ts';
import { FACILITIES } from './facilities.ts';
import { GROUNDS_AND_SAFETY } from './grounds-and-safety.ts';
import { HR } from './hr.ts';
import { IT } from './it.ts';
import { NUTRITION } from './nutrition.ts';
import { PRIORITY_MATRIX, SERVICES, TARGETS, TRADES } from './services.ts';
import { SYSTEM_OF } from './systems.ts';

export const REQUEST_TYPES = [...FACILITIES, ...GROUNDS_AND_SAFETY, ...IT, ...HR, ...NUTRITION];

const FIRST_VERSIONS = REQUEST_TYPES.map(({ id, nameEn, nameEs, fields }) => ({
  id: uuidFor(`first version of ${id}`),
  requestTypeId: id,
  version: 1,
  nameEn,
  nameEs,
  fields,
}));

/** Before any order of the demonstration was asked. */
const BEGAN = new Date('2021-07-01T06:00:00Z');

/** Services with their calendars, trades, kinds of request, priority matrix and targets; what is there stays as the district has it now. */
export async function seedCatalogue(on: Sql): Promise<void> {
  const made = await on.insert(calendars).values(CALENDARS).onConflictDoNothing().returning({ code: calendars.code });
  const codes = made.map(({ code }) => code);
  if (codes.length > 0) await on.insert(calendarRevisions).values(firstRevisions(codes, BEGAN));
  await on.insert(services).values(SERVICES).onConflictDoNothing();
  await on.insert(trades).values(TRADES).onConflictDoNothing();
  await on.insert(priorityMatrix).values(PRIORITY_MATRIX).onConflictDoNothing();
  await on.insert(targets).values(TARGETS).onConflictDoNothing();
  const madeTypes = await on.insert(requestTypes).values(REQUEST_TYPES).onConflictDoNothing().returning({ id: requestTypes.id });
  // A district may have a kind of its own under the code of one of these.
  const there = new Set((await on.select({ id: requestTypes.id }).from(requestTypes)).map(({ id }) => id));
  await on
    .insert(requestTypeVersions)
    .values(FIRST_VERSIONS.filter(({ requestTypeId }) => there.has(requestTypeId)))
    .onConflictDoNothing();
  await seedSystems(on, there, new Set(madeTypes.map(({ id }) => id)));
}

/** Which system kinds speak of: of all where none speaks of any, else of new ones only, so that one of which somebody said that it speaks of none stays so. */
async function seedSystems(on: Sql, there: ReadonlySet<string>, made: ReadonlySet<string>): Promise<void> {
  const isFirst = (await on.select({ id: requestTypeSystems.requestTypeId }).from(requestTypeSystems).limit(1)).length === 0;
  const rows = REQUEST_TYPES.flatMap(({ id, code }) =>
    SYSTEM_OF[code] && there.has(id) && (isFirst || made.has(id)) ? [{ requestTypeId: id, systemCode: SYSTEM_OF[code] }] : [],
  );
  if (rows.length > 0) await on.insert(requestTypeSystems).values(rows).onConflictDoNothing();
}
