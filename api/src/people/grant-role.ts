import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor, doneBy, type Role } from '#kernel/actor.ts';
import type { GrantRequest } from './contract.ts';
import {
  administratorsOnly,
  alreadyHeld,
  grantNotFound,
  lastAdministrator,
  outsideYourScope,
  ownRightOnly,
  personNotFound,
  serviceDoesNotFit,
  unknownArea,
  unknownService,
  unknownSite,
} from './problems.ts';
import {
  countDistrictAdministrators,
  findArea,
  findGrant,
  findGrantSite,
  hasService,
  insertGrant,
  insertPersonEvent,
  lockPerson,
  setGrantEnded,
} from './queries.ts';
import { presentGrant } from './read-people.ts';
import { mayAdminister, mayAsStandIn, mayGrant, type Scope, serviceThatFits } from './rules/grants.ts';

type Input = z.infer<typeof GrantRequest>;

async function scopeOf(tx: Sql, input: Input) {
  if (input.serviceCode && !(await hasService(tx, input.serviceCode))) throw unknownService();
  const area = input.areaId ? await findArea(tx, input.areaId) : null;
  if (area === undefined) throw unknownArea();
  const site = input.siteId ? await findGrantSite(tx, input.siteId) : null;
  if (site === undefined) throw unknownSite();
  return { serviceCode: input.serviceCode ?? null, area, site };
}

/** For whom the actor gives or ends this role: null for themselves. 403 outside their scope, and where a stand-in would outlast their days. */
function givesFor(actor: Actor, scope: Scope, about: { personId: string; role: Role }): string | null {
  const onBehalfOfId = actingFor(actor, (as) => mayGrant(as, scope));
  if (onBehalfOfId === undefined) throw outsideYourScope();
  if (onBehalfOfId !== null && !mayAsStandIn(actor, about)) throw ownRightOnly();
  return onBehalfOfId;
}

/** Gives a person a role for a scope, with its event. 403 outside the administrator's own scope, 422 when it is held already. */
export const grantRole = (db: Sql, actor: Actor, personId: string, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    if (!mayAdminister(actor)) throw administratorsOnly();
    if (!(await lockPerson(tx, personId))) throw personNotFound();
    const { serviceCode, area, site } = await scopeOf(tx, input);
    const fitting = serviceThatFits(input.role, serviceCode);
    if (fitting) throw serviceDoesNotFit(fitting);
    const scope = { serviceCode, areaId: area?.id ?? null, siteId: site?.id ?? null, siteAreaId: site?.areaId ?? null };
    const onBehalfOfId = givesFor(actor, scope, { personId, role: input.role });
    const grant = { id: uuidv7(), personId, role: input.role, serviceCode, areaId: area?.id ?? null, siteId: site?.id ?? null };
    if (!(await insertGrant(tx, { ...grant, grantedAt: now, grantedById: actor.id }))) throw alreadyHeld();
    const data = { grantId: grant.id, role: grant.role, serviceCode, areaName: area?.name, siteName: site?.name };
    await insertPersonEvent(tx, { personId, kind: 'role_granted', ...doneBy(actor, onBehalfOfId), data, occurredAt: now });
    return presentGrant((await findGrant(tx, personId, grant.id))!);
  });

/** Ends a role that a person holds, with its event. The last administrator of the whole district stays. */
export const endRole = (db: Sql, actor: Actor, personId: string, grantId: string, now: Date) =>
  db.transaction(async (tx) => {
    if (!mayAdminister(actor)) throw administratorsOnly();
    if (!(await lockPerson(tx, personId))) throw personNotFound();
    const grant = await findGrant(tx, personId, grantId);
    if (!grant) throw grantNotFound();
    const { serviceCode, area, site } = grant;
    const scope = { serviceCode, areaId: area?.id ?? null, siteId: site?.id ?? null, siteAreaId: grant.siteAreaId };
    const onBehalfOfId = givesFor(actor, scope, { personId, role: grant.role });
    // Ended already: a double click or a colleague; what was wanted is so.
    if (grant.endedAt) return presentGrant(grant);
    const isDistrict = serviceCode === null && !area && !site;
    if (grant.role === 'administrator' && isDistrict && (await countDistrictAdministrators(tx)) <= 1) throw lastAdministrator();
    await setGrantEnded(tx, grantId, actor.id, now);
    const data = { grantId, role: grant.role, serviceCode, areaName: area?.name, siteName: site?.name };
    await insertPersonEvent(tx, { personId, kind: 'role_ended', ...doneBy(actor, onBehalfOfId), data, occurredAt: now });
    return presentGrant((await findGrant(tx, personId, grantId))!);
  });
