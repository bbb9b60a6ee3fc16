import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { listServices } from '../queries.ts';
import { coverageMoved } from '../rules/coverage.ts';
import { differences } from '../rules/differences.ts';
import { codeFrom } from '../rules/form-definition.ts';
import { mayCountOrders, maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import {
  compartmentForAdministrators,
  notHere,
  notYoursToSetUp,
  setUpChanged,
  setUpNotForYou,
  teamFixed,
  teamNotFound,
  unknownArea,
  unknownService,
  unknownTrade,
} from './problems.ts';
import { hasService, hasTrade } from './queries.ts';
import { recordSetUp } from './record.ts';
import type { TeamPreviewRequest, TeamRequest } from './team-contract.ts';
import {
  countMembers,
  countOpenOfTeam,
  findSetUpTeam,
  insertTeam,
  listAllMembers,
  listAllTeams,
  listAreas,
  listHere,
  listOfferedKinds,
  listTeamCodes,
  lockTeam,
  setMembers,
  setTeam,
  type TeamRow,
} from './team-queries.ts';

type Input = z.infer<typeof TeamRequest>;
type Member = { name: string; isLead: boolean };

/** A team as people read it: with names instead of ids. */
const toldOf = (
  team: Pick<TeamRow, 'name' | 'serviceCode' | 'tradeCode' | 'compartment' | 'weeklyHours' | 'isActive'>,
  area: string | null,
  members: readonly Member[],
) => ({
  name: team.name,
  serviceCode: team.serviceCode,
  tradeCode: team.tradeCode,
  area,
  compartment: team.compartment,
  weeklyHours: team.weeklyHours,
  isActive: team.isActive,
  lead: members.find((m) => m.isLead)?.name ?? null,
  members: members.map((m) => m.name).toSorted((a, b) => a.localeCompare(b)),
});
const toldNow = async (on: Sql, row: TeamRow) => toldOf(row, row.area?.name ?? null, await listAllMembers(on, row.id));

/** For whom the actor may make the team what it is to be, and how that reads. */
async function judge(tx: Sql, actor: Actor, now: TeamRow | null, input: Input) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  if (now && (now.serviceCode !== input.serviceCode || now.compartment !== input.compartment))
    throw teamFixed(now.serviceCode === input.serviceCode ? '/compartment' : '/serviceCode');
  const onBehalfOfId = actingFor(actor, (as) => maySetUp(as, input.serviceCode));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  if (input.compartment !== null && actingFor(actor, (as) => maySetUpDistrict(as, input.serviceCode)) === undefined)
    throw compartmentForAdministrators();
  if (!(await hasService(tx, input.serviceCode))) throw unknownService();
  if (input.tradeCode !== null && !(await hasTrade(tx, input.tradeCode, input.serviceCode))) throw unknownTrade();
  const area = input.areaId === null ? null : (await listAreas(tx)).find(({ id }) => id === input.areaId);
  if (area === undefined) throw unknownArea();
  // Who has left stays where they are until somebody takes them out; nobody who has left comes in.
  const before = now ? await listAllMembers(tx, now.id) : [];
  const known = new Map(
    [
      ...before,
      ...(await listHere(
        tx,
        input.members.map((m) => m.personId),
      )),
    ].map(({ id, name }) => [id, name]),
  );
  const missing = input.members.findIndex((m) => !known.has(m.personId));
  if (missing >= 0) throw notHere(`/members/${missing}/personId`);
  const members = input.members.map(({ personId, isLead }) => ({ name: known.get(personId)!, isLead }));
  return { onBehalfOfId, after: toldOf(input, area?.name ?? null, members) };
}

const rowOf = ({ name, serviceCode, tradeCode, areaId, compartment, weeklyHours, isActive }: Input) => ({
  name,
  serviceCode,
  tradeCode,
  areaId,
  compartment,
  weeklyHours,
  isActive,
});

/** Makes a new team with its people. Answers its id. */
export const makeTeam = (db: Sql, actor: Actor, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const { onBehalfOfId, after } = await judge(tx, actor, null, input);
    const id = uuidv7();
    const taken = await listTeamCodes(tx);
    for (let isMade = false; !isMade;) {
      const code = codeFrom(input.name, taken);
      isMade = (await insertTeam(tx, { id, code, ...rowOf(input) })) !== undefined;
      taken.add(code);
    }
    await setMembers(tx, id, input.members);
    await recordSetUp(tx, actor, { subject: 'team', id, name: input.name, before: null, after, why: input.why, onBehalfOfId }, now);
    return id;
  });

/** Changes a team as a whole, its people too. What it works on stays with it. */
export const changeTeam = (db: Sql, actor: Actor, id: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const row = await lockTeam(tx, id);
    if (!row) throw teamNotFound();
    const before = await toldNow(tx, row);
    const { onBehalfOfId, after } = await judge(tx, actor, row, input);
    if (row.version !== version) throw setUpChanged(differences(after, before).after, row.version);
    if (Object.keys(differences(before, after).after).length === 0) return;
    await setTeam(tx, id, rowOf(input));
    await setMembers(tx, id, input.members);
    await recordSetUp(tx, actor, { subject: 'team', id, name: input.name, before, after, why: input.why, onBehalfOfId }, now);
  });

/** Kinds and areas that would go from one team to another, those that move alike together. */
async function movesBy(on: Sql, id: string, input: Input) {
  const all = await listAllTeams(on);
  const nameOf = (teamId: string | null) => (teamId === null ? null : teamId === id ? input.name : (all.find((t) => t.id === teamId)?.name ?? null));
  const working = all.filter((t) => t.isActive);
  const then = [...working.filter((t) => t.id !== id), ...(input.isActive ? [{ ...rowOf(input), id }] : [])];
  const areas = await listAreas(on);
  const moved = coverageMoved(
    await listOfferedKinds(on, input.serviceCode),
    areas.map((area) => area.id),
    working,
    then,
  );
  const byKind = Map.groupBy(moved, (move) => `${move.fromId} ${move.toId} ${move.kind.id}`);
  const alike = Map.groupBy([...byKind.values()], (moves) => `${moves[0]!.fromId} ${moves[0]!.toId} ${moves.map((move) => move.areaId).join()}`);
  return [...alike.values()].map((kinds) => {
    const [{ fromId, toId }] = kinds[0]! as [(typeof moved)[number]];
    return {
      from: nameOf(fromId),
      to: nameOf(toId),
      kinds: kinds.map(([move]) => ({ nameEn: move!.kind.nameEn, nameEs: move!.kind.nameEs })),
      areas: kinds[0]!.map((move) => areas.find((area) => area.id === move.areaId)!.name),
    };
  });
}

const countFor = async (on: Sql, actor: Actor, row: TeamRow) =>
  row.compartment === null && mayCountOrders(actor, row.serviceCode) ? countOpenOfTeam(on, row.id) : null;

/** What saving would change, whose new orders would go elsewhere, and how many open orders the team has; refused as saving would be. */
export async function previewTeam(on: Sql, actor: Actor, { id, ...input }: z.infer<typeof TeamPreviewRequest>) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = id ? await findSetUpTeam(on, id) : null;
  if (row === undefined) throw teamNotFound();
  const { after } = await judge(on, actor, row, input);
  return {
    ...differences(row && (await toldNow(on, row)), after),
    openOrders: row && (await countFor(on, actor, row)),
    moves: await movesBy(on, row?.id ?? '', input),
  };
}

/** Every team, also those that are no more. */
export async function readSetUpTeams(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const members = await countMembers(on);
  const items = (await listAllTeams(on)).map(({ compartment, ...team }) => ({
    ...team,
    isConfidential: compartment !== null,
    people: members.get(team.id) ?? 0,
  }));
  return { items, may: { add: (await listServices(on)).some(({ code }) => maySetUp(actor, code)) } };
}

/** One team as an administrator works on it. */
export async function readSetUpTeam(on: Sql, actor: Actor, id: string) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = await findSetUpTeam(on, id);
  if (!row) throw teamNotFound();
  const may = row.compartment === null ? maySetUp(actor, row.serviceCode) : maySetUpDistrict(actor, row.serviceCode);
  return { ...row, members: await listAllMembers(on, id), openOrders: await countFor(on, actor, row), may: { change: may } };
}
