import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCell } from './cells.ts';
import { SHEETS, togetherOf } from './columns.ts';

test.each([
  ['money', '$1,200.50', '1200.50'],
  ['money', '(300)', '-300'],
  ['money', '-$18,500.00', '-18500.00'],
  ['money', '$-18,500.00', '-18500.00'],
  ['money', '−5', '-5'],
  ['money', 'a lot', 'a lot'],
  ['money', '1 200', '1200'],
  ['money', '$ 1,234,567.8', '1234567.8'],
  ['money', '($1,200)', '-1200'],
  // What is no parting of thousands is left as it is, and refused: nobody is read a hundred times too large.
  ['money', '1,50', '1,50'],
  ['money', '1.200,50', '1.200,50'],
  ['money', '1,2,3', '1,2,3'],
  ['money', '1,000,00', '1,000,00'],
  ['money', '12 50', '12 50'],
  ['money', '0,500', '0,500'],
  ['money', '1234,567', '1234,567'],
  ['day', '11/3/2026', '2026-11-03'],
  ['day', '2026-11-03', '2026-11-03'],
  ['percent', '35 %', 0.35],
  ['percent', '12.5', 0.125],
  ['yes', 'X', true],
  ['yes', 'no', false],
  ['whole', '-12', -12],
  ['text', '  a roof ', 'a roof'],
] as const)('a cell of %s that says %j is read as %j', (kind, written, value) => {
  expect(readCell({ name: 'a', kind }, written)).toEqual({ ok: true, value });
});

test('a choice is read as it is spoken', () => {
  const column = { name: 'a', kind: 'choice', choices: ['owner_scope'] } as const;
  expect(readCell(column, 'Owner scope')).toEqual({ ok: true, value: 'owner_scope' });
  expect(readCell(column, 'whim')).toEqual({ ok: false, why: 'choice' });
});

test('what is needed is asked for, and what is not may be empty', () => {
  expect(readCell({ name: 'a', kind: 'money', isRequired: true }, ' ')).toEqual({ ok: false, why: 'required' });
  expect(readCell({ name: 'a', kind: 'yes' }, '')).toEqual({ ok: true, value: undefined });
  expect([readCell({ name: 'a', kind: 'percent' }, 'half').ok, readCell({ name: 'a', kind: 'whole' }, '1.5').ok]).toEqual([false, false]);
});

test('invoices of one number and contract are one; rows that do not say which stay alone', () => {
  const rows = ['1', '2', '1', '', ''].map((number) => ({ cells: { contract: 'C-1', number } }));
  expect(togetherOf(SHEETS.invoices, rows).map((group) => group.length)).toEqual([2, 1, 1, 1]);
  expect(togetherOf(SHEETS.transfers, rows)).toHaveLength(5);
});

test('no row is lost or doubled by being put together', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ cells: fc.dictionary(fc.constantFrom('contract', 'number'), fc.constantFrom('', 'a', 'A ', 'b')) })), (rows) => {
      expect(new Set(togetherOf(SHEETS.invoices, rows).flat())).toEqual(new Set(rows));
    }),
  );
});

test('each sheet names its columns once, and puts rows together by columns that it has', () => {
  for (const { columns, together } of Object.values(SHEETS)) {
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...together]));
  }
});
