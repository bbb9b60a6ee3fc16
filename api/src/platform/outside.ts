import { lookup as lookUp } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are nobody's on the internet: our own machine, our own network, what is reserved. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** Is this an address inside our walls? What is no address is none that may be asked either. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** A name whose address lies inside our walls is not looked up: whatever it said before, the connection goes where this says. */
const publicOnly: LookupFunction = (host, options, done) =>
  lookUp(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    if (found.length === 0 || found.some(({ address }) => isPrivateAddress(address)))
      return done(Object.assign(new Error('This name leads to a private address.'), { code: 'PRIVATE_ADDRESS' }), '', 0);
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  });

type Asked = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; allowedHosts: readonly string[] };
export type Heard = { status: number; headers: http.IncomingHttpHeaders; text: string };

const WITHIN_MS = 30_000;
const MAX_BYTES = 50_000_000;

/** Asks an address that the operator set up. Private addresses are refused unless their host is allowed; nothing is followed elsewhere, and no answer is heard for ever. */
export async function askOutside(address: string, { method = 'GET', headers = {}, body, allowedHosts }: Asked): Promise<Heard> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isAllowed = allowedHosts.includes(host);
  if (!isAllowed && isIP(host) > 0 && isPrivateAddress(host)) throw new Error('This is a private address.');
  const options = { method, headers, signal: AbortSignal.timeout(WITHIN_MS), ...(isAllowed ? {} : { lookup: publicOnly }) };
  return new Promise((resolve, reject) => {
    const hear = (answer: http.IncomingMessage) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > MAX_BYTES) answer.destroy(new Error('The answer is too large.'));
        pieces.push(piece);
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(pieces).toString('utf8') }));
    };
    const asked = url.protocol === 'https:' ? https.request(url, options, hear) : http.request(url, options, hear);
    asked.on('error', reject);
    asked.end(body);
  });
}
