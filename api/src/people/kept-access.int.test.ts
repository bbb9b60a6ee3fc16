import { connect } from '@steward/db';
import { compartmentGrants, people, roleGrants, sessions, teamMembers } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from './people.testing.ts';
import { actorOfSession } from './session.ts';

let api: TestApi;
let district: District;
/** The pool of another process: it keeps what it knows apart. */
let other: ReturnType<typeof connect>;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  other = connect(api.config.databaseUrl, { poolSize: 2 });
});
afterAll(async () => {
  await other.close();
  await api.close();
});

async function signedIn(given: Parameters<typeof aPerson>[1] = {}) {
  const person = await aPerson(api.db, given);
  const token = uuidv7();
  await api.db.insert(sessions).values({ id: uuidv7(), userId: person.id, token, expiresAt: new Date('2027-12-31T00:00:00Z') });
  const seen = () => Promise.all([api.db, other.db].map((db) => actorOfSession(db, token, NOW)));
  return { person, token, seen };
}

test('every process sees at once what is given to somebody and what ends', async () => {
  const { person, seen } = await signedIn();
  const roles = async () => (await seen()).map((actor) => actor?.grants.map((g) => g.role));
  expect(await roles()).toEqual([[], []]);
  const id = uuidv7();
  await api.db.insert(roleGrants).values({ id, personId: person.id, role: 'dispatcher', grantedAt: NOW });
  expect(await roles()).toEqual([['dispatcher'], ['dispatcher']]);
  await other.db.update(roleGrants).set({ endedAt: NOW }).where(eq(roleGrants.id, id));
  expect(await roles()).toEqual([[], []]);
});

test('crews, compartments and the person’s own words are seen at once, too', async () => {
  const { person, seen } = await signedIn();
  const [granter, confirmer] = [await aPerson(api.db), await aPerson(api.db)];
  await seen();
  await api.db.insert(teamMembers).values({ teamId: district.teams.plumbers, personId: person.id });
  expect((await seen()).map((actor) => actor?.teamIds)).toEqual([[district.teams.plumbers], [district.teams.plumbers]]);
  await api.db.insert(compartmentGrants).values({
    id: uuidv7(),
    personId: person.id,
    compartment: 'hr',
    grantedAt: NOW,
    grantedById: granter.id,
    confirmedById: confirmer.id,
  });
  expect((await seen()).map((actor) => actor?.compartments.length)).toEqual([1, 1]);
  await api.db.update(people).set({ locale: 'es' }).where(eq(people.id, person.id));
  expect((await seen()).map((actor) => actor?.locale)).toEqual(['es', 'es']);
});

test('a change that is rolled back leaves nothing behind', async () => {
  const { person, seen } = await signedIn();
  await seen();
  const undone = api.db.transaction(async (tx) => {
    await tx.insert(roleGrants).values({ id: uuidv7(), personId: person.id, role: 'administrator', grantedAt: NOW });
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect((await seen()).map((actor) => actor?.grants)).toEqual([[], []]);
});

test('a session that is revoked, has run out, or whose person has left, ends at once', async () => {
  const { person, token, seen } = await signedIn();
  expect((await seen()).map((actor) => actor?.id)).toEqual([person.id, person.id]);
  expect(await actorOfSession(api.db, token, new Date('2028-01-01T00:00:00Z'))).toBeUndefined();
  await api.db.update(people).set({ isActive: false }).where(eq(people.id, person.id));
  expect(await seen()).toEqual([undefined, undefined]);
  await api.db.update(people).set({ isActive: true }).where(eq(people.id, person.id));
  await api.db.delete(sessions).where(eq(sessions.token, token));
  expect(await seen()).toEqual([undefined, undefined]);
});
