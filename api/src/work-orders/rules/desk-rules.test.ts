import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '#kernel/calendar.ts';
import { type Actions, applyRules, type Conditions, judgeRule, meets, type Rule, type RuleFacts, worksAt } from './desk-rules.ts';

const WEEK: Calendar = {
  timeZone: 'America/Denver',
  week: [[], ...Array.from({ length: 5 }, () => [[420, 1020]] as const), []],
  exceptions: new Map(),
};
/** Tuesday, 24 November 2026, 9:00 in Denver. */
const TUESDAY_9 = Date.parse('2026-11-24T16:00:00Z');
const FACTS: RuleFacts = {
  serviceCode: 'facilities',
  tradeCode: 'plumbing',
  requestTypeId: 'leak',
  compartment: null,
  texts: ['Huele a GAS en la cocina', 'It smells.', 'near the boiler'],
  siteId: 'alder',
  areaId: 'north',
  level: 'elementary',
  requesterRoles: ['requester'],
  impact: 'room',
  urgency: 'disrupts',
  priority: 'P3',
  at: TUESDAY_9,
  calendar: WEEK,
};
const at = (iso: string) => ({ ...FACTS, at: Date.parse(iso) });

describe('a condition', () => {
  test.each<[string, Conditions, RuleFacts, boolean]>([
    ['of words is met by a whole word, whatever its capitals', { words: ['gas'] }, FACTS, true],
    ['of words is not met by a part of one', { words: ['oil'] }, FACTS, false],
    ['of words is met without accents', { words: ['COCÍNA'] }, FACTS, true],
    ['of several words is met where they follow each other', { words: ['smells', 'huele a gas'] }, FACTS, true],
    ['of several words is not met across two texts', { words: ['smells near'] }, FACTS, false],
    ['of a list is met by any one', { siteIds: ['birch', 'alder'] }, FACTS, true],
    ['of an area is not met where the school has none', { areaIds: ['north'] }, { ...FACTS, areaId: null }, false],
    ['of the level', { levels: ['middle', 'high'] }, FACTS, false],
    [
      'of roles is met by one of several',
      { requesterRoles: ['site_administrator'] },
      { ...FACTS, requesterRoles: ['requester', 'site_administrator'] },
      true,
    ],
    ['of the service’s hours', { serviceHours: 'within' }, FACTS, true],
    ['of the time outside them', { serviceHours: 'outside' }, at('2026-11-24T01:00:00Z'), true],
    ['of a window by day', { window: { days: [2], from: 480, until: 600 } }, FACTS, true],
    ['of a window that ends just then', { window: { days: [2], from: 480, until: 540 } }, FACTS, false],
    ['of a window over midnight, in its evening', { window: { days: [2], from: 1320, until: 300 } }, at('2026-11-25T06:00:00Z'), true],
    [
      'of a window over midnight, in the early hours of the next day',
      { window: { days: [2], from: 1320, until: 300 } },
      at('2026-11-25T11:00:00Z'),
      true,
    ],
    [
      'of a window over midnight, in the early hours of its own day',
      { window: { days: [2], from: 1320, until: 300 } },
      at('2026-11-24T11:00:00Z'),
      false,
    ],
  ])('%s', (_name, conditions, facts, expected) => {
    expect(meets({ conditions }, facts) !== undefined).toBe(expected);
  });
  test('says what of it was met', () => {
    expect(meets({ conditions: { words: ['smoke', 'Gas'], siteIds: ['alder', 'birch'] } }, FACTS)).toEqual([
      { condition: 'words', met: ['Gas'] },
      { condition: 'siteIds', met: ['alder'] },
    ]);
  });
  test('is not met where another one is not', () => {
    expect(meets({ conditions: { words: ['gas'], levels: ['high'] } }, FACTS)).toBeUndefined();
  });
});

test('a calendar works until its window ends, also after midnight', () => {
  const nights: Calendar = { ...WEEK, week: Array.from({ length: 7 }, () => [[1320, 1800]] as const) };
  expect([worksAt(WEEK, Date.parse('2026-11-25T00:00:00Z')), worksAt(nights, Date.parse('2026-11-25T12:59:00Z'))]).toEqual([false, true]);
  expect(worksAt(nights, Date.parse('2026-11-25T13:00:00Z'))).toBe(false);
});

const rule = (id: string, conditions: Conditions, actions: Actions): Rule => ({ id, name: `Rule ${id}`, conditions, actions });
const everywhere = () => true;

test('the first rule that names a crew or a priority decides it; tags add up', () => {
  const outcome = applyRules(
    [
      rule('1', { words: ['gas'] }, { priority: 'P1', tags: ['gas'] }),
      rule('2', { levels: ['high'] }, { teamId: 'elsewhere' }),
      rule('3', { areaIds: ['north'] }, { teamId: 'north', priority: 'P2', tags: ['gas', 'north'] }),
      rule('4', { impacts: ['room'] }, { teamId: 'late' }),
    ],
    FACTS,
    everywhere,
  );
  expect(outcome).toMatchObject({ teamId: 'north', priority: { is: 'P1', by: 'Rule 1' }, tags: ['gas', 'north'] });
  expect(outcome.applied.map(({ rule: { id }, did }) => [id, did])).toEqual([
    ['1', { priority: 'P1', tags: ['gas'] }],
    ['3', { teamId: 'north', tags: ['north'] }],
  ]);
});

test('a crew that takes no open orders is passed over, and the next rule may name another', () => {
  const rules = [rule('1', { impacts: ['room'] }, { teamId: 'gone' }), rule('2', { impacts: ['room'] }, { teamId: 'there' })];
  expect(applyRules(rules, FACTS, (id) => id === 'there').teamId).toBe('there');
});

const some = <T extends string>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const aCondition: fc.Arbitrary<Conditions> = fc.record(
  {
    serviceCodes: some('facilities', 'it'),
    requestTypeIds: some('leak', 'door'),
    words: fc.uniqueArray(fc.oneof(fc.constantFrom('gas', 'boiler', 'cocina'), fc.string()), { minLength: 1 }),
    siteIds: some('alder', 'birch'),
    areaIds: some('north', 'south'),
    levels: some('elementary', 'high'),
    window: fc.record({ days: fc.uniqueArray(fc.nat(6), { minLength: 1 }), from: fc.nat(1440), until: fc.nat(1440) }),
    serviceHours: fc.constantFrom('within' as const, 'outside' as const),
    requesterRoles: some('requester', 'finance'),
    impacts: some('person', 'room'),
    urgencies: some('disrupts', 'danger'),
    priorities: some('P1', 'P3'),
  },
  { requiredKeys: [] },
);
const anAction: fc.Arbitrary<Actions> = fc.record(
  { teamId: fc.constantFrom('north', 'south'), priority: fc.constantFrom('P1', 'P2'), tags: some('gas', 'night'), tell: some('lead', 'manager') },
  { requiredKeys: [] },
);
const someRules = fc.array(fc.record({ id: fc.uuid(), name: fc.string(), conditions: aCondition, actions: anAction }), { maxLength: 6 });
const anOrder: fc.Arbitrary<RuleFacts> = fc.record({
  serviceCode: fc.constantFrom('facilities', 'it'),
  tradeCode: fc.constant('plumbing'),
  requestTypeId: fc.constantFrom('leak', 'door'),
  compartment: fc.constantFrom(null, null, null, 'hr'),
  texts: fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Gas, gas!', 'la Cocína'))),
  siteId: fc.constantFrom('alder', 'birch'),
  areaId: fc.constantFrom(null, 'north'),
  level: fc.constantFrom(null, 'elementary'),
  requesterRoles: fc.subarray(['requester', 'finance']),
  impact: fc.constantFrom('person', 'room'),
  urgency: fc.constantFrom('disrupts', 'danger'),
  priority: fc.constantFrom('P1', 'P3'),
  at: fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
  calendar: fc.constant(WEEK),
});

/** The same conditions written down the other way round. */
const turned = (conditions: Conditions): Conditions =>
  Object.fromEntries(
    Object.entries(conditions)
      .toReversed()
      .map(([key, value]) => [key, Array.isArray(value) ? value.toReversed() : value]),
  );

describe('whatever the rules and the order', () => {
  test('they never fail, and say the same again', () => {
    fc.assert(
      fc.property(someRules, anOrder, (rules, facts) => {
        expect(applyRules(rules, facts, everywhere)).toEqual(applyRules(rules, facts, everywhere));
      }),
    );
  });
  test('in which order conditions and their values are written does not matter', () => {
    fc.assert(
      fc.property(someRules, anOrder, (rules, facts) => {
        const others = rules.map((one) => ({ ...one, conditions: turned(one.conditions) }));
        expect(applyRules(others, facts, everywhere)).toEqual(applyRules(rules, facts, everywhere));
      }),
    );
  });
  test('a rule without a condition does nothing, and a confidential order stays where it is', () => {
    fc.assert(
      fc.property(someRules, anOrder, (rules, facts) => {
        expect(applyRules(rules, { ...facts, compartment: 'hr' }, everywhere).applied).toEqual([]);
        const none = rules.map((one) => ({ ...one, conditions: {} }));
        expect(applyRules(none, facts, everywhere).applied).toEqual([]);
      }),
    );
  });
  test('each kind of action is done at most once, and what was done is what the order gets', () => {
    fc.assert(
      fc.property(someRules, anOrder, (rules, facts) => {
        const { applied, teamId, priority, tags } = applyRules(rules, facts, everywhere);
        expect(applied.flatMap(({ did }) => did.teamId ?? [])).toEqual(teamId === undefined ? [] : [teamId]);
        expect(applied.flatMap(({ did }) => did.priority ?? [])).toEqual(priority === undefined ? [] : [priority.is]);
        expect(applied.flatMap(({ did }) => did.tags ?? [])).toEqual(tags);
        expect(new Set(tags).size).toBe(tags.length);
      }),
    );
  });
});

describe('a rule that is to be saved', () => {
  const around = {
    types: new Map([
      ['leak', { compartment: null }],
      ['leave', { compartment: 'hr' }],
    ]),
    confidentialServices: new Set(['hr']),
    team: null,
  };
  const faults = (
    trigger: 'submitted' | 'escalation',
    conditions: Conditions,
    actions: Actions,
    team: typeof around.team | { compartment: string | null; isActive: boolean } = null,
  ) => judgeRule(trigger, conditions, actions, { ...around, team }).map(({ pointer }) => pointer);
  const when = { kind: 'unassigned', workingHours: 4 } as const;

  test.each<[string, string[], string[]]>([
    ['a good one', faults('submitted', { words: ['gas'] }, { priority: 'P1' }), []],
    ['a good escalation', faults('escalation', { when }, { tell: ['lead'] }), []],
    ['one without a condition', faults('submitted', {}, { priority: 'P1' }), ['/conditions']],
    ['one that does nothing', faults('submitted', { words: ['gas'] }, {}), ['/actions']],
    ['an escalation that waits for nothing', faults('escalation', { words: ['gas'] }, { tell: ['lead'] }), ['/conditions/when']],
    ['one for new orders that waits', faults('submitted', { when }, { tell: ['lead'] }), ['/conditions/when']],
    ['words of signs only', faults('submitted', { words: ['!'] }, { priority: 'P1' }), ['/conditions/words']],
    ['a kind that is not', faults('submitted', { requestTypeIds: ['nope'] }, { priority: 'P1' }), ['/conditions/requestTypeIds']],
    ['a confidential kind', faults('submitted', { requestTypeIds: ['leak', 'leave'] }, { priority: 'P1' }), ['/conditions/requestTypeIds']],
    ['a confidential service', faults('submitted', { serviceCodes: ['hr'] }, { priority: 'P1' }), ['/conditions/serviceCodes']],
    ['a confidential crew', faults('submitted', { words: ['gas'] }, { teamId: 'x' }, { compartment: 'hr', isActive: true }), ['/actions/teamId']],
    ['a crew that is no more', faults('submitted', { words: ['gas'] }, { teamId: 'x' }, { compartment: null, isActive: false }), ['/actions/teamId']],
    ['a crew that never was', faults('submitted', { words: ['gas'] }, { teamId: 'x' }), ['/actions/teamId']],
  ])('%s', (_name, got, expected) => {
    expect(got).toEqual(expected);
  });
});
