import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank, readDay, readMoney, readNumber, readRatio, readText, readYear } from '#kernel/cells.ts';
import { FIELDS, guessColumns, guessHeaderRow, headingsIn, type Kind } from './fields.ts';
import { columnsOf, isTotalLine, keyOf, readRow, shareOf, type Understanding } from './rows.ts';
import { createTotals } from './totals.ts';
import { lookAlikes, readPriority, readRating, readSystem, readUnit, stemOf } from './words.ts';

describe('cells as people and programs write them', () => {
  test.each<[string, bigint | null | string]>([
    ['$1,234.56 ', 123_456n],
    [' \t17,991,982 ', 1_799_198_200n],
    [' -   ', null],
    [' \t-00 ', null],
    ['$ -', null],
    ['', null],
    ['N/A', null],
    ['#N/A', 'spreadsheet_error'],
    ['#REF!', 'spreadsheet_error'],
    ['0', 0n],
    ['.5', 50n],
    ['1.005', 101n],
    ['1.2E6', 120_000_000n],
    ['US$ 12', 1_200n],
    ['(1,234)', 'negative'],
    ['-5', 'negative'],
    ['(0)', 0n],
    ['12,34', 'not_money'],
    ['1.234,56', 'not_money'],
    ['about 5', 'not_money'],
    ['9'.repeat(20), 'too_much'],
  ])('%j is the amount %s', (cell, expected) => {
    const read = readMoney(cell);
    expect('fault' in read ? read.fault : read.value).toBe(expected);
  });

  test('every amount of cents comes back, however it is written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999n }), (cents) => {
        const [whole, fraction] = [(cents / 100n).toString(), String(cents % 100n).padStart(2, '0')];
        const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
        for (const cell of [`${whole}.${fraction}`, `$${grouped}.${fraction} `, `\u00A0${grouped}.${fraction}\t`])
          expect(readMoney(cell)).toEqual({ value: cents });
      }),
    );
  });

  test.each<[string, number | null | string]>([
    ['0.30%', 0.003],
    ['100 %', 1],
    ['0.003', 0.003],
    ['1.2', 1.2],
    ['12.5', 'ratio_unclear'],
    ['-1%', 'negative'],
    ['Fair', 'not_a_ratio'],
    ['', null],
  ])('%j is the share %s', (cell, expected) => {
    const read = readRatio(cell);
    expect('fault' in read ? read.fault : read.value).toBe(expected);
  });

  test.each<[string, string | null]>([
    ['2026-03-05', '2026-03-05'],
    ['2026-03-05T10:00:00Z', '2026-03-05'],
    ['3/5/2026', '2026-03-05'],
    ['03/05/26', '2026-03-05'],
    ['3/5/87', '1987-03-05'],
    ['Mar 5, 2026', '2026-03-05'],
    ['46086', '2026-03-05'],
    ['2026-02-30', 'not_a_day'],
    ['13/13/2026', 'not_a_day'],
    ['5', 'not_a_day'],
    [' - ', null],
  ])('%j is the day %s', (cell, expected) => {
    const read = readDay(cell);
    expect('fault' in read ? read.fault : read.value).toBe(expected);
  });

  test('numbers, years and text', () => {
    expect([readNumber('1,000'), readNumber('-1'), readNumber('x'), readNumber('2e12')]).toEqual([
      { value: 1000 },
      { fault: 'negative' },
      { fault: 'not_a_number' },
      { fault: 'too_much' },
    ]);
    expect([readYear('1962'), readYear('1962.0'), readYear('3/5/1962'), readYear('62')]).toEqual([
      { value: 1962 },
      { value: 1962 },
      { value: 1962 },
      { fault: 'not_a_year' },
    ]);
    expect([readText(' a \n b\u202E ', 9), readText(`'=1+1`, 9), readText('-', 9), readText('x'.repeat(10), 9)]).toEqual([
      { value: 'a b' },
      { value: '=1+1' },
      { value: null },
      { fault: 'too_long' },
    ]);
  });

  test('nothing that comes in a cell breaks reading it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (cell) => {
        for (const read of [readMoney, readNumber, readRatio, readDay, readYear]) expect(read(cell)).toEqual(expect.any(Object));
        expect(typeof isBlank(cell)).toBe('boolean');
      }),
    );
  });
});

const levels = new Map([
  ['D30', 2],
  ['D3020', 3],
  ['B1010', 3],
  ['B3010', 3],
]);
const systems = { levels, byName: new Map([['heat generating systems', 'D3020']]) };

describe('words', () => {
  test.each<[string, number | string]>([
    ['1', 1],
    ['P2', 2],
    ['Priority 3 - not yet', 3],
    ['4.0', 4],
    ['Currently Critical', 1],
    ['Potentially critical', 2],
    ['Low', 4],
    ['5', 'unknown_priority'],
    ['soon', 'unknown_priority'],
  ])('%j is priority %s', (cell, expected) => {
    const read = readPriority(cell, {});
    expect('fault' in read ? read.fault : read.value).toBe(expected);
  });

  test('units in one spelling; one nobody knows stays', () => {
    expect(['SF', 'sq. ft.', 'Square Feet', 'EA', 'LS', 'furlong'].map((cell) => readUnit(cell, {}))).toEqual([
      { value: 'sq ft', isKnown: true },
      { value: 'sq ft', isKnown: true },
      { value: 'sq ft', isKnown: true },
      { value: 'each', isKnown: true },
      { value: 'lump sum', isKnown: true },
      { value: 'furlong', isKnown: false },
    ]);
  });

  test('systems by code, code with words, name, and words that mean it; a group is not one', () => {
    const of = (cell: string, said = {}) => {
      const read = readSystem(cell, said, systems);
      return 'fault' in read ? read.fault : read.value;
    };
    expect(
      ['d3020', 'D 30 20', 'D3020 Heat Generating', 'Heat generating systems', 'Boilers', 'Roofing', 'D30', 'D3099', 'Structure'].map((cell) =>
        of(cell),
      ),
    ).toEqual(['D3020', 'D3020', 'D3020', 'D3020', 'D3020', 'B3010', 'system_too_coarse', 'unknown_system', 'unknown_system']);
    expect([of('Structure', { Structure: 'B1010' }), of('Structural', { Structure: 'B1010' }), of('D30', { D30: 'D3020' })]).toEqual([
      'B1010',
      'B1010',
      'D3020',
    ]);
  });

  test('“Structure” beside “Structural” look like one', () => {
    expect(stemOf('Structural')).toBe(stemOf('structure'));
    expect(lookAlikes(['Structure', 'Structural', 'Roofing', 'structure', 'Electrical'])).toEqual([['Structural', 'Structure', 'structure']]);
  });

  test('ratings, where nothing is not the same as not applicable', () =>
    expect(['Good', 'Unsatisfactory', 'N/A', '', 'so-so'].map((cell) => readRating(cell, {}))).toEqual([
      { value: 'good' },
      { value: 'unsatisfactory' },
      { value: 'not_applicable' },
      { value: null },
      { fault: 'unknown_rating' },
    ]));
});

describe('columns', () => {
  test('of two lines of headings the lower names, the upper may hold a code', () => {
    const rows = [
      ['', '', '', 'ACR B30: Roofing'],
      ['#', 'Name', 'Current Replacement Value (CRV)', ' Roofing'],
      ['1', 'A', '5', 'Good'],
    ];
    expect(guessHeaderRow(rows)).toBe(1);
    expect(guessColumns('buildings', headingsIn(rows, 1))).toEqual(['code', 'name', 'value', 'rating:B30']);
  });
  test('as programs write them', () =>
    expect(
      guessColumns(
        'components',
        ['id', 'structureId', 'building', 'systemCode', 'name', 'quantity', 'yearInstalled'].map((name) => ({ name, above: '' })),
      ),
    ).toEqual(['key', null, 'building', 'system', 'name', 'quantity', 'yearInstalled']));
  test('no field is guessed twice, whatever the headings', () => {
    const names = Object.values(FIELDS).flatMap((fields) => fields.map(({ name }) => name));
    fc.assert(
      fc.property(
        fc.constantFrom<Kind>('buildings', 'deficiencies', 'components'),
        fc.array(fc.oneof(fc.constantFrom(...names), fc.string())),
        (kind, headings) => {
          const guessed = guessColumns(
            kind,
            headings.map((name) => ({ name, above: '' })),
          ).filter((name) => name !== null && !name.startsWith('rating:'));
          expect(new Set(guessed).size).toBe(guessed.length);
        },
      ),
    );
  });
});

const NAMES = ['building', 'system', 'priority', 'scope', 'quantity', 'unitCost', 'cost'];
const how: Understanding = {
  kind: 'deficiencies',
  columns: columnsOf('deficiencies', NAMES, NAMES),
  said: { priority: {}, unit: {}, system: {}, rating: {} },
  systems,
  costBaseYear: 2026,
  foundOn: '2026-03-10',
  today: '2026-11-24',
};
const row = (...cells: string[]) => readRow(cells, how);

describe('rows', () => {
  test('a cost is taken as it is, else worked out', () => {
    expect(row('A', 'D3020', '1', 'x', '2', '$10.25', '').values).toMatchObject({
      cost: '2050',
      quantity: 2,
      costBaseYear: 2026,
      foundOn: '2026-03-10',
    });
    expect(row('A', 'D3020', '1', 'x', '', '', '12').values['cost']).toBe('1200');
  });
  test('a cost without a count, and one that is not the product, are worth a look', () => {
    expect(row('A', 'D3020', '1', 'x', ' - ', '', '12').remarks).toEqual([{ code: 'cost_without_count' }]);
    expect(row('A', 'D3020', '1', 'x', '2', '10', '25').remarks.map(({ code }) => code)).toEqual(['cost_not_product']);
    // Rounding is no reason.
    expect(row('A', 'D3020', '1', 'x', '3', '3333.33', '10,000').remarks).toEqual([]);
  });
  test('every fault of a row is said, not the first alone', () =>
    expect(row('', 'Nonsense', '9', '', 'many', '', '').faults.map(({ code }) => code)).toEqual([
      'missing',
      'unknown_system',
      'unknown_priority',
      'missing',
      'not_a_number',
      'no_cost',
    ]));
  test('the key of a row without one does not change when its cost does', () => {
    const [a, b] = [row('A', 'D3020', '1', 'Leaks.', '', '', '12'), row('A', 'D3020', '2', 'leaks', '', '', '13')];
    expect(keyOf('deficiencies', a.values, 's')).toBe(keyOf('deficiencies', b.values, 's'));
  });
  test('a share of an amount is rounded to the cent', () => expect([shareOf(1_799_198_200n, 0.003), shareOf(1n, 0.5)]).toEqual([5_397_595n, 1n]));
});

describe('totals', () => {
  const line = (cost: string, first = '') => [first, '', '', '', '', '', cost];
  test('a line with a figure and no name is one, and so is one that says so; a row is none', () => {
    expect([
      isTotalLine(line('12'), how),
      isTotalLine(line('12', 'Grand total'), how),
      isTotalLine(line(''), how),
      isTotalLine(['A', 'D3020', '1', 'x', '', '', '5'], how),
    ]).toEqual([true, true, false, false]);
  });
  test('it matches all rows so far, or those since the total before, and says what it should be', () => {
    const totals = createTotals(how.columns);
    for (const cost of ['10.40', '$20 ']) totals.add(['A', 'D3020', '1', 'x', '', '', cost]);
    expect(totals.hold(4, line('$30.40 '))).toMatchObject([{ stated: '30.40', sum: '30.40', matches: true }]);
    totals.add(['A', 'D3020', '1', 'x', '', '', '5']);
    expect(totals.hold(6, line('5.00'))[0]!.matches).toBe(true);
    expect(totals.hold(7, line('36'))[0]).toMatchObject({ stated: '36.00', sum: '35.40', matches: true });
    expect(totals.hold(8, line('40'))[0]).toMatchObject({ stated: '40.00', sum: '35.40', matches: false });
  });
});
