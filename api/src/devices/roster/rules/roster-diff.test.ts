import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeFinder } from '../../rules/places.ts';
import { diffRoster, isUnusual, type KnownStudent, type NextStudent, type RosterChange, studentKey } from './roster-diff.ts';
import { orgFinder, type RawStudent, readGrade, readStudent } from './students.ts';

const next = fc
  .uniqueArray(
    fc.record({
      sourceId: fc.integer({ min: 1, max: 30 }).map((n) => `s${n}`),
      givenName: fc.constantFrom('Ana', 'Bo', 'Peñasco'),
      familyName: fc.constantFrom('Ortiz', 'Lee'),
      accountDigest: fc.constantFrom(null, 'a', 'b'),
      grade: fc.integer({ min: -1, max: 12 }),
      siteId: fc.constantFrom('alder', 'birch'),
    }),
    { selector: ({ sourceId }) => sourceId },
  )
  .map((students): NextStudent[] => students.map((student, i) => ({ row: i + 2, ...student })));
const refused = fc.uniqueArray(fc.integer({ min: 1, max: 40 }).map((n) => `s${n}`)).map((all) => new Set(all));

function apply(known: readonly KnownStudent[], changes: readonly RosterChange[]): KnownStudent[] {
  const all = new Map(known.map((student) => [student.sourceId, student]));
  for (const change of changes) {
    if (change.effect === 'new')
      all.set(change.sourceId, { id: change.sourceId, version: 1, status: 'active', sourceId: change.sourceId, ...change.values });
    if (change.effect === 'changed') all.set(change.sourceId, { ...change.known, ...change.values });
    if (change.effect === 'left') all.set(change.sourceId, { ...change.known, status: 'left' });
  }
  return [...all.values()];
}

test('once a roster is applied, the same roster changes nothing, whatever stood there before', () => {
  fc.assert(
    fc.property(next, next, refused, (first, second, out) => {
      const before = apply([], diffRoster([], first, new Set()));
      const after = apply(before, diffRoster(before, second, out));
      expect(diffRoster(after, second, out).every(({ effect }) => effect === 'same')).toBe(true);
      expect(after.filter(({ status }) => status === 'active').map(({ sourceId }) => sourceId)).toEqual(
        expect.arrayContaining(second.map(({ sourceId }) => sourceId)),
      );
    }),
  );
});

test('whose row was refused does not leave', () => {
  const known = apply(
    [],
    diffRoster([], [{ row: 2, sourceId: 's1', givenName: 'Ana', familyName: 'Lee', accountDigest: null, grade: 5, siteId: 'alder' }], new Set()),
  );
  expect(diffRoster(known, [], new Set(['s1']))).toEqual([]);
  expect(diffRoster(known, [], new Set()).map(({ effect }) => effect)).toEqual(['left']);
});

test('more than a tenth leaving at once is unusual', () => {
  expect([isUnusual(10, 100), isUnusual(11, 100), isUnusual(0, 0), isUnusual(1, 1)]).toEqual([false, true, false, true]);
});

describe('a student of a roster', () => {
  const raw: RawStudent = {
    row: 2,
    sourceId: 'u1',
    givenName: ' Ana\u202E ',
    familyName: 'Ortiz',
    email: 'A.Ortiz@x.example',
    grades: ['05'],
    orgs: ['org-1'],
  };
  const siteOf = orgFinder(
    [
      { sourceId: 'org-1', name: 'Somewhere', identifier: '30' },
      { sourceId: 'org-2', name: 'Birch School', identifier: '' },
    ],
    placeFinder([
      { id: 'alder', code: '0030', name: 'Alder', isActive: true },
      { id: 'birch', code: '0031', name: 'Birch', isActive: true },
    ]),
  );

  test('is read with their school by its code, with or without zeros, or by a name that only one has', () => {
    expect(readStudent(raw, siteOf)).toEqual({
      student: { row: 2, sourceId: 'u1', givenName: 'Ana', familyName: 'Ortiz', account: 'a.ortiz@x.example', grade: 5, siteId: 'alder' },
    });
    expect(readStudent({ ...raw, orgs: ['unknown', 'org-2'] }, siteOf)).toMatchObject({ student: { siteId: 'birch' } });
  });

  test.each([
    ['05', 5],
    ['KG', 0],
    ['pk', -1],
    ['12', 12],
    ['13', undefined],
    ['UG', undefined],
    ['', undefined],
  ])('grade %j is %j', (text, grade) => expect(readGrade(text)).toBe(grade));

  test('is refused with reasons that name nobody', () => {
    const wrong = readStudent({ ...raw, grades: ['UG'], orgs: ['elsewhere'] }, siteOf);
    expect(wrong).toEqual({
      reasons: [
        { code: 'unknown_grade', field: 'grades', value: 'UG' },
        { code: 'unknown_org', field: 'org', value: 'elsewhere' },
      ],
    });
  });
});

test('a pseudonym says nothing and holds no letters that look alike', () => {
  expect(studentKey(new Uint8Array([0, 1, 2, 3, 29, 30]))).toBe('S-2345Z2');
});
