import { expect, test } from 'vitest';
import { cellsOf, spread } from './pasted.ts';

test('tabs part cells, also around commas; quotes hold breaks and quotes', () => {
  expect(cellsOf('41-000\t$1,200.50\r\n41-001\t"Roof ""A""\nand gutters"\r\n')).toEqual([
    ['41-000', '$1,200.50'],
    ['41-001', 'Roof "A"\nand gutters'],
  ]);
});
test('commas part cells where each row has as many; amounts under one another stay whole', () => {
  expect(cellsOf('a,b,"1,200"\nc,d,5')).toEqual([
    ['a', 'b', '1,200'],
    ['c', 'd', '5'],
  ]);
  expect(cellsOf('1,200\n3,400\n')).toEqual([['1,200'], ['3,400']]);
});
test('rows that say nothing are left out', () => {
  expect(cellsOf('a\tb\n\t\n\nc\td')).toHaveLength(2);
  expect(cellsOf('')).toEqual([]);
});

const columns = [
  { name: 'from', label: 'From account' },
  { name: 'to', label: 'To account' },
  { name: 'amount', label: 'Amount, $' },
];
test('cells go to the right of where they were pasted, and what would stand beyond the last column is left out', () => {
  expect(spread([['b', '5', 'lost']], columns, 1)).toEqual([{ to: 'b', amount: '5' }]);
});
test('a head says where cells go, in whatever order', () => {
  expect(
    spread(
      [
        ['Amount, $', 'Notes', 'FROM ACCOUNT'],
        ['5', 'x', 'a'],
      ],
      columns,
      2,
    ),
  ).toEqual([{ amount: '5', from: 'a' }]);
});
