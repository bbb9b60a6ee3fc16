import { describe, expect, test } from 'vitest';
import { limitsFor, networkOf } from './sign-in-limits.ts';

const at = (email: string, ip: string, isKnownBrowser = false) => limitsFor({ email, ip, isKnownBrowser }, 10).map(({ name }) => name);
const shared = (one: string[], other: string[]) => one.filter((name) => other.includes(name)).length;

describe('what a sign-in counts towards', () => {
  test('the same address from another place shares one count, another address from the same place shares one', () => {
    expect(shared(at('a@x', '1.1.1.1'), at('a@x', '2.2.2.2'))).toBe(1);
    expect(shared(at('a@x', '1.1.1.1'), at('b@x', '1.1.1.1'))).toBe(1);
    expect(shared(at('a@x', '1.1.1.1'), at('b@x', '2.2.2.2'))).toBe(0);
  });
  test('a browser known for the address shares nothing with guesses from elsewhere', () =>
    expect(shared(at('a@x', '1.1.1.1', true), at('a@x', '2.2.2.2'))).toBe(0));
  test('a whole school behind one place may mistype more often than one person', () => {
    const [one, , all] = limitsFor({ email: 'a@x', ip: '1.1.1.1', isKnownBrowser: false }, 10);
    expect([one!.max, all!.max]).toEqual([10, 300]);
  });
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', (ip, network) => expect(networkOf(ip)).toBe(network));
