type Try = { email: string; ip: string; isKnownBrowser: boolean };

/** What one try counts towards: under which name, how many are let through, and for how many seconds they are counted. */
export type Limit = { name: string; max: number; seconds: number };

const QUARTER_HOUR = 15 * 60;
const ADDRESS_TIMES = 3;
const SOURCE_TIMES = 30;

/**
 * Guesses are slowed down by three counts: at one address from one place; at one address from anywhere (a thousand machines guess no faster than
 * three); at all addresses from one place, roomy since a whole school may share one. A browser that this person signed in with before is counted
 * by itself alone, so that nobody can keep a person out by guessing at their address.
 */
export function limitsFor({ email, ip, isKnownBrowser }: Try, perMinute: number): Limit[] {
  const source = networkOf(ip);
  return [
    { name: `${email} from ${source}${isKnownBrowser ? ', known' : ''}`, max: perMinute, seconds: 60 },
    ...(isKnownBrowser ? [] : [{ name: `${email} from anywhere`, max: perMinute * ADDRESS_TIMES, seconds: QUARTER_HOUR }]),
    { name: `anybody from ${source}`, max: perMinute * SOURCE_TIMES, seconds: 60 },
  ];
}

/** Of IPv6 the network: one machine has more addresses there than could ever be counted. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = ip.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const groups = tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
