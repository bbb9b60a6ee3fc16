import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenCells, LEAST } from './suppression.ts';

const hide = (sizes: Record<string, number>, ...groups: string[][]) =>
  [
    ...hiddenCells(
      Object.entries(sizes).map(([id, n]) => ({ id, n })),
      { groups },
    ),
  ].toSorted();

describe('what stays hidden', () => {
  test('fewer than ten are hidden; ten are not', () => {
    expect(hide({ a: 9, b: 10 })).toEqual(['a']);
  });
  test('one small group takes the next smallest with it, as the total would give it away', () => {
    expect(hide({ a: 4, b: 12, c: 50 }, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });
  test('two small groups of ten and more together hide each other', () => {
    expect(hide({ a: 6, b: 7, c: 50 }, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });
  test('two small groups of fewer than ten together take a third', () => {
    expect(hide({ a: 2, b: 3, c: 50, d: 20 }, ['a', 'b', 'c', 'd'])).toEqual(['a', 'b', 'd']);
  });
  test('a cell that is hidden in one group may need company in another', () => {
    expect(hide({ a: 4, b: 12, c: 30, d: 40 }, ['a', 'b'], ['b', 'c', 'd'])).toEqual(['a', 'b']);
    expect(hide({ a: 9, b: 10, c: 30, d: 5 }, ['a', 'b'], ['d', 'c'])).toEqual(['a', 'b', 'c', 'd']);
  });
  test('where nobody answered there is nothing to give away', () => {
    expect(hide({ a: 0, b: 12, c: 30 }, ['a', 'b', 'c'])).toEqual(['a']);
  });

  test('the parts of what is hidden are hidden too, as they would add up to it', () => {
    const cells = Object.entries({ it: 30, hr: 5, nutrition: 20, high: 20, 'it high': 30 }).map(([id, n]) => ({ id, n }));
    const within = new Map([
      ['high', ['nutrition']],
      ['it high', ['it']],
    ]);
    expect([...hiddenCells(cells, { groups: [['it', 'hr', 'nutrition']], within })].toSorted()).toEqual(['high', 'hr', 'nutrition']);
  });

  const grid = fc.array(fc.array(fc.nat({ max: 40 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  test('whatever the sizes: no shown cell is small, and no shown total less the shown cells is a small number', () => {
    fc.assert(
      fc.property(grid, (rows) => {
        const cells = rows.flatMap((row, i) => row.map((n, j) => ({ id: `${i}/${j}`, n })));
        const lines = [...rows.map((row, i) => row.map((_, j) => `${i}/${j}`)), ...[0, 1, 2].map((j) => rows.map((_, i) => `${i}/${j}`))];
        const groups = lines.filter((line) => cells.filter(({ id }) => line.includes(id)).reduce((sum, { n }) => sum + n, 0) >= LEAST);
        const hidden = hiddenCells(cells, { groups });
        expect(cells.every(({ id, n }) => hidden.has(id) || n >= LEAST)).toBe(true);
        for (const group of groups) {
          const rest = cells.filter(({ id }) => group.includes(id) && hidden.has(id)).reduce((sum, { n }) => sum + n, 0);
          expect(rest === 0 || rest >= LEAST).toBe(true);
        }
      }),
    );
  });
});
