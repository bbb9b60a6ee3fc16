import { expect, test } from 'vitest';
import { networkName, readNetworks } from './networks.ts';

const networks = readNetworks('Wheat Ridge HS=10.1.0.0/16, District=10.0.0.0/8 ,Guests=2001:db8::/32');

test.each([
  ['10.1.2.3', 'Wheat Ridge HS'],
  ['10.2.2.3', 'District'],
  ['::ffff:10.1.2.3', 'Wheat Ridge HS'],
  ['2001:db8::1', 'Guests'],
  ['203.0.113.7', undefined],
  ['nowhere', undefined],
])('%s lies in %s: the first network that holds an address names it', (address, name) => {
  expect(networkName(networks, address)).toBe(name);
});

test.each(['10.0.0.0/8', 'District=10.0.0.0', 'District=10.0.0.0/33', 'District=ten/8', '=10.0.0.0/8'])(
  '%s is refused by the name of its variable',
  (setting) => {
    expect(() => readNetworks(setting)).toThrow(/^NETWORKS: /);
  },
);

test('without the setting no network has a name', () => {
  expect(readNetworks(undefined)).toEqual([]);
});
