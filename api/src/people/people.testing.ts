import { createHmac } from 'node:crypto';
import type { Sql } from '@steward/db';
import { compartmentGrants, people, roleGrants, sessions, teamMembers } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import type { Actor, CompartmentGrant, Grant } from '#kernel/actor.ts';
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
  return (await findActors(db, [id]))[0]!;
}

/** The cookie of a live session of this person, signed as better-auth signs it. */
export async function aSession(db: Sql, personId: string, { secret, expiresAt }: { secret: string; expiresAt: Date }): Promise<string> {
  const token = uuidv7();
  await db.insert(sessions).values({ id: uuidv7(), userId: personId, token, expiresAt });
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `steward.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
