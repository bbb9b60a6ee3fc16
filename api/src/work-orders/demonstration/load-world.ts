import type { Sql } from '@steward/db';
import { DEMO_SIGN_INS } from '@steward/db/seed';
import { type Actor, type Compartment, inOwnRight } from '#kernel/actor.ts';
import { APPROVER_ROLES, keptApprovalPolicies, keptCalendars, keptCatalogue, priorityFor, teamFor } from '../../catalog/index.ts';
import { findActors } from '../../people/index.ts';
import { standingsOn } from '../rules/access.ts';
import { loadDistrict } from './queries.ts';
import type { SimSite, SimTeam, SimType, World } from './world.ts';

const SHOWN = new Set(DEMO_SIGN_INS.map(({ email }) => email));
const isShown = (actor: Actor) => SHOWN.has(actor.email);
/** What schools ask for most. */
const COMMON =
  /^(no_heat|too_hot|leak|toilet|sink|lights|door_lock|custodial|password|device|wifi|printer|projector|irrigation|snow|kitchen_equipment)/;
const oftener = <T>(all: readonly T[], times: number, isMet: (one: T) => boolean): T[] =>
  all.flatMap((one) => (isMet(one) ? Array.from({ length: times }, () => one) : [one]));
/** What is common counts this many times. */
const OFTEN = 6;

/** The district that stories are told about. `shown`: how many times more often than others those are met whom one can sign in as. */
export async function loadWorld(db: Sql, { now, shown }: { now: Date; shown: number }): Promise<World> {
  const district = await loadDistrict(db);
  const promises = { targets: (await keptCatalogue(db)).targets, ...(await keptCalendars(db)) };
  // Each by what they hold themselves: nobody stands in for anybody in these stories.
  const actors = (await findActors(db, district.peopleIds, now)).map(inOwnRight);
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
          shown,
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
    promises,
    policies: await keptApprovalPolicies(db),
    approvers: actors
      .filter(({ grants }) => grants.some(({ role }) => (APPROVER_ROLES as readonly string[]).includes(role)))
      .map((actor) => ({ actor, isAway: false })),
    shownSites: sites.filter((site) => site.staff.some(isShown)),
    sites: oftener(sites, shown, (site) => site.staff.some(isShown)),
    types: oftener(types, OFTEN, (type) => COMMON.test(type.code)),
    teamFor: (type, site) => routes.get(`${type.id} ${site.id}`),
    deskFor: (type, site) => {
      const key = `${type.serviceCode} ${type.compartment} ${site.id}`;
      if (!deskCache.has(key)) deskCache.set(key, desks(type, site));
      return deskCache.get(key)!;
    },
  };
}
