import { expect, test } from 'vitest';
import { csvCell } from './csv.ts';

test('what a spreadsheet would run is text', () => {
  for (const cell of ['=1+1', '+1-1', '-1+1', '@SUM(A1)', ' =1', '-', '-1e9', '-1;2']) expect(csvCell(cell)).toMatch(/^"?'/);
});

test('an amount below zero stays a number, so that a column adds up', () => {
  expect(['-15500.00', '-0.01', '-7', '12.5'].map(csvCell)).toEqual(['-15500.00', '-0.01', '-7', '12.5']);
});
