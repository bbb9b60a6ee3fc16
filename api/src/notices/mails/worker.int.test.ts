import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { mails } from '@steward/db/schema';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';
import { aMailServer } from '../notices.testing.ts';

const WORKER = join(import.meta.dirname, '../../worker.ts');
const WITHIN_MS = 30_000;

let api: TestApi;
const started: ChildProcess[] = [];
beforeAll(async () => {
  api = await startApi();
});
afterEach(async () => {
  for (const child of started.splice(0).filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
afterAll(() => api.close());

function startWorker(smtpUrl: string): ChildProcess {
  const env = { PATH: process.env['PATH'], DATABASE_URL: api.config.databaseUrl, SMTP_URL: smtpUrl, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [WORKER], { env, stdio: 'ignore' });
  started.push(child);
  return child;
}

const somethingDone = async () => {
  const district = await aDistrict(api.db);
  const teacher = await aPerson(api.db, { siteId: district.school.id });
  const plumber = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  const order = await aWorkOrder(api.db, district, {
    requester: teacher,
    set: { status: 'in_progress', assigneeId: plumber.id, teamId: district.teams.plumbers },
  });
  await api.as(plumber).post(`/api/work-orders/${order.id}/transitions`, {
    ifMatch: order.version,
    body: { to: 'completed', resolutionNote: 'Done.' },
  });
};

test(
  'a worker that is killed while a mail goes out: it goes out, at least once, and a mailbox that gets it twice can tell',
  { timeout: 2 * WITHIN_MS },
  async () => {
    await somethingDone();
    let first: ChildProcess | undefined;
    const server = await aMailServer({
      // The server takes the mail, and the worker does not live to hear of it.
      onMail: async () => {
        if (!first) return;
        const killed = first;
        first = undefined;
        killed.kill('SIGKILL');
        await once(killed, 'exit');
      },
    });
    const before = startWorker(server.url);
    first = before;
    await once(before, 'exit');
    startWorker(server.url);
    await expect.poll(async () => (await api.db.select().from(mails)).map(({ status }) => status), { timeout: WITHIN_MS }).toEqual(['sent']);
    await server.close();
    const ids = server.received.map(({ mail }) => mail.messageId);
    expect(ids.length).toBeGreaterThanOrEqual(1);
    expect(new Set(ids).size).toBe(1);
  },
);
