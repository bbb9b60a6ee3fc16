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
const taken = (rows: Record<string, string>[]) => ({ rows, unknown: [] });
test('cells go to the right of where they were pasted; what would stand beyond the last column is named, and nothing is taken', () => {
  expect(spread([['b', '5']], columns, 1)).toEqual(taken([{ to: 'b', amount: '5' }]));
  expect(spread([['b', '5', 'lost']], columns, 1)).toEqual({ rows: [], unknown: ['lost'] });
  expect(spread([['b', '5', ' ']], columns, 1)).toEqual(taken([{ to: 'b', amount: '5' }]));
});
test('a head says where cells go, in whatever order', () => {
  const head = ['Amount, $', 'FROM ACCOUNT'];
  expect(spread([head, ['5', 'a']], columns, 2)).toEqual(taken([{ amount: '5', from: 'a' }]));
});
test('a heading that no column has is named, and nothing is taken; a column that is empty is no loss', () => {
  const head = ['Amount, $', 'Notes', 'From account'];
  expect(spread([head, ['5', 'x', 'a']], columns, 0)).toEqual({ rows: [], unknown: ['Notes'] });
  expect(spread([head, ['5', '', 'a']], columns, 0)).toEqual(taken([{ amount: '5', from: 'a' }]));
});

const invoices = [
  { name: 'contract', label: 'Contract', kind: 'contract' },
  { name: 'number', label: 'Number', kind: 'text' },
  { name: 'on', label: 'Date', kind: 'day' },
  { name: 'amount', label: 'Amount, $', kind: 'money' },
];
test('a heading with one word more is understood where only one column can be meant', () => {
  const head = ['Contract no.', 'Invoice number', 'Date', 'Amount'];
  const row = ['C-1', 'INV-7', '11/3/2026', '5'];
  expect(spread([head, row], invoices, 0)).toEqual({ rows: [], unknown: ['Contract no.'] });
  expect(spread([['Contract', ...head.slice(1)], row], invoices, 0)).toEqual(
    taken([{ contract: 'C-1', number: 'INV-7', on: '11/3/2026', amount: '5' }]),
  );
});
test('headings are never taken for data', () => {
  const vendors = [
    { name: 'number', label: 'Number', kind: 'text' },
    { name: 'name', label: 'Name', kind: 'text' },
  ];
  expect(
    spread(
      [
        ['Vendor no', 'Vendor'],
        ['V-1', 'Boilers of Golden'],
      ],
      vendors,
      0,
    ),
  ).toEqual({ rows: [], unknown: ['Vendor'] });
  expect(
    spread(
      [
        ['Kind of paper', 'Ref', 'When', 'Sum'],
        ['C-1', 'INV-7', '11/3/2026', '5'],
      ],
      invoices,
      0,
    ).unknown,
  ).toHaveLength(4);
});
test('data is never taken for headings', () => {
  const vendors = [
    { name: 'number', label: 'Number', kind: 'text' },
    { name: 'name', label: 'Name', kind: 'text' },
  ];
  const rows = [
    ['', 'Number One Roofs'],
    ['V-2', 'Acme'],
  ];
  expect(spread(rows, vendors, 0).rows).toEqual([
    { number: '', name: 'Number One Roofs' },
    { number: 'V-2', name: 'Acme' },
  ]);
  expect(spread([['C-1', 'INV-7', '', '5']], invoices, 0).rows).toHaveLength(1);
});
