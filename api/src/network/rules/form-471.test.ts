import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findColumns, isLink, readLineItems } from './form-471.ts';
import { readMbps } from './speeds.ts';

const HEADER = [
  'Funding_Year',
  'application_number',
  'funding_request_number',
  'form_471_line_item_number',
  'form_471_function_name',
  'download_speed',
  'download_speed_units',
  'upload_speed',
  'upload_speed_units',
  'monthly_quantity',
  'monthly_recurring_unit_costs',
];
const LINE = ['2026', '261012345', '2699012345', '1', 'Fiber', '10', 'Gbps', '10', 'Gbps', '1', '1,250.00'];
const read = (...rows: string[][]) =>
  readLineItems(
    findColumns(HEADER).at,
    rows.map((cells, i) => ({ row: i + 2, cells })),
  );
const but = (change: Record<number, string>) => LINE.map((cell, i) => change[i] ?? cell);

describe('line items of Form 471', () => {
  test('come in Mbps, whatever unit the file writes', () => {
    expect(read(LINE).items).toMatchObject([{ downMbps: 10_000, upMbps: 10_000, monthlyCents: 125_000n, quantity: 1, fundingYear: 2026 }]);
    expect(read(but({ 5: '500', 6: 'Mbps' })).items[0]!.downMbps).toBe(500);
  });
  test('on taxes and fees carry no speed, though the file repeats one there', () => {
    const fees = but({ 3: '2', 4: 'Taxes and USF Fees' });
    expect(read(LINE, fees).items.map(({ downMbps }) => downMbps)).toEqual([10_000, null]);
    expect(
      ['Fiber', 'Wireless', 'Leased Dark Fiber', 'Copper', 'Taxes and USF Fees', 'Installation, Activation & Initial Configuration'].map(isLink),
    ).toEqual([true, true, true, true, false, false]);
  });
  test('that stand there twice are taken once; said differently, the second is refused', () => {
    const found = read(LINE, LINE, but({ 5: '1' }));
    expect([found.items.length, found.repeated]).toEqual([1, 1]);
    expect(found.refused).toEqual([{ row: 4, column: 'form_471_line_item_number', reason: 'twice', value: '1' }]);
  });
  test('that cannot be read say row, column and why; the others are taken', () => {
    const found = read(but({ 0: 'next year' }), but({ 2: 'x' }), but({ 5: 'fast' }), but({ 10: 'much' }), but({ 9: '1.5' }), but({ 3: '7' }));
    expect(found.refused.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'year'],
      [3, 'frn'],
      [4, 'speed'],
      [5, 'money'],
      [6, 'quantity'],
    ]);
    expect(found.items).toHaveLength(1);
  });
  test('need the columns that make a line; their names may differ', () => {
    expect(findColumns(['FRN', 'x']).missing).toEqual(['funding_year', 'application_number', 'form_471_line_item_number', 'form_471_function_name']);
    expect(findColumns(['Funding Year', 'Application Number', 'FRN', 'Line Item', 'Function']).missing).toEqual([]);
  });
  test('are never more than the rows, whatever is in the cells', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { maxLength: 12 }), { maxLength: 20 }), (rows) => {
        const found = read(...rows);
        expect(found.items.length + found.refused.length + found.repeated).toBeLessThanOrEqual(rows.length);
      }),
    );
  });
});

describe('a speed', () => {
  test.each([
    ['1', 'Gbps', 1000],
    ['1', '', 1],
    ['1,000', 'mbps', 1000],
    ['1.5 Gbps', '', 1500],
    ['100M', '', 100],
    ['512', 'Kbps', 0.512],
    ['0', 'Gbps', 0],
  ])('%s %s is %d Mbps', (cell, unit, mbps) => {
    expect(readMbps(cell, unit)).toBeCloseTo(mbps, 9);
  });
  test.each(['', 'fast', '-1', '1 furlong'])('“%s” is none', (cell) => {
    expect(readMbps(cell)).toBeUndefined();
  });
});
