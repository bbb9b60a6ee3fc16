import type { FastifyInstance } from 'fastify';
import { setLastSeen } from './queries.ts';

const EVERY_MS = 120_000;

/** When each session was last seen: noted in memory with each request, written for all of them together every two minutes, so that no request waits for it. */
export function lastSeen(app: FastifyInstance) {
  let seen = new Set<string>();
  const write = async () => {
    if (seen.size === 0) return;
    const tokens = [...seen];
    seen = new Set();
    await setLastSeen(app.db, tokens, app.clock());
  };
  app.decorate('writeLastSeen', write);
  app.addHook('onResponse', async ({ sessionToken }) => {
    if (sessionToken) seen.add(sessionToken);
  });
  const writeOrLog = () => write().catch(() => app.log.warn('when sessions were last seen could not be written'));
  const timer = setInterval(() => void writeOrLog(), EVERY_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await writeOrLog();
  });
}
