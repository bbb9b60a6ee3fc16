import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ballot, judgeAnswers } from './ballot.ts';
import { ALL, countBallots, countTurnout } from './count.ts';
import { movesOf, yearBefore } from './life.ts';
import { LEAST } from './suppression.ts';

const ballot = (over: Partial<Ballot> = {}): Ballot => ({
  siteId: 'alder',
  level: 'high',
  areaId: 'north',
  marks: { it: { effective: 5, adequate: 3 } },
  comment: null,
  commentServiceCode: null,
  ...over,
});
const many = (n: number, over?: Partial<Ballot>) => Array.from({ length: n }, () => ballot(over));
const find = (tallies: ReturnType<typeof countBallots>, kind: string, key: string, service = 'it') =>
  tallies.find((one) => one.groupKind === kind && one.groupKey === key && one.serviceCode === service);

describe('counting the ballot box', () => {
  test('agree and strongly agree count as yes; who does not use a service is not counted', () => {
    const tallies = countBallots(
      [...many(6), ...many(4, { marks: { it: { effective: 2, adequate: 4 } } }), ...many(3, { marks: { it: null } })],
      ['it'],
    );
    expect(find(tallies, 'all', ALL)).toMatchObject({ n: 10, effective: 6, adequate: 4 });
  });
  test('nine answers say nothing', () => {
    expect(find(countBallots(many(9), ['it']), 'all', ALL)).toMatchObject({ n: null, effective: null, adequate: null });
  });
  test('a small level takes another level with it, and a small school another school of its area', () => {
    const tallies = countBallots(
      [...many(40), ...many(15, { level: 'middle', siteId: 'birch' }), ...many(4, { level: 'elementary', siteId: 'cedar' })],
      ['it'],
    );
    expect(['high', 'middle', 'elementary'].map((level) => find(tallies, 'level', level)!.n)).toEqual([40, null, null]);
    expect(['alder', 'birch', 'cedar'].map((school) => find(tallies, 'school', school)!.n)).toEqual([40, null, null]);
    expect(find(tallies, 'area', 'north')!.n).toBe(59);
  });
  test('of the answers about all services together no small service can be reckoned', () => {
    const marks = (effective: number) => ({ effective, adequate: 4 });
    const tallies = countBallots(
      [...many(30, { marks: { it: marks(5), hr: null, nutrition: marks(2) } }), ...many(5, { marks: { it: null, hr: marks(1), nutrition: null } })],
      ['it', 'hr', 'nutrition'],
    );
    expect(['it', 'hr', 'nutrition', ALL].map((code) => find(tallies, 'all', ALL, code)!.n)).toEqual([30, null, 30, null]);
  });

  const ballots = fc.array(
    fc.record({
      siteId: fc.constantFrom('a', 'b', 'c', 'd', null),
      level: fc.constantFrom('high', 'middle', null),
      areaId: fc.constantFrom('north', 'south', null),
      effective: fc.integer({ min: 1, max: 5 }),
      isUsed: fc.boolean(),
    }),
    { maxLength: 120 },
  );
  test('whoever answers: no shown figure, and no difference of shown figures, is of fewer than ten', () => {
    fc.assert(
      fc.property(ballots, (made) => {
        const all = made.map(({ effective, isUsed, ...of }) => ballot({ ...of, marks: { it: isUsed ? { effective, adequate: 3 } : null } }));
        const tallies = countBallots(all, ['it']);
        const total = find(tallies, 'all', ALL)?.n ?? null;
        for (const { n } of tallies) expect(n === null || n >= LEAST).toBe(true);
        for (const kind of ['level', 'area']) {
          const shown = tallies.filter(({ groupKind, n }) => groupKind === kind && n !== null).reduce((sum, { n }) => sum + n!, 0);
          if (total !== null) expect(total === shown || total - shown >= LEAST).toBe(true);
        }
      }),
    );
  });
});

describe('turnout', () => {
  test('is said where ten and more were asked, and ten and more or nobody answered', () => {
    const asked = [...many(20), ...many(12, { areaId: 'south', siteId: 'birch' }), ...many(30, { areaId: 'west', siteId: 'elm' })];
    const counted = countTurnout(asked.map((one, i) => ({ ...one, hasAnswered: one.areaId === 'south' ? i === 20 : i % 2 === 0 })));
    for (const { answered } of counted) expect(answered === null || answered === 0 || answered >= LEAST).toBe(true);
    expect(counted.find(({ groupKey }) => groupKey === 'south')).toMatchObject({ invited: null, answered: null });
  });
  test('is said of groups of ten and more only', () => {
    const asked = [...many(24), ...many(3, { areaId: 'south', siteId: 'birch' }), ...many(40, { areaId: 'west', siteId: 'elm' })];
    const counted = countTurnout(asked.map((one, i) => ({ ...one, hasAnswered: i % 2 === 0 })));
    const of = (key: string) => counted.find(({ groupKind, groupKey }) => groupKind === 'area' && groupKey === key)!.invited;
    expect(['north', 'south', 'west'].map(of)).toEqual([null, null, 40]);
  });
});

describe('an answer', () => {
  const judge = (given: Parameters<typeof judgeAnswers>[1], about: string | null = null) => judgeAnswers(['it', 'hr'], given, about);
  test('says of each service both things, or that it is not used', () => {
    const { marks, faults } = judge([
      { serviceCode: 'it', isUsed: true, effective: 5, adequate: 1 },
      { serviceCode: 'hr', isUsed: false },
    ]);
    expect([marks, faults]).toEqual([{ it: { effective: 5, adequate: 1 }, hr: null }, []]);
  });
  test('is refused where something is missing, twice, or of no service of the survey', () => {
    expect(judge([{ serviceCode: 'it', isUsed: true, effective: 5 }]).faults).toEqual([{ pointer: '/answers/0/adequate', why: 'adequate' }]);
    expect(judge([{ serviceCode: 'it', isUsed: false }]).faults).toEqual([{ pointer: '/answers', why: 'missing' }]);
    const twice = { serviceCode: 'it', isUsed: false };
    expect(judge([twice, twice]).faults[0]).toEqual({ pointer: '/answers/1/serviceCode', why: 'twice' });
    expect(judge([{ serviceCode: 'grounds', isUsed: false }]).faults[0]!.why).toBe('unknown');
    expect(judge([twice, { serviceCode: 'hr', isUsed: false }], 'grounds').faults).toEqual([{ pointer: '/commentServiceCode', why: 'comment' }]);
  });
});

describe('the life of a survey', () => {
  const days = { opensOn: '2026-03-01', closesOn: '2026-03-20' };
  test.each([
    ['draft', '2026-02-28', ['change']],
    ['draft', '2026-03-01', ['change', 'open']],
    ['open', '2026-03-20', ['change', 'remind', 'close']],
    ['open', '2026-03-21', ['change', 'close']],
    ['closed', '2026-03-10', []],
  ])('%s on %s: %j', (state, today, moves) => expect(movesOf({ state, ...days }, today)).toEqual(moves));
  test('its services’ own figures are of the year up to its last day', () => {
    expect(yearBefore('2026-03-20')).toEqual({ from: '2025-03-21', to: '2026-03-20' });
  });
});
