import type { Sql } from '@steward/db';
import type { FormField } from '@steward/db/schema';
import { byId, keep } from '#platform/kept.ts';
import { listPolicies, policyOf } from './approval-policies/queries.ts';
import {
  listEveryTeam,
  listEveryType,
  listOlderForms,
  listRevisions,
  listServiceCalendars,
  listTargets,
  listTeams,
  loadPriorityMatrix as readPriorityMatrix,
} from './queries.ts';
import { knownCalendar } from './rules/calendars.ts';
import { teamFor } from './rules/routing.ts';

// What every order asks of the catalogue, kept in memory until the catalogue changes.

type Form = { typeId: string; version: number; fields: FormField[] };
type Kind = { id: string; version: number; fields: FormField[] };

/** The form that a kind had in one of its versions; as it is now where that is not known. */
function formsIn(older: readonly Form[]) {
  const byVersion = new Map(older.map(({ typeId, version, fields }) => [`${typeId} ${version}`, fields]));
  return (type: Kind, version: number): readonly FormField[] =>
    version === type.version ? type.fields : (byVersion.get(`${type.id} ${version}`) ?? type.fields);
}

/** Kinds of request and crews by id, also those no longer offered, and targets by priority. */
export const keptCatalogue = (on: Sql, version?: string) =>
  keep(
    on,
    'catalogue',
    'types, teams, targets',
    async () => ({
      types: byId(await listEveryType(on)),
      formOf: formsIn(await listOlderForms(on)),
      teams: byId(await listEveryTeam(on)),
      targets: new Map((await listTargets(on)).map((target) => [target.priority, target])),
    }),
    version,
  );

/** A kind of request, also one no longer offered: orders of it remain. */
export const findRequestType = async (on: Sql, id: string) => (await keptCatalogue(on)).types.get(id);

/** Every policy that says what waits for an approval. */
export const keptApprovalPolicies = (on: Sql) => keep(on, 'catalogue', 'approval policies', async () => (await listPolicies(on)).map(policyOf));

export const loadPriorityMatrix = (on: Sql) => keep(on, 'catalogue', 'matrix', () => readPriorityMatrix(on));

type Routed = { type: { serviceCode: string; tradeCode: string; compartment: string | null }; place: { areaId: string | null } };

/** Every calendar with all that it has said, which of them each service works by, and the number of the newest revision of any. */
export const keptCalendars = (on: Sql, version?: string) =>
  keep(
    on,
    'catalogue',
    'calendars',
    async () => {
      const rows = await listRevisions(on);
      const byCode = Map.groupBy(rows, (row) => row.calendarCode);
      return {
        calendars: new Map([...byCode].map(([code, revisions]) => [code, knownCalendar(revisions)])),
        ofService: new Map((await listServiceCalendars(on)).map(({ code, calendarCode }) => [code, calendarCode])),
        revision: rows.at(-1)?.id ?? 0,
      };
    },
    version,
  );

/** The crew that an order of this kind at this place goes to; nulls when none covers it: then the desk decides. */
export async function findTeamFor(on: Sql, { type, place }: Routed) {
  const { serviceCode } = type;
  const teams = await keep(on, 'catalogue', `teams ${serviceCode}`, () => listTeams(on, { serviceCode }));
  const team = teamFor(teams, type, place.areaId);
  return { teamId: team?.id ?? null, teamName: team?.name ?? null };
}
