import { createHmac } from 'node:crypto';
import type { Sql } from '@steward/db';
import { tooManyTries } from './problems.ts';
import { removeSession } from './queries.ts';
import { type Limit, limitsFor } from './rules/sign-in-limits.ts';
import { countTries, deleteOldTries, forgiveTry } from './sign-in-queries.ts';

type Try = { email: string; ip: string; isKnownBrowser: boolean };
type Settings = { signInsPerMinute: number; sessionSecret: string };

const keyed = ({ email, ip, isKnownBrowser }: Try, { signInsPerMinute, sessionSecret }: Settings): (Limit & { key: string })[] =>
  limitsFor({ email, ip, isKnownBrowser }, signInsPerMinute).map((limit) => ({
    ...limit,
    key: createHmac('sha256', sessionSecret).update(limit.name).digest('base64url'),
  }));

/** Counts a try before its password is looked at, over all processes; refuses it when there were too many. */
export async function beginSignIn(db: Sql, tried: Try, settings: Settings, now: Date) {
  const limits = keyed(tried, settings);
  const counted = await countTries(db, limits, now);
  const waits = limits.flatMap(({ key, max }) => counted.filter((c) => c.key === key && c.tries > max).map((c) => c.until.getTime() - now.getTime()));
  if (waits.length > 0) throw tooManyTries(Math.max(1, Math.ceil(Math.max(...waits) / 1000)));
}

/** The password was right: this was no guess. */
export const endSignIn = (db: Sql, tried: Try, settings: Settings) =>
  forgiveTry(
    db,
    keyed(tried, settings).map(({ key }) => key),
  );

/** Whoever was signed in with this browser no longer is. */
export const leaveSession = async (db: Sql, token: string | undefined) => void (token !== undefined && (await removeSession(db, token)));

export const removeOldTries = (db: Sql, now: Date) => deleteOldTries(db, now);
