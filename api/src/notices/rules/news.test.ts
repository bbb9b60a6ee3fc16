import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingsOn } from '../../work-orders/index.ts';
import { type Compartment, COMPARTMENTS, ROLES } from '#kernel/actor.ts';
import { candidates, type Concerned, factsOf, type Happened, mayBeTold, NEWS, newsOf, recipients, type Sees } from './news.ts';
import { wordsOf } from './words.ts';

const [ASKER, TYPIST, FIXER, LEAD, MANAGER] = ['asker', 'typist', 'fixer', 'lead', 'manager'] as const;
const order: Concerned = { askerIds: [ASKER, TYPIST], assigneeId: FIXER, leadIds: [LEAD], managerIds: [MANAGER], approverIds: [] };
const queued: Concerned = { ...order, assigneeId: null };
const ALL_WARNED = { fixer: 'warned', lead: 'warned', manager: 'warned' };
const STAND_INS = new Map([[FIXER, ['temp']]]);
const event = (kind: string, more: Partial<Happened> = {}): Happened => ({ kind, actorId: null, isInternal: false, data: {}, ...more });
const told = (happened: Happened, concerned = order) => Object.fromEntries(candidates(happened, concerned).map((t) => [t.personId, t.kind]));

describe('who is told of what', () => {
  test.each<[string, Happened, Concerned, Record<string, string>]>([
    [
      'a request for another tells who it is for',
      event('submitted', { actorId: TYPIST, data: { forAnother: true } }),
      order,
      { asker: 'asked_for_you' },
    ],
    ['a request for oneself tells nobody', event('submitted', { actorId: ASKER }), order, {}],
    [
      'who is given an order hears of it, and who asked hears who comes',
      event('assigned', { data: { personId: FIXER, personName: 'Pat' } }),
      order,
      { fixer: 'given_to_you', asker: 'someone_comes', typist: 'someone_comes' },
    ],
    ['an order given to a team alone tells nobody', event('assigned', { data: { teamName: 'Plumbers' } }), queued, {}],
    [
      'a planned visit is told to who asked',
      event('planned', { data: { after: { plannedOn: '2026-12-01' } } }),
      order,
      { asker: 'visit_planned', typist: 'visit_planned' },
    ],
    [
      'a visit planned together with a priority tells both',
      event('prioritised', { data: { after: { plannedOn: '2026-12-01', priority: 'P1' } } }),
      order,
      { asker: 'visit_planned', typist: 'visit_planned', fixer: 'priority_changed' },
    ],
    ['a comment of who asked reaches who does the work', event('commented', { actorId: ASKER }), order, { typist: 'wrote', fixer: 'wrote' }],
    ['or who leads the crew, where nobody does yet', event('commented', { actorId: ASKER }), queued, { typist: 'wrote', lead: 'wrote' }],
    ['"not fixed" reaches who did the work', event('reopened', { actorId: ASKER }), order, { fixer: 'not_fixed' }],
    ['or who leads the crew', event('reopened', { actorId: ASKER }), queued, { lead: 'not_fixed' }],
    ['an order given back reaches who leads the crew', event('given_back', { actorId: FIXER }), queued, { lead: 'given_back' }],
    ['a target that is over reaches all who can do something', event('warned', { data: { share: 1 } }), order, ALL_WARNED],
    ['before that, who does the work', event('warned', { data: { share: 0.75 } }), order, { fixer: 'warned' }],
    ['or who leads the crew', event('warned', { data: { share: 0.75 } }), queued, { lead: 'warned' }],
    ['or who runs the service', event('warned', { data: { share: 0.75 } }), { ...queued, leadIds: [] }, { manager: 'warned' }],
    [
      'and who stands in for them',
      event('warned', { data: { share: 0.75 } }),
      { ...order, standInIds: STAND_INS },
      { fixer: 'warned', temp: 'warned' },
    ],
    ['what nobody waits for tells nobody', event('labour_logged'), order, {}],
  ])('%s', (_name, happened, concerned, expected) => {
    expect(told(happened, concerned)).toEqual(expected);
  });
});

const ids = fc.constantFrom(ASKER, TYPIST, FIXER, LEAD, MANAGER, 'somebody');
const happening = fc.record({
  kind: fc.constantFrom(...new Set(NEWS.flatMap(({ of }): readonly string[] => of)), 'edited', 'unheard_of'),
  actorId: fc.option(ids),
  isInternal: fc.boolean(),
  data: fc.record(
    {
      forAnother: fc.constant(true),
      personId: ids,
      personName: fc.constant('Pat'),
      after: fc.record({ plannedOn: fc.option(fc.constant('2026-12-01')), priority: fc.constant('P1') }, { requiredKeys: [] }),
      note: fc.string({ minLength: 1 }),
      resolutionNote: fc.string({ minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
});
const concerned = fc.record({
  askerIds: fc.uniqueArray(ids, { minLength: 1, maxLength: 2 }),
  assigneeId: fc.option(ids),
  leadIds: fc.uniqueArray(ids),
  managerIds: fc.uniqueArray(ids),
  approverIds: fc.uniqueArray(ids),
});
const sight = fc.constantFrom<Sees>('nothing', 'public', 'all');

describe('whatever happens', () => {
  test('who did it is not told, and everybody else once', () => {
    fc.assert(
      fc.property(happening, concerned, (happened, whom) => {
        const names = candidates(happened, whom).map(({ personId }) => personId);
        expect(names).not.toContain(happened.actorId);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test('nobody is told of what they may not see', () => {
    fc.assert(
      fc.property(happening, concerned, fc.dictionary(ids, sight), (happened, whom, seen) => {
        const sees = (id: string) => seen[id] ?? 'nothing';
        for (const { personId } of recipients(happened, whom, sees)) {
          expect(sees(personId)).not.toBe('nothing');
          if (happened.isInternal) expect(sees(personId)).toBe('all');
        }
      }),
    );
  });

  test('a confidential order’s notice has no words, and an internal one none of what was written', () => {
    fc.assert(
      fc.property(happening, fc.string({ minLength: 1 }), fc.boolean(), (happened, written, isConfidential) => {
        const facts = factsOf({ event: happened, by: 'Pat', comment: written, isConfidential });
        if (isConfidential) expect(facts).toEqual({});
        else if (happened.kind === 'warned') expect(['clock', 'dueAt', 'share']).toEqual(expect.arrayContaining(Object.keys(facts)));
        else if (happened.isInternal) expect(Object.keys(facts).toSorted()).toEqual(['by', 'isInternal']);
        for (const { kind } of newsOf(happened))
          for (const locale of ['en', 'es'] as const) {
            const words = wordsOf({ kind, facts, isConfidential }, locale);
            expect(words.headline).not.toMatch(/undefined|null|NaN/);
            if (isConfidential) expect(words).toEqual(wordsOf({ kind: 'any', facts: {}, isConfidential: true }, locale));
          }
      }),
    );
  });

  test('of a confidential order only who asked and who holds the compartment there are told, whatever role they have', () => {
    const site = fc.constantFrom('here', 'there');
    const actor = fc.record({
      id: ids,
      name: fc.constant(''),
      email: fc.constant(''),
      locale: fc.constant('en' as const),
      siteId: fc.constant(null),
      grants: fc.array(
        fc.record({ role: fc.constantFrom(...ROLES), serviceCode: fc.constant(null), areaId: fc.constant(null), siteId: fc.constant(null) }),
      ),
      compartments: fc.array(fc.record({ compartment: fc.constantFrom(...COMPARTMENTS), siteId: fc.option(site) }), { maxLength: 2 }),
      teamIds: fc.subarray(['crew']),
    });
    const subject = fc.record({ compartment: fc.constantFrom<Compartment>(...COMPARTMENTS), siteId: site });
    fc.assert(
      fc.property(happening, concerned, actor, subject, (happened, whom, who, { compartment, siteId }) => {
        const [requesterId, submittedById = requesterId] = whom.askerIds as [string, string?];
        const row = {
          serviceCode: 'hr',
          areaId: null,
          siteId,
          compartment,
          requesterId,
          submittedById,
          assigneeId: whom.assigneeId,
          teamId: 'crew',
        };
        const sees = (id: string): Sees => (id === who.id && standingsOn(row, who).size > 0 ? 'public' : 'nothing');
        const isHolder = who.compartments.some((c) => c.compartment === compartment && (c.siteId === null || c.siteId === siteId));
        for (const { personId } of recipients(happened, whom, sees))
          expect(isHolder || (whom.askerIds as readonly string[]).includes(personId)).toBe(true);
      }),
    );
  });

  test('what may be told is what is seen', () => {
    expect([mayBeTold(false, 'nothing'), mayBeTold(false, 'public'), mayBeTold(true, 'public'), mayBeTold(true, 'all')]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});
