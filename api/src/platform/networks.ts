import { BlockList, isIP } from 'node:net';

/** Networks with the names that people know them by, in the order of the setting: the first that holds an address names it. */
export type Networks = readonly { name: string; holds: (address: string) => boolean }[];

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function networkOf(text: string): Networks[number] {
  const [, name = '', address = '', bits = ''] = /^\s*([^=]+?)\s*=\s*([\da-f.:]+)\/(\d{1,3})\s*$/i.exec(text) ?? [];
  if (!isIP(address) || Number(bits) > (isIP(address) === 6 ? 128 : 32))
    throw new Error(`NETWORKS: "${text.trim()}" is not of the form Name=10.1.0.0/16.`);
  const list = new BlockList();
  list.addSubnet(address, Number(bits), familyOf(address));
  return { name, holds: (other) => isIP(other) > 0 && list.check(other, familyOf(other)) };
}

/** `Wheat Ridge HS=10.1.0.0/16, District=10.0.0.0/8`; throws what is not of this form. */
export const readNetworks = (setting: string | undefined): Networks =>
  (setting ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(networkOf);

/** The name of the network that an address lies in. */
export const networkName = (networks: Networks, address: string) => networks.find(({ holds }) => holds(address))?.name;
