import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCOUNT_PARTS, FUNDS, parseAccount } from './account.ts';

const GOOD = '41-120-00-4600-0720-000-3018';

describe('an account string', () => {
  test('is taken apart', () => {
    expect(parseAccount(GOOD)).toEqual({
      ok: true,
      account: { fund: '41', location: '120', SRE: '00', program: '4600', object: '0720', 'job class': '000', grant: '3018' },
    });
  });

  test.each([
    ['4-120-00-4600-0720-000-3018', 'fund has 1 of 2 digits'],
    ['41-0120-00-4600-0720-000-3018', 'location has 4 of 3 digits'],
    ['41-120-0-4600-0720-000-3018', 'SRE has 1 of 2 digits'],
    ['41-120-00-460-0720-000-3018', 'program has 3 of 4 digits'],
    ['41-120-00-4600-07200-000-3018', 'object has 5 of 4 digits'],
    ['41-120-00-4600-0720-00-3018', 'job class has 2 of 3 digits'],
    ['41-120-00-4600-0720-000-301', 'grant has 3 of 4 digits'],
    ['41-12A-00-4600-0720-000-3018', 'location holds something else than digits'],
    ['99-120-00-4600-0720-000-3018', 'fund 99 is none of 10, 31, 41, 43, 51'],
  ])('%s is refused: %s', (text, fault) => {
    expect(parseAccount(text)).toEqual({ ok: false, faults: [fault] });
  });

  test('every part that is wrong is named', () => {
    expect(parseAccount('4-12-00-4600-0720-000-3018')).toEqual({ ok: false, faults: ['fund has 1 of 2 digits', 'location has 2 of 3 digits'] });
  });

  test.each(['', '41', '41-120-00-4600-0720-000', `${GOOD}-1`, '41.120.00.4600.0720.000.3018'])('%j has too few or too many parts', (text) => {
    expect(parseAccount(text).ok).toBe(false);
  });

  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  test('any of the right widths and a known fund is taken, and says what it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FUNDS), fc.tuple(...ACCOUNT_PARTS.slice(1).map((p) => digits(p.digits))), (fund, rest) => {
        const text = [fund, ...rest].join('-');
        const verdict = parseAccount(text);
        expect(verdict.ok && ACCOUNT_PARTS.map(({ part }) => verdict.account[part]).join('-')).toBe(text);
      }),
    );
  });

  test('one of any other widths is refused', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[0-9]{0,6}$/), { minLength: 0, maxLength: 9 }), (parts) => {
        const fits = parts.length === ACCOUNT_PARTS.length && parts.every((part, i) => part.length === ACCOUNT_PARTS[i]!.digits);
        fc.pre(!fits);
        expect(parseAccount(parts.join('-')).ok).toBe(false);
      }),
    );
  });
});
