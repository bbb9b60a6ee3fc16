import { setTimeout as pause } from 'node:timers/promises';

/** PostgreSQL's classes for a connection, a server going down or coming up, too little of something; and a standby that takes no writes. */
const OF_POSTGRES = /^(08|57P|53|25006)/;
const OF_THE_CONNECTION = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The code of what failed underneath: PostgreSQL's own, or the connection's. */
export function databaseCode(error: unknown): string | undefined {
  const { cause, code: own } = Object(error) as { cause?: unknown; code?: unknown };
  const code = (cause === undefined ? undefined : databaseCode(cause)) ?? own;
  return typeof code === 'string' ? code : undefined;
}

/** Did it fail because the database cannot be reached, or not just now? */
export function isDatabaseAway(error: unknown): boolean {
  const code = databaseCode(error);
  return code !== undefined && (OF_THE_CONNECTION.has(code) || OF_POSTGRES.test(code));
}

const TRIED_FOR_MS = 60_000;

/** Does the work now or as soon as the database is back; gives up after a minute, or when it fails for another reason. */
export async function whenDatabaseIsBack(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + TRIED_FOR_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline) return;
      await pause(500, undefined, { ref: false });
    }
  }
}
