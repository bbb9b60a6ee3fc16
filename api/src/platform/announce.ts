import { listen } from '@steward/db';
import { runWritten, written } from '@steward/db/statement';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';

const CHANNEL = 'steward_acts';
const AT_MOST_EVERY_MS = 50;
const LOOKS = new Set(['GET', 'HEAD', 'OPTIONS']);

const notify = written(sql`select pg_notify(${sql.raw(`'${CHANNEL}'`)}, '')`);

/**
 * After an act, every API process is told that there is something to look for; not what, that stands in the tables. NOTIFY makes all who
 * use it commit one after the other: so it is none of the act's transaction, and comes at most twenty times a second from each process.
 */
export function announceActs(app: FastifyInstance) {
  let isDue = false;
  let last = 0;
  let said: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const say = () => {
    isDue = false;
    last = performance.now();
    // Who is not told looks by themselves soon.
    said = runWritten(app.db, notify).catch(() => {});
  };
  app.addHook('onResponse', (request, reply, done) => {
    if (!isDue && !LOOKS.has(request.method) && reply.statusCode < 400) {
      isDue = true;
      timer = setTimeout(say, Math.max(0, last + AT_MOST_EVERY_MS - performance.now())).unref();
    }
    done();
  });
  app.addHook('onClose', () => {
    clearTimeout(timer);
    return said.then(() => {});
  });
}

/** Calls `heard` after acts of any process, and when it listens anew after a connection was lost. Gives what stops it. */
export function listenForActs({ databaseListenUrl, applicationName }: Config, heard: () => void): () => Promise<void> {
  return databaseListenUrl === undefined ? async () => {} : listen(databaseListenUrl, CHANNEL, heard, applicationName);
}
