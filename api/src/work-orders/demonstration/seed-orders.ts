import { createHash } from 'node:crypto';
import type { Sql } from '@steward/db';
import { DEMO_SIGN_INS } from '@steward/db/seed';
import type { Actor, Compartment } from '#kernel/actor.ts';
import { priorityFor, teamFor } from '../../catalog/index.ts';
import { findActors } from '../../people/index.ts';
import { standingsOn } from '../rules/access.ts';
import { searchWords } from '../rules/words.ts';
import { hasWorkOrders, insertRows, loadDistrict, type Rows } from './queries.ts';
import { simulate } from './simulate.ts';
import type { Random, SimSite, SimTeam, SimType, Story, World } from './world.ts';

/** mulberry32: small, fast, and the same everywhere. */
function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return { next, int, pick: (list) => list[int(0, list.length - 1)]!, chance: (share) => next() < share };
}

/** A UUIDv7 of that moment whose random part comes from the name, so that a second run makes the same. */
function idOf(name: string, at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hash[3]!, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(8, 20)}`;
}

const SHOWN = new Set(DEMO_SIGN_INS.map(({ email }) => email));
const isShown = (actor: Actor) => SHOWN.has(actor.email);
/** Who can be signed in as is met more often: each of their school and of themselves counts this many times. */
const OFTEN = 6;
/** What schools ask for most. */
const COMMON =
  /^(no_heat|too_hot|leak|toilet|sink|lights|door_lock|custodial|password|device|wifi|printer|projector|irrigation|snow|kitchen_equipment)/;
const oftener = <T>(all: readonly T[], isMet: (one: T) => boolean): T[] =>
  all.flatMap((one) => (isMet(one) ? Array.from({ length: OFTEN }, () => one) : [one]));

async function worldOf(db: Sql, now: Date): Promise<World> {
  const district = await loadDistrict(db);
  const actors = await findActors(db, district.peopleIds);
  const byId = new Map(actors.map((a) => [a.id, a]));
  const staffOf = Map.groupBy(
    actors.filter((a) => a.siteId),
    (a) => a.siteId,
  );
  const roomsOf = Map.groupBy(district.rooms, (r) => r.siteId);
  const sites: SimSite[] = district.sites
    .map((s) => ({ ...s, rooms: roomsOf.get(s.id) ?? [], staff: staffOf.get(s.id) ?? [] }))
    .filter((s) => s.staff.length > 0);
  const membersOf = Map.groupBy(district.members, (m) => m.teamId);
  const teams = new Map<string, SimTeam>(
    district.teams.map((t) => [
      t.id,
      {
        id: t.id,
        name: t.name,
        compartment: t.compartment,
        members: oftener(
          (membersOf.get(t.id) ?? []).flatMap((m) => byId.get(m.personId) ?? []),
          isShown,
        ),
      },
    ]),
  );
  const types: SimType[] = district.types.map((t) => ({
    id: t.id,
    code: t.code,
    version: t.version,
    serviceCode: t.serviceCode,
    tradeCode: t.tradeCode,
    compartment: t.compartment as Compartment | null,
    fields: t.fields,
    impact: t.defaultImpact,
    urgency: t.defaultUrgency,
    priority: priorityFor(district.matrix, t.defaultImpact, t.defaultUrgency),
    estimateMinutes: t.estimateMinutes,
    mayDisturbMaterial: t.mayDisturbMaterial,
  }));
  const routes = new Map<string, SimTeam | undefined>();
  for (const type of district.types)
    for (const site of sites) {
      const team = teamFor(district.teams, type, site.areaId);
      routes.set(`${type.id} ${site.id}`, team && teams.get(team.id));
    }
  const desks = (type: SimType, site: SimSite) => {
    const subject = {
      serviceCode: type.serviceCode,
      areaId: site.areaId,
      siteId: site.id,
      compartment: type.compartment,
      requesterId: '',
      submittedById: '',
      assigneeId: null,
      teamId: null,
    };
    return actors.filter((a: Actor) => ['dispatcher', 'partner'].some((s) => standingsOn(subject, a).has(s as 'partner')));
  };
  const deskCache = new Map<string, readonly Actor[]>();
  return {
    now,
    sites: oftener(sites, (site) => site.staff.some(isShown)),
    types: oftener(types, (type) => COMMON.test(type.code)),
    teamFor: (type, site) => routes.get(`${type.id} ${site.id}`),
    deskFor: (type, site) => {
      const key = `${type.serviceCode} ${type.compartment} ${site.id}`;
      if (!deskCache.has(key)) deskCache.set(key, desks(type, site));
      return deskCache.get(key)!;
    },
  };
}

function rowsOf(stories: readonly Story[]): Rows {
  const rows: Rows = { orders: [], texts: [], events: [], comments: [], labour: [], costs: [] };
  for (const s of stories) {
    const id = idOf(s.number, s.submittedAt);
    rows.orders.push({
      id,
      number: s.number,
      title: s.title,
      description: s.description,
      requestTypeId: s.type.id,
      requestTypeVersion: s.type.version,
      serviceCode: s.type.serviceCode,
      tradeCode: s.type.tradeCode,
      compartment: s.type.compartment,
      answers: s.answers,
      siteId: s.site.id,
      areaId: s.site.areaId,
      buildingId: s.room?.buildingId ?? null,
      roomId: s.room?.id ?? null,
      requesterId: s.requesterId,
      submittedById: s.requesterId,
      status: s.status,
      impact: s.type.impact,
      urgency: s.type.urgency,
      priority: s.type.priority,
      teamId: s.teamId,
      assigneeId: s.assigneeId,
      plannedOn: s.plannedOn,
      estimateMinutes: s.type.estimateMinutes,
      holdReason: s.hold?.reason ?? null,
      holdNote: s.hold?.note ?? null,
      holdUntilOn: s.hold?.untilOn ?? null,
      heldFrom: s.hold?.from ?? null,
      resolutionNote: s.resolutionNote,
      cancelReason: s.cancelReason,
      hazardAcknowledgedById: s.hazardAcknowledgedById,
      hazardAcknowledgedAt: s.hazardAcknowledgedAt,
      rating: s.rating,
      ratingComment: s.ratingComment,
      ratedAt: s.ratedAt,
      submittedAt: s.submittedAt,
      statusChangedAt: s.statusChangedAt,
      completedAt: s.completedAt,
      closedAt: s.closedAt,
      reopenCount: s.reopenCount,
      updatedAt: s.updatedAt,
      version: s.version,
    });
    rows.texts.push({
      workOrderId: id,
      words: searchWords({ number: s.number, title: s.title, description: s.description, place: s.site.name, room: s.room, answers: s.answers }),
    });
    s.events.forEach((e, i) => rows.events.push({ id: idOf(`${s.number} event ${i}`, e.occurredAt), workOrderId: id, ...e }));
    s.comments.forEach((c, i) => rows.comments.push({ id: idOf(`${s.number} comment ${i}`, c.createdAt), workOrderId: id, ...c }));
    s.labour.forEach((l, i) =>
      rows.labour.push({ id: idOf(`${s.number} labour ${i}`, s.updatedAt), workOrderId: id, ...l, enteredById: l.personId, enteredAt: s.updatedAt }),
    );
    s.costs.forEach((c, i) => rows.costs.push({ id: idOf(`${s.number} cost ${i}`, c.enteredAt), workOrderId: id, ...c }));
  }
  return rows;
}

const SEED = 20_260_901;

/** Two years of made-up orders up to `now`, once: nothing happens where orders exist already. Answers how many were written. */
export async function seedOrders(db: Sql, { now, count }: { now: Date; count: number }): Promise<number> {
  if (await hasWorkOrders(db)) return 0;
  const rows = rowsOf(simulate(await worldOf(db, now), seededRandom(SEED), count));
  await db.transaction((tx) => insertRows(tx, rows));
  return rows.orders.length;
}
