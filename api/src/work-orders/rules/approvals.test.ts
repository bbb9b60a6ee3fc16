import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grant } from '#kernel/actor.ts';
import type { Subject } from './access.ts';
import { type Candidate, decidersOf, judgeDecision, type Step } from './approvals.ts';

const order: Subject = {
  serviceCode: 'facilities',
  areaId: 'north',
  siteId: 'alder',
  compartment: null,
  requesterId: 'asker',
  submittedById: 'typist',
  assigneeId: null,
  teamId: null,
};
const grant = (role: Grant['role'], more: Partial<Grant> = {}): Grant => ({ role, serviceCode: null, areaId: null, siteId: null, ...more });
const person = (id: string, grants: Grant[], isAway = false): Candidate => ({
  actor: { id, name: id, email: `${id}@test.example`, locale: 'en', siteId: null, grants, compartments: [], teamIds: [] },
  isAway,
});
const principal = (isAway = false) => person('principal', [grant('site_administrator', { siteId: 'alder' })], isAway);
const deputy = (isAway = false) => person('deputy', [grant('site_administrator', { siteId: 'alder', forId: 'principal' })], isAway);
const manager = (isAway = false) => person('manager', [grant('service_manager', { serviceCode: 'facilities' })], isAway);
const administrator = (isAway = false) => person('administrator', [grant('administrator')], isAway);
const bySchool: Step = { roles: ['site_administrator'], personIds: [] };

const who = (step: Step, candidates: Candidate[], subject: Subject = order) => {
  const { deciders, widenedTo } = decidersOf(subject, step, candidates);
  return [deciders.map(({ personId, forId }) => (forId ? `${personId} for ${forId}` : personId)).toSorted(), widenedTo];
};

describe('who decides', () => {
  test.each([
    ['the principal', [principal(), manager()], [['principal'], null]],
    ['the stand-in too', [principal(), deputy(), manager()], [['deputy for principal', 'principal'], null]],
    ['the stand-in of who is away', [principal(true), deputy(), manager()], [['deputy for principal', 'principal'], null]],
    ['the manager where nobody of the school is there', [principal(true), manager()], [['manager', 'principal'], 'service_manager']],
    [
      'the manager where who stands in is away, too',
      [principal(true), deputy(true), manager()],
      [['deputy for principal', 'manager', 'principal'], 'service_manager'],
    ],
    [
      'the administrator where all others are away',
      [principal(true), manager(true), administrator()],
      [['administrator', 'manager', 'principal'], 'administrator'],
    ],
    ['those who are away, rather than nobody', [principal(true), manager(true)], [['manager', 'principal'], 'service_manager']],
    ['nobody of another school', [person('other', [grant('site_administrator', { siteId: 'birch' })]), manager()], [['manager'], 'service_manager']],
  ] as const)('%s', (_, candidates, expected) => expect(who(bySchool, [...candidates])).toEqual(expected));

  test('not who asked, and not who stands in for them', () => {
    const own = { ...order, requesterId: 'principal' };
    expect(who(bySchool, [principal(), deputy(), manager()], own)).toEqual([['manager'], 'service_manager']);
    expect(who(bySchool, [principal(), deputy()], { ...order, submittedById: 'deputy' })).toEqual([['principal'], null]);
  });
  test('who is named, and who stands in for them', () => {
    const fay = person('fay', [grant('finance')]);
    const standIn = person('sid', [grant('finance', { forId: 'fay' })]);
    expect(who({ roles: [], personIds: ['fay'] }, [fay, standIn, manager()])).toEqual([['fay', 'sid for fay'], null]);
  });
  test('of a confidential order only who may see it, at last anybody who may', () => {
    const hr = { ...order, compartment: 'hr' as const };
    const partner = person('partner', []);
    const open = { ...partner, actor: { ...partner.actor, compartments: [{ compartment: 'hr' as const, siteId: 'alder' }] } };
    expect(who(bySchool, [principal(), manager(), administrator(), open], hr)).toEqual([['partner'], 'partner']);
  });
});

const IDS = ['asker', 'typist', 'p1', 'p2', 'p3', 'p4', 'p5'];
const roles = fc.constantFrom(
  'site_administrator' as const,
  'service_manager' as const,
  'administrator' as const,
  'finance' as const,
  'technician' as const,
);
const aGrant: fc.Arbitrary<Grant> = fc.record({
  role: roles,
  serviceCode: fc.constantFrom(null, 'facilities', 'it'),
  areaId: fc.constantFrom(null, 'north', 'south'),
  siteId: fc.constantFrom(null, 'alder', 'birch'),
});
const withStandIn: fc.Arbitrary<Grant> = fc
  .tuple(aGrant, fc.option(fc.constantFrom(...IDS), { nil: undefined }))
  .map(([held, forId]) => (forId === undefined ? held : { ...held, forId }));
const candidates = fc
  .uniqueArray(fc.record({ id: fc.constantFrom(...IDS), grants: fc.array(withStandIn, { maxLength: 4 }), isAway: fc.boolean() }), {
    selector: ({ id }) => id,
  })
  .map((all) =>
    all.map(({ id, grants, isAway }) =>
      person(
        id,
        grants.filter(({ forId }) => forId !== id),
        isAway,
      ),
    ),
  );
const steps: fc.Arbitrary<Step> = fc.record({
  roles: fc.uniqueArray(roles, { maxLength: 2 }),
  personIds: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 2 }),
});

describe('whatever the policy and whoever is away', () => {
  test('nobody decides on what they asked for, nor for who did', () => {
    fc.assert(
      fc.property(steps, candidates, (step, all) => {
        for (const { personId, forId } of decidersOf(order, step, all).deciders) {
          expect(['asker', 'typist']).not.toContain(personId);
          expect(['asker', 'typist']).not.toContain(forId);
        }
      }),
    );
  });
  test('somebody can decide as long as the district has an administrator who did not ask, and is there if that one is', () => {
    fc.assert(
      fc.property(steps, candidates, fc.boolean(), (step, all, isAway) => {
        const { deciders } = decidersOf(order, step, [...all.filter(({ actor }) => actor.id !== 'administrator'), administrator(isAway)]);
        expect(deciders.length).toBeGreaterThan(0);
        if (!isAway) expect(deciders.some((one) => !one.isAway)).toBe(true);
      }),
    );
  });
  test('an absence takes the right to decide from nobody', () => {
    fc.assert(
      fc.property(steps, candidates, (step, all) => {
        const ids = (some: readonly Candidate[]) => decidersOf(order, step, some).deciders.map(({ personId }) => personId);
        const before = ids(all.map((one) => ({ ...one, isAway: false })));
        const after = ids(all);
        expect(before.filter((id) => !after.includes(id))).toEqual([]);
      }),
    );
  });
});

describe('a decision', () => {
  const deciders = decidersOf(order, bySchool, [principal(), deputy()]);
  const judge = (more: Partial<Parameters<typeof judgeDecision>[2]>) =>
    judgeDecision(order, deciders, { personId: 'principal', decision: 'approve', words: '', isOpen: true, ...more });
  test('is for who may, while it waits', () => {
    expect(judge({})).toEqual({ ok: true, forId: null });
    expect(judge({ personId: 'deputy' })).toEqual({ ok: true, forId: 'principal' });
    expect(judge({ personId: 'asker' })).toEqual({ ok: false, why: 'own' });
    expect(judge({ personId: 'stranger' })).toEqual({ ok: false, why: 'not_yours' });
    expect(judge({ isOpen: false })).toEqual({ ok: false, why: 'over' });
  });
  test('to decline needs a reason', () => {
    expect(judge({ decision: 'decline' })).toEqual({ ok: false, why: 'words' });
    expect(judge({ decision: 'decline', words: 'No budget.' })).toEqual({ ok: true, forId: null });
  });
});
