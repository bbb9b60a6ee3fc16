import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { FITS, fitOf, inGroups, piecesOf, ranked, wordsIn } from './rank.ts';

const order = (number: string, label: string): Entry => ({ id: number, group: 'orders', label, number });
const page = (label: string): Entry => ({ id: label, group: 'pages', label });

describe('how well something fits', () => {
  const leak = order('WO-2026-000123', 'Leak under the sink');
  it.each([
    ['WO-2026-000123', 'exactNumber'],
    ['wo-2026-123', 'exactNumber'],
    ['2026-123', 'exactNumber'],
    ['#123', 'exactNumber'],
    [' 000123 ', 'exactNumber'],
    ['12', 'numberStart'],
    ['WO-2026-0001', 'numberStart'],
    ['wo-20', 'numberStart'],
    ['2026-0', 'numberStart'],
    ['2025-123', undefined],
    ['23', undefined],
    ['lea', 'start'],
    ['LEAK sink', 'start'],
    ['sink leak', 'wordStart'],
    ['und', 'wordStart'],
    ['ink', 'anywhere'],
    ['leak ink', 'anywhere'],
    ['leak roof', undefined],
    ['', undefined],
    ['  - ', undefined],
  ])('%j is %s', (typed, fit) => {
    expect(fitOf(leak, typed)).toBe(fit);
  });

  it('without accents as with them, also where they were written apart', () => {
    expect(fitOf(page('Petición de acceso'), 'peticion')).toBe('start');
    expect(fitOf(page('Petición'.normalize('NFD')), 'PETICIÓN')).toBe('start');
    expect(fitOf(page('Configuración'), 'cion')).toBe('anywhere');
  });
});

describe('what comes first', () => {
  const entries = [
    order('WO-2026-000412', 'Nothing of the kind'),
    order('WO-2026-000041', 'Rewire room 41'),
    page('Rules, 41 of them'),
    order('WO-2026-000007', 'Desk141 is loose'),
  ];
  it('an exact number, then what a number begins with, then words that begin so, then any', () => {
    expect(ranked(entries, '41').map(({ entry, fit }) => [entry.id, fit])).toEqual([
      ['WO-2026-000041', 'exactNumber'],
      ['WO-2026-000412', 'numberStart'],
      ['Rules, 41 of them', 'wordStart'],
      ['WO-2026-000007', 'anywhere'],
    ]);
  });
  it('the group with the best is on top, each with as many as there is room for', () => {
    const hits = ranked([page('My day'), page('Days off'), page('Today'), order('WO-2026-000009', 'Day light')], 'day');
    expect(inGroups(hits, 2)).toMatchObject([
      { group: 'pages', entries: [{ label: 'Days off' }, { label: 'My day' }] },
      { group: 'orders', entries: [{ label: 'Day light' }] },
    ]);
  });
  it('what the server found by words that are not shown stays, and last', () => {
    expect(ranked([order('WO-2026-000001', 'Broken'), order('WO-2026-000002', 'Dripping tap')], 'drip', 'elsewhere').map(({ fit }) => fit)).toEqual([
      'start',
      'elsewhere',
    ]);
  });

  const anEntry: fc.Arbitrary<Entry> = fc.record({
    id: fc.uuid(),
    group: fc.constantFrom('pages' as const, 'orders' as const),
    label: fc.string({ unit: fc.constantFrom('a', 'b', 'É', 'e', ' ', '1', '-', 'ñ'), maxLength: 12 }),
    number: fc.option(
      fc.integer({ min: 1, max: 300 }).map((n) => `WO-2026-${String(n).padStart(6, '0')}`),
      { nil: undefined },
    ),
  });
  const typing = fc.string({ unit: fc.constantFrom('a', 'b', 'e', 'É', ' ', '1', '2', 'ñ'), maxLength: 5 });

  it('is by fit, and otherwise stays in its order, for whatever there is', () => {
    fc.assert(
      fc.property(fc.array(anEntry, { maxLength: 20 }), typing, (several, typed) => {
        const hits = ranked(several, typed);
        for (const [i, { entry, fit }] of hits.entries()) {
          expect(fitOf(entry, typed)).toBe(fit);
          const next = hits[i + 1];
          if (!next) continue;
          const [a, b] = [FITS.indexOf(fit), FITS.indexOf(next.fit)];
          expect(a < b || (a === b && several.indexOf(entry) < several.indexOf(next.entry))).toBe(true);
        }
        expect(hits).toHaveLength(several.filter((entry) => fitOf(entry, typed)).length);
      }),
    );
  });
  it('typing more never finds more among words', () => {
    fc.assert(
      fc.property(anEntry, typing, fc.constantFrom('a', 'e', 'ñ'), ({ label }, typed, more) => {
        if (fitOf({ label }, typed + more)) expect(wordsIn(typed).length === 0 || fitOf({ label }, typed) !== undefined).toBe(true);
      }),
    );
  });
  it('what is marked is what was typed, and the text stays whole', () => {
    fc.assert(
      fc.property(anEntry, typing, ({ label }, typed) => {
        const pieces = piecesOf(label, typed);
        expect(pieces.map(({ text }) => text).join('')).toBe(label.normalize('NFC'));
        expect(pieces.some(({ isHit }) => isHit)).toBe(wordsIn(typed).some((word) => wordsIn(label).join(' ').includes(word)));
      }),
    );
  });
});

it('marks where words begin, and within a word only what begins nowhere', () => {
  const marked = (text: string, typed: string) =>
    piecesOf(text, typed)
      .map(({ text: piece, isHit }) => (isHit ? `[${piece}]` : piece))
      .join('');
  expect(marked('Sink in the sinking room', 'sin')).toBe('[Sin]k in the [sin]king room');
  expect(marked('Petición y peticiones', 'peticion')).toBe('[Petición] y [peticion]es');
  expect(marked('Basin', 'sin')).toBe('Ba[sin]');
  expect(marked('Leak', '')).toBe('Leak');
});
