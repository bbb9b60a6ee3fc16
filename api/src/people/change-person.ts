import type { Sql } from '@steward/db';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { administratorsOnly, lastAdministrator, outsideYourScope, ownRightOnly, personChanged, personNotFound } from './problems.ts';
import { countDistrictAdministrators, findGrantSite, insertPersonEvent, listGrants, lockPerson, removeSessions, setPerson } from './queries.ts';
import { mayAdminister, mayGrant } from './rules/grants.ts';

async function lockedPerson(tx: Sql, id: string, version: number) {
  const person = await lockPerson(tx, id);
  if (!person) throw personNotFound();
  if (person.version !== version)
    throw personChanged({ isActive: person.isActive, locale: person.locale, isMailed: person.isMailed }, person.version);
  return person;
}

/** An administrator of part of the district looks after the people who work there. Answers for whom the actor does: null for themselves. */
async function looksAfterFor(tx: Sql, actor: Actor, siteId: string | null): Promise<string | null> {
  const site = siteId ? await findGrantSite(tx, siteId) : undefined;
  const scope = { serviceCode: null, areaId: null, siteId: site?.id ?? null, siteAreaId: site?.areaId ?? null };
  const onBehalfOfId = actingFor(actor, (as) => mayGrant(as, scope));
  if (onBehalfOfId === undefined) throw outsideYourScope();
  return onBehalfOfId;
}

/** Lets a person in again, or no longer: then every session of theirs ends at once. */
export const changePerson = (db: Sql, actor: Actor, id: string, version: number, { isActive }: { isActive: boolean }, now: Date) =>
  db.transaction(async (tx) => {
    if (!mayAdminister(actor)) throw administratorsOnly();
    const person = await lockedPerson(tx, id, version);
    const onBehalfOfId = await looksAfterFor(tx, actor, person.site?.id ?? null);
    if (person.isActive === isActive) return;
    const grants = await listGrants(tx, id);
    // The role of administrator is not for stand-ins to take away or bring back.
    if (onBehalfOfId !== null && grants.some((g) => g.role === 'administrator')) throw ownRightOnly();
    if (!isActive) {
      const isDistrictAdministrator = grants.some((g) => g.role === 'administrator' && g.serviceCode === null && !g.area && !g.site);
      if (isDistrictAdministrator && (await countDistrictAdministrators(tx)) <= 1) throw lastAdministrator();
      await removeSessions(tx, id);
    }
    await setPerson(tx, id, { isActive }, now);
    await insertPersonEvent(tx, {
      personId: id,
      kind: isActive ? 'reactivated' : 'deactivated',
      ...doneBy(actor, onBehalfOfId),
      data: {},
      occurredAt: now,
    });
  });

type Mine = { locale?: 'en' | 'es' | undefined; isMailed?: boolean | undefined };

/** Sets my language, and whether notices come by e-mail too. */
export const changeMe = (db: Sql, actor: Actor, version: number, mine: Mine, now: Date) =>
  db.transaction(async (tx) => {
    const person = await lockedPerson(tx, actor.id, version);
    const { locale = person.locale, isMailed = person.isMailed } = mine;
    if (person.locale !== locale || person.isMailed !== isMailed) await setPerson(tx, actor.id, { locale, isMailed }, now);
  });

/** Ends every session of a person: one's own, or anybody's for an administrator. Answers how many ended. */
export const signOutEverywhere = (db: Sql, actor: Actor, personId: string, now: Date) =>
  db.transaction(async (tx) => {
    if (personId !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
    const person = await lockPerson(tx, personId);
    if (!person) throw personNotFound();
    const onBehalfOfId = personId === actor.id ? null : await looksAfterFor(tx, actor, person.site?.id ?? null);
    const endedSessions = await removeSessions(tx, personId);
    await insertPersonEvent(tx, {
      personId,
      kind: 'signed_out_everywhere',
      ...doneBy(actor, onBehalfOfId),
      data: { endedSessions },
      occurredAt: now,
    });
    return { endedSessions };
  });
