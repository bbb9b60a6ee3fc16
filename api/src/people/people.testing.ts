import { createHmac } from 'node:crypto';
import type { Sql } from '@steward/db';
import { compartmentGrants, delegations, people, roleGrants, sessions, teamMembers } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Actor, CompartmentGrant, Grant } from '#kernel/actor.ts';
import { dayAfter } from '#kernel/day.ts';
import { findActors } from './queries.ts';

const LONG_AGO = new Date('2024-01-01T00:00:00Z');

type Given = {
  name?: string;
  siteId?: string | null;
  grants?: readonly (Partial<Grant> & Pick<Grant, 'role'>)[];
  compartments?: readonly (Partial<CompartmentGrant> & Pick<CompartmentGrant, 'compartment'>)[];
  teamIds?: readonly string[];
};

const insertPerson = async (db: Sql, name: string, siteId: string | null) => {
  const id = uuidv7();
  await db.insert(people).values({ id, name, email: `${id}@test.example`, emailVerified: true, siteId });
  return id;
};

/** A person who holds what is given, as the API would know them. */
export async function aPerson(
  db: Sql,
  { name = 'Somebody', siteId = null, grants = [], compartments = [], teamIds = [] }: Given = {},
): Promise<Actor> {
  const id = await insertPerson(db, name, siteId);
  for (const grant of grants) {
    await db.insert(roleGrants).values({ id: uuidv7(), personId: id, serviceCode: null, areaId: null, siteId: null, grantedAt: LONG_AGO, ...grant });
  }
  for (const grant of compartments) {
    const [grantedById, confirmedById] = [await insertPerson(db, 'First', null), await insertPerson(db, 'Second', null)];
    await db
      .insert(compartmentGrants)
      .values({ id: uuidv7(), personId: id, siteId: null, grantedAt: LONG_AGO, grantedById, confirmedById, ...grant });
  }
  for (const teamId of teamIds) await db.insert(teamMembers).values({ teamId, personId: id });
  return (await findActors(db, [id], LONG_AGO))[0]!;
}

type Days = { startsOn?: string; lastOn?: string };

/** What the one holds first, role or compartment (confirmed), handed to the other. */
export async function aDelegation(db: Sql, from: Actor, to: Actor, { startsOn = '2026-11-24', lastOn = '2026-11-30' }: Days = {}): Promise<string> {
  const [role] = await db.select().from(roleGrants).where(eq(roleGrants.personId, from.id)).orderBy(asc(roleGrants.id));
  const [held] = await db.select().from(compartmentGrants).where(eq(compartmentGrants.personId, from.id)).orderBy(asc(compartmentGrants.id));
  const id = uuidv7();
  const confirmed = role ? {} : { confirmedAt: LONG_AGO, confirmedById: await insertPerson(db, 'Second', null) };
  await db.insert(delegations).values({
    id,
    delegatorId: from.id,
    delegateId: to.id,
    duty: role ? 'role' : 'compartment',
    roleGrantId: role?.id ?? null,
    compartmentGrantId: role ? null : (held?.id ?? null),
    startsOn,
    endsOn: dayAfter(lastOn),
    createdAt: LONG_AGO,
    ...confirmed,
  });
  return id;
}

/** The cookie of a live session of this person, signed as better-auth signs it. */
export async function aSession(db: Sql, personId: string, { secret, expiresAt }: { secret: string; expiresAt: Date }): Promise<string> {
  const token = uuidv7();
  await db.insert(sessions).values({ id: uuidv7(), userId: personId, token, expiresAt });
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `steward.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
