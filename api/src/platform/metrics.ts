import { timingSafeEqual } from 'node:crypto';
import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Problem } from '#kernel/problem.ts';
import type { JobWatch, QueueState } from './jobs.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What every process counts: memory, event loop, garbage, and its connections to the database (asked at each scrape). */
function registryFor(db: Sql, applicationName: string): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(
    new Gauge({
      name: 'steward_database_connections',
      help: 'Connections of this process to the database.',
      registers: [],
      async collect() {
        const [row] = await db.execute<{ n: number }>(
          sql`select count(*)::int as n from pg_stat_activity where application_name = ${applicationName}`,
        );
        this.set(row?.n ?? 0);
      },
    }),
  );
  return registry;
}

/** GET /api/metrics, for Prometheus: with METRICS_TOKEN as bearer; without a token set only from this machine, and not through a proxy. */
export function metrics(app: FastifyInstance) {
  const registry = registryFor(app.db, app.config.applicationName);
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by method, route and class of status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  let inFlight = 0;
  registry.registerMetric(
    new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests under way.',
      registers: [],
      collect() {
        this.set(inFlight);
      },
    }),
  );
  // Looked up once per route: an observation then costs about a microsecond.
  const observers = new Map<string, { observe: (seconds: number) => void }>();
  app.addHook('onRequest', (_request, reply, done) => {
    inFlight += 1;
    reply.raw.once('close', () => (inFlight -= 1));
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    const key = `${request.method} ${route} ${status}`;
    let observer = observers.get(key);
    if (!observer) {
      observer = duration.labels({ method: request.method, route, status });
      observers.set(key, observer);
    }
    observer.observe(reply.elapsedTime / 1000);
    done();
  });
  app.get('/api/metrics', { schema: { hide: true }, config: { isPublic: true, rateLimit: false } }, async (request, reply) => {
    if (!mayScrape(request, app.config.metricsToken)) throw new Problem(404, 'request.not_found', 'There is nothing here.');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function mayScrape(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) {
    const isForwarded = ['x-forwarded-for', 'forwarded', 'via'].some((name) => request.headers[name] !== undefined);
    return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
  }
  const [given, wanted] = [request.headers.authorization ?? '', `Bearer ${token}`].map((text) => Buffer.from(text));
  return given!.length === wanted!.length && timingSafeEqual(given!, wanted!);
}

/** What a worker counts: its jobs by how they ended, and what waits in the queues. */
export function workerMetrics(db: Sql, applicationName: string, queues: () => Promise<QueueState[]>) {
  const registry = registryFor(db, applicationName);
  const duration = new Histogram({
    name: 'steward_job_duration_seconds',
    help: 'Jobs by name and outcome (done, failed).',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.1, 1, 10, 60, 600],
    registers: [registry],
  });
  registry.registerMetric(
    new Gauge({
      name: 'steward_queue_jobs',
      help: 'Jobs in the queues of all workers, by state.',
      labelNames: ['job', 'state'],
      registers: [],
      async collect() {
        for (const { name, ...states } of await queues()) for (const [state, n] of Object.entries(states)) this.set({ job: name, state }, n);
      },
    }),
  );
  const watch: JobWatch = async (job, work) => {
    const end = duration.startTimer({ job });
    try {
      const result = await work();
      end({ outcome: 'done' });
      return result;
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    }
  };
  return { watch, text: () => registry.metrics() };
}
