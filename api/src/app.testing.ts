import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@steward/db/testing';
import type { InjectOptions } from 'fastify';
import { buildApp } from './app.ts';
import { aSession } from './people/people.testing.ts';
import { readConfig } from './platform/config.ts';

export const NOW = new Date('2026-11-24T16:00:00Z');

type More = { body?: unknown; ifMatch?: number | string; key?: string; headers?: Record<string, string> };
// Answers are looked into as what they are said to be: a test that is wrong about that fails.
// oxlint-disable-next-line typescript/no-explicit-any
type Answered = { status: number; body: any; headers: Record<string, unknown>; text: string };

/** The whole API on a database of its own, with a clock that the test sets. Close it in afterAll. */
export async function startApi(env: Record<string, string> = {}, logStream?: NodeJS.WritableStream) {
  const { db, url, close: drop } = await freshDatabase();
  const filesDir = mkdtempSync(join(tmpdir(), 'steward-files-'));
  const config = readConfig({
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
    FILES_DIR: filesDir,
    REQUESTS_PER_MINUTE: '100000',
    SIGN_INS_PER_MINUTE: '100000',
    ...env,
  });
  const clock = { now: NOW };
  const app = await buildApp({ db, clock: () => clock.now, config, areAnswersChecked: true, ...(logStream ? { logStream } : {}) });
  const expiresAt = new Date('2027-12-31T00:00:00Z');

  const send = async (cookie: string | undefined, method: string, path: string, { body, ifMatch, key, headers }: More = {}): Promise<Answered> => {
    const answer = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        ...(key ? { 'idempotency-key': `"${key}"` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : undefined, headers: answer.headers, text: answer.body };
  };

  return {
    app,
    db,
    clock,
    config,
    /** Calls the API as this person (null: signed out). */
    as: (person: { id: string } | null) => {
      const cookie = person === null ? Promise.resolve(undefined) : aSession(db, person.id, { secret: config.sessionSecret, expiresAt });
      const verb = (method: string) => async (path: string, more?: More) => send(await cookie, method, path, more);
      return { get: verb('GET'), post: verb('POST'), patch: verb('PATCH'), put: verb('PUT'), delete: verb('DELETE'), cookie };
    },
    close: async () => {
      await app.close();
      await drop();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}
export type TestApi = Awaited<ReturnType<typeof startApi>>;
