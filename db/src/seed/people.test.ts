import { describe, expect, test } from 'vitest';
import { DEMO_SIGN_INS, DEMO_SITE_CODE, makeAccounts, makePeople } from './people.ts';
import { makePlaces } from './rooms.ts';
import { readAreas, readSites } from './sites.ts';
import { makeCrews, REGIONS } from './teams.ts';

const [areas, sites] = [readAreas(), readSites()];
const { rooms } = makePlaces(sites);
const crews = makeCrews(areas);
const now = new Date('2026-11-24T12:00:00Z');
const district = { areas, sites, rooms, crews };
const made = makePeople(district, now);
const accounts = makeAccounts(district, { passwordHash: 'hash', now });

const open = sites.filter((s) => s.status === 'active');
const demoSite = sites.find((s) => s.code === DEMO_SITE_CODE)!;
const person = (name: string) => made.people.find((p) => p.email === `${name}@demo.example`)!;
const rolesOf = (id: string) => made.roleGrants.filter((g) => g.personId === id);
const compartmentsOf = (id: string) => made.compartmentGrants.filter((g) => g.personId === id);

describe('people', () => {
  test('some three hundred, no address and no id twice', () => {
    expect(made.people.length).toBeGreaterThan(280);
    expect(made.people.length).toBeLessThan(340);
    for (const key of ['email', 'id'] as const) expect(new Set(made.people.map((p) => p[key])).size).toBe(made.people.length);
    for (const { email } of made.people) expect(email).toMatch(/^[a-z]+([.-][a-z]+)?@demo\.example$/);
  });
  test('somebody at every open school, nobody at a closed one', () => {
    const staffed = new Set(made.people.flatMap((p) => (p.siteId ? [p.siteId] : [])));
    expect(sites.filter((s) => staffed.has(s.id)).map((s) => s.code)).toEqual(open.map((s) => s.code));
  });
  test('everybody may ask, nobody holds the same thing twice', () => {
    expect(made.roleGrants.filter((g) => g.role === 'requester')).toHaveLength(made.people.length);
    expect(new Set(made.roleGrants.map((g) => g.id)).size).toBe(made.roleGrants.length);
    expect(new Set(made.compartmentGrants.map((g) => g.id)).size).toBe(made.compartmentGrants.length);
  });
  test('every grant is older than the first order and has its event', () => {
    const twoYearsAgo = new Date('2024-11-24T12:00:00Z');
    for (const { grantedAt } of [...made.roleGrants, ...made.compartmentGrants]) expect(grantedAt < twoYearsAgo).toBe(true);
    const granted = made.personEvents.filter(({ kind }) => kind === 'role_granted' || kind === 'compartment_granted');
    expect(granted).toHaveLength(made.roleGrants.length + made.compartmentGrants.length);
  });
  test('somebody stands in for the manager now, and both histories say so', () => {
    const [delegation] = made.delegations;
    expect(delegation).toMatchObject({ delegatorId: person('manager').id, delegateId: person('dispatcher').id });
    expect([delegation!.startsOn < '2026-11-24', delegation!.endsOn > '2026-12-01']).toEqual([true, true]);
    expect(made.personEvents.filter(({ kind }) => kind === 'delegated').map(({ personId }) => personId)).toEqual([
      person('manager').id,
      person('dispatcher').id,
    ]);
  });
  test('somebody runs every open school: for the school, or for its area', () => {
    const running = made.roleGrants.filter((g) => g.role === 'site_administrator');
    for (const s of open)
      expect(
        running.some((g) => g.siteId === s.id || (s.areaId !== null && g.areaId === s.areaId)),
        s.name,
      ).toBe(true);
  });
  test('some prefer Spanish', () => expect(made.people.filter((p) => p.locale === 'es').length).toBeGreaterThan(5));
});

describe('compartments', () => {
  test('one grants, another confirms, both are people here, and neither does so for themselves', () => {
    const ids = new Set(made.people.map((p) => p.id));
    for (const grant of made.compartmentGrants) {
      expect(ids.has(grant.grantedById) && ids.has(grant.confirmedById)).toBe(true);
      expect(new Set([grant.personId, grant.grantedById, grant.confirmedById]).size).toBe(3);
    }
  });
  test('each open school has one HR partner, and a delegate who holds the compartment there', () => {
    for (const s of open) {
      const named = made.roleGrants.filter((g) => g.role === 'hr_partner' && g.siteId === s.id);
      const holders = made.compartmentGrants.filter((g) => g.compartment === 'hr' && g.siteId === s.id);
      expect(named, s.name).toHaveLength(1);
      expect(holders, s.name).toHaveLength(2);
      expect(holders.map((h) => h.personId)).toContain(named[0]!.personId);
    }
  });
  test('a partner has 10 to 14 schools of their own', () => {
    const byPartner = Map.groupBy(
      made.roleGrants.filter((g) => g.role === 'hr_partner'),
      (g) => g.personId,
    );
    for (const own of byPartner.values()) {
      expect(own.length).toBeGreaterThanOrEqual(10);
      expect(own.length).toBeLessThanOrEqual(14);
    }
  });
  test('no administrator holds one; each of the others is held by somebody who cannot sign in', () => {
    const administrators = new Set(made.roleGrants.filter((g) => g.role === 'administrator').map((g) => g.personId));
    expect(made.compartmentGrants.some((g) => administrators.has(g.personId))).toBe(false);
    const signsIn = new Set(accounts.map((a) => a.userId));
    for (const compartment of ['employee_relations', 'student_health', 'meal_eligibility', 'it_security']) {
      const holders = made.compartmentGrants.filter((g) => g.compartment === compartment);
      expect(holders.length, compartment).toBeGreaterThan(0);
      expect(holders.some((g) => signsIn.has(g.personId))).toBe(false);
    }
  });
});

test('a proposal waits for a second person, whom one can sign in as', () => {
  const [proposal] = made.compartmentProposals;
  const second = person('hr-partner').id;
  expect(compartmentsOf(second).some((g) => g.compartment === proposal!.compartment && g.siteId === proposal!.siteId)).toBe(true);
  expect([proposal!.personId, proposal!.proposedById]).not.toContain(second);
  expect(compartmentsOf(proposal!.personId)).toEqual([]);
});

describe('who can sign in', () => {
  test('twelve, each with the role that they show', () => {
    expect(DEMO_SIGN_INS).toHaveLength(12);
    expect(accounts).toHaveLength(12);
    for (const { email, role } of DEMO_SIGN_INS) {
      const found = made.people.find((p) => p.email === email)!;
      expect(found).toMatchObject({ isDemonstration: true, emailVerified: true });
      expect(
        rolesOf(found.id).map((g) => g.role),
        email,
      ).toContain(role);
      expect(accounts).toContainEqual(expect.objectContaining({ userId: found.id, accountId: found.id, providerId: 'credential', password: 'hash' }));
    }
  });
  test('teacher and principal share a school, and the teacher has two rooms there', () => {
    expect([person('teacher').siteId, person('principal').siteId]).toEqual([demoSite.id, demoSite.id]);
    const mine = made.personRooms.filter((r) => r.personId === person('teacher').id && r.isMine);
    expect(mine.map((r) => rooms.find(({ id }) => id === r.roomId)?.siteId)).toEqual([demoSite.id, demoSite.id]);
  });
  test('the technician is of the plumbing crew that serves it', () => {
    const own = made.teamMembers.filter((m) => m.personId === person('technician').id).map((m) => crews.teams.find(({ id }) => id === m.teamId)!);
    expect(own.some((t) => t.tradeCode === 'plumbing' && (t.areaId === null || t.areaId === demoSite.areaId))).toBe(true);
  });
  test('the HR partner has it with about a dozen others, and no other compartment', () => {
    const held = compartmentsOf(person('hr-partner').id);
    expect(held.length).toBeGreaterThanOrEqual(10);
    expect(held.length).toBeLessThanOrEqual(14);
    expect(held.map((g) => g.siteId)).toContain(demoSite.id);
    expect(new Set(held.map((g) => g.compartment))).toEqual(new Set(['hr']));
  });
});

describe('crews', () => {
  test('every area is in one region', () => expect(REGIONS.flatMap((r) => r.areas).toSorted()).toEqual(areas.map((a) => a.code)));
  test('three to twelve people each, one of them leads, and the hours are theirs', () => {
    for (const team of crews.teams) {
      const members = made.teamMembers.filter((m) => m.teamId === team.id);
      expect(members.length, team.name).toBeGreaterThanOrEqual(3);
      expect(members.length, team.name).toBeLessThanOrEqual(12);
      expect(members.filter((m) => m.isLead)).toHaveLength(1);
      expect(team.weeklyHours).toBeLessThanOrEqual(members.length * 36);
    }
    const people = new Set(made.teamMembers.map((m) => m.personId)).size;
    expect(Math.abs(crews.teams.reduce((sum, t) => sum + t.weeklyHours, 0) - people * 36)).toBeLessThan(30);
  });
});
