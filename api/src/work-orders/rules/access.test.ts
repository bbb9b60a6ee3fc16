import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, Grant, Role } from '#kernel/actor.ts';
import { ROLES } from '#kernel/actor.ts';
import { judgeAssignment, mayDispatch, mayReadInternal, mayWork, standingsOn, type Subject } from './access.ts';

const SITE = 'site-1';
const order = (over: Partial<Subject> = {}): Subject => ({
  serviceCode: 'facilities',
  areaId: 'area-1',
  siteId: SITE,
  compartment: null,
  requesterId: 'teacher',
  submittedById: 'teacher',
  assigneeId: null,
  teamId: 'team-1',
  ...over,
});
const actor = (over: Partial<Actor> = {}): Actor => ({
  id: 'somebody',
  name: '',
  email: '',
  locale: 'en',
  siteId: null,
  grants: [],
  compartments: [],
  teamIds: [],
  ...over,
});
const grant = (role: Role, scope: Partial<Grant> = {}): Grant => ({ role, serviceCode: null, areaId: null, siteId: null, ...scope });
const seen = (o: Subject, a: Actor) => [...standingsOn(o, a)].toSorted();

describe('who is what to an order', () => {
  test('the requester and who typed it', () => {
    expect(seen(order(), actor({ id: 'teacher' }))).toEqual(['requester']);
    expect(seen(order({ submittedById: 'office' }), actor({ id: 'office' }))).toEqual(['requester']);
  });
  test('a stranger is nothing', () => expect(seen(order(), actor())).toEqual([]));
  test('the crew: its team or the person it is given to', () => {
    expect(seen(order(), actor({ teamIds: ['team-1'] }))).toEqual(['technician']);
    expect(seen(order({ assigneeId: 'somebody' }), actor())).toEqual(['technician']);
    expect(seen(order(), actor({ teamIds: ['team-2'] }))).toEqual([]);
  });
  test('a dispatcher sees their service in their area, not another', () => {
    const dispatcher = actor({ grants: [grant('dispatcher', { serviceCode: 'facilities', areaId: 'area-1' })] });
    expect(seen(order(), dispatcher)).toEqual(['dispatcher', 'viewer']);
    expect(seen(order({ areaId: 'area-2' }), dispatcher)).toEqual([]);
    expect(seen(order({ serviceCode: 'it' }), dispatcher)).toEqual([]);
    expect(seen(order({ areaId: null }), dispatcher)).toEqual([]);
  });
  test('a principal sees their school, without what crews write to each other', () => {
    const principal = actor({ grants: [grant('site_administrator', { siteId: SITE })] });
    expect(seen(order(), principal)).toEqual(['site_administrator']);
    expect(mayReadInternal(standingsOn(order(), principal))).toBe(false);
    expect(seen(order({ siteId: 'site-2' }), principal)).toEqual([]);
  });
  test.each<[Role, string[]]>([
    ['finance', []],
    ['requester', []],
    ['technician', []],
    ['hr_partner', []],
    ['auditor', ['viewer']],
    ['administrator', ['viewer']],
    ['planner', ['viewer']],
  ])('a district-wide %s is %j to a facilities order', (role, standings) =>
    expect(seen(order(), actor({ grants: [grant(role)] }))).toEqual(standings),
  );
});

describe('a confidential order', () => {
  const hr = order({ compartment: 'hr', serviceCode: 'hr' });
  test('is open to its requester and to the holders of its compartment at its site', () => {
    expect(seen(hr, actor({ id: 'teacher' }))).toEqual(['requester']);
    expect(seen(hr, actor({ compartments: [{ compartment: 'hr', siteId: SITE }] }))).toEqual(['partner']);
    expect(seen(hr, actor({ compartments: [{ compartment: 'hr', siteId: null }] }))).toEqual(['partner']);
  });
  test('is closed to another site’s partner and to another compartment', () => {
    expect(seen(hr, actor({ compartments: [{ compartment: 'hr', siteId: 'site-2' }] }))).toEqual([]);
    expect(seen(hr, actor({ compartments: [{ compartment: 'student_health', siteId: null }] }))).toEqual([]);
  });
  test('is closed to every role, team and assignee without the compartment', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), (roles) => {
        const everything = actor({ grants: roles.map((r) => grant(r)), teamIds: ['team-1'] });
        expect(seen({ ...hr, assigneeId: 'somebody' }, everything)).toEqual([]);
      }),
    );
  });
});

describe('assigning', () => {
  const worker = { id: 'plumber', isWorker: true, holdsCompartment: false };
  const technician = actor({ teamIds: ['team-1'] });
  const desk = actor({ grants: [grant('dispatcher')] });
  const judge = (o: Subject, a: Actor, target: Parameters<typeof judgeAssignment>[3]) => judgeAssignment(o, a, standingsOn(o, a), target);
  test('the desk gives it to anyone who works', () => expect(judge(order(), desk, { person: worker, team: null })).toBe('allowed'));
  test('nobody gives it to somebody who does not', () =>
    expect(judge(order(), desk, { person: { ...worker, isWorker: false }, team: null })).toBe('not_a_worker'));
  test('a technician takes one from their team’s queue, for themselves only', () => {
    expect(judge(order(), technician, { person: { ...worker, id: 'somebody' }, team: null })).toBe('allowed');
    expect(judge(order(), technician, { person: worker, team: null })).toBe('not_yours');
    expect(judge(order(), technician, { person: null, team: { id: 'team-2', compartment: null } })).toBe('not_yours');
  });
  test('a confidential order goes only to those who hold its compartment', () => {
    const hr = order({ compartment: 'hr', serviceCode: 'hr' });
    const partner = actor({ compartments: [{ compartment: 'hr', siteId: SITE }] });
    expect(judge(hr, partner, { person: worker, team: null })).toBe('not_in_compartment');
    expect(judge(hr, partner, { person: { ...worker, holdsCompartment: true }, team: null })).toBe('allowed');
    expect(judge(hr, partner, { person: null, team: { id: 't', compartment: null } })).toBe('not_in_compartment');
  });
  test('an ordinary order never goes to a confidential team', () =>
    expect(judge(order(), desk, { person: null, team: { id: 't', compartment: 'hr' } })).toBe('not_in_compartment'));
});

test('who dispatches also works', () => {
  fc.assert(
    fc.property(fc.subarray(['requester', 'technician', 'dispatcher', 'partner', 'site_administrator', 'viewer'] as const), (list) => {
      const have = new Set(list);
      if (mayDispatch(have)) expect(mayWork(have)).toBe(true);
    }),
  );
});
