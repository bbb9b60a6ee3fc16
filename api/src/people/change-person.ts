import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { administratorsOnly, lastAdministrator, outsideYourScope, personChanged, personNotFound } from './problems.ts';
import { countDistrictAdministrators, findGrantSite, insertPersonEvent, listGrants, lockPerson, removeSessions, setPerson } from './queries.ts';
import { mayAdminister, mayGrant } from './rules/grants.ts';

async function lockedPerson(tx: Sql, id: string, version: number) {
  const person = await lockPerson(tx, id);
  if (!person) throw personNotFound();
  if (person.version !== version) throw personChanged({ isActive: person.isActive, locale: person.locale }, person.version);
  return person;
}

/** An administrator of part of the district looks after the people who work there. */
async function refuseOutsideScope(tx: Sql, actor: Actor, siteId: string | null) {
  const site = siteId ? await findGrantSite(tx, siteId) : undefined;
  if (!mayGrant(actor, { serviceCode: null, areaId: null, siteId: site?.id ?? null, siteAreaId: site?.areaId ?? null })) throw outsideYourScope();
}

/** Lets a person in again, or no longer: then every session of theirs ends at once. */
export const changePerson = (db: Sql, actor: Actor, id: string, version: number, { isActive }: { isActive: boolean }, now: Date) =>
  db.transaction(async (tx) => {
    if (!mayAdminister(actor)) throw administratorsOnly();
    const person = await lockedPerson(tx, id, version);
    await refuseOutsideScope(tx, actor, person.site?.id ?? null);
    if (person.isActive === isActive) return;
    if (!isActive) {
      const grants = await listGrants(tx, id);
      const isDistrictAdministrator = grants.some((g) => g.role === 'administrator' && g.serviceCode === null && !g.area && !g.site);
      if (isDistrictAdministrator && (await countDistrictAdministrators(tx)) <= 1) throw lastAdministrator();
      await removeSessions(tx, id);
    }
    await setPerson(tx, id, { isActive }, now);
    await insertPersonEvent(tx, { personId: id, kind: isActive ? 'reactivated' : 'deactivated', actorId: actor.id, data: {}, occurredAt: now });
  });

/** Sets my language. */
export const changeMe = (db: Sql, actor: Actor, version: number, { locale }: { locale: 'en' | 'es' }, now: Date) =>
  db.transaction(async (tx) => {
    const person = await lockedPerson(tx, actor.id, version);
    if (person.locale !== locale) await setPerson(tx, actor.id, { locale }, now);
  });

/** Ends every session of a person: one's own, or anybody's for an administrator. Answers how many ended. */
export const signOutEverywhere = (db: Sql, actor: Actor, personId: string, now: Date) =>
  db.transaction(async (tx) => {
    if (personId !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
    const person = await lockPerson(tx, personId);
    if (!person) throw personNotFound();
    if (personId !== actor.id) await refuseOutsideScope(tx, actor, person.site?.id ?? null);
    const endedSessions = await removeSessions(tx, personId);
    await insertPersonEvent(tx, { personId, kind: 'signed_out_everywhere', actorId: actor.id, data: { endedSessions }, occurredAt: now });
    return { endedSessions };
  });
