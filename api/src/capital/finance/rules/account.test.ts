import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAccount } from './account.ts';

const ACCOUNT = '41-123-10-1234-0735-000-0000';
const WIDTHS = [2, 3, 2, 4, 4, 3, 4];
const digits = (n: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }).map((all) => all.join(''));
const parts = fc.tuple(...WIDTHS.map(digits));

describe('an account of the finance system', () => {
  test.each([ACCOUNT, ` ${ACCOUNT} `, '41.123.10.1234.0735.000.0000', '41 123 10 1234 0735 000 0000', '4112310123407350000000'])(
    '%j is understood',
    (text) => {
      expect(readAccount(text)).toEqual({ value: ACCOUNT });
    },
  );

  test.each([
    ['41-123-10-1234-0735-000', 'whole'],
    ['4-123-10-1234-0735-000-0000', 'fund'],
    ['41-12-10-1234-0735-000-0000', 'location'],
    ['41-123-10-1234-735-000-0000', 'object'],
    ['41-123-10-12E4-0735-000-0000', 'program'],
    ['41-123-10-1234-0735-000-000', 'grant'],
    ['411231012340735000000', 'whole'],
    ['4.11231E+21', 'whole'],
    ['', 'whole'],
  ])('%j is refused, and which part is wrong is said', (text, part) => {
    expect(readAccount(text)).toEqual({ fault: 'not_an_account', part });
  });

  test('however its parts are set apart, it is the same', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('-', '.', ' ', ' - ', ''), (all, mark) => {
        expect(readAccount(all.join(mark))).toEqual({ value: all.join('-') });
      }),
    );
  });
});
