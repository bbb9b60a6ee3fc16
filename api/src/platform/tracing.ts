import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, Span } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { JobWatch } from './jobs.ts';

export type Tracing = Awaited<ReturnType<typeof load>>;

/** Traces by configuration: only where OTEL_EXPORTER_OTLP_ENDPOINT says whereto are OpenTelemetry's packages loaded at all. */
export const startTracing = async (endpoint: string | undefined, service: string): Promise<Tracing | undefined> =>
  endpoint ? load(endpoint, service) : undefined;

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

async function load(endpoint: string, service: string) {
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace }, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(Number(process.env['OTEL_TRACES_SAMPLER_ARG'] ?? '1')) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }) })],
  });
  const tracer = provider.getTracer('steward');
  /** What is being done here and now, however many awaits further. */
  const current = new AsyncLocalStorage<Context>();

  const begin = (name: string, kind = SpanKind.INTERNAL, parent = current.getStore() ?? ROOT_CONTEXT) => tracer.startSpan(name, { kind }, parent);
  const finish = (span: Span, isFailed: boolean) => {
    if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };

  /** The caller's place in a trace of its own (W3C traceparent). */
  const callerOf = (traceparent: unknown): Context => {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(String(traceparent)) ?? [];
    return traceId && spanId
      ? trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: parseInt(flags!, 16), isRemote: true })
      : ROOT_CONTEXT;
  };

  return {
    /** A span for each request, named by its route; never its address, its body or its person. */
    requests(app: FastifyInstance) {
      app.addHook('onRequest', (request, reply, done) => {
        const route = request.routeOptions.url ?? 'unknown';
        const span = begin(`${request.method} ${route}`, SpanKind.SERVER, callerOf(request.headers.traceparent));
        span.setAttributes({ 'http.request.method': request.method, 'http.route': route, 'steward.request_id': request.id });
        request.traceId = span.spanContext().traceId;
        reply.raw.once('close', () => {
          span.setAttribute('http.response.status_code', reply.statusCode);
          finish(span, reply.statusCode >= 500);
        });
        current.run(trace.setSpan(ROOT_CONTEXT, span), done);
      });
    },
    /** A span for each statement: the statement as it is written, without its parameters. */
    statement: (text: string): ((error?: unknown) => void) => {
      const span = begin(text.trimStart().split(/\s/, 1)[0]!.toLowerCase(), SpanKind.CLIENT);
      span.setAttributes({ 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, 2_000) });
      return (error) => finish(span, error !== undefined);
    },
    /** A span for each turn of a job. */
    job: ((name, work) => {
      const span = begin(`job ${name}`, SpanKind.CONSUMER);
      return current.run(trace.setSpan(ROOT_CONTEXT, span), work).then(
        (result) => {
          finish(span, false);
          return result;
        },
        (error: unknown) => {
          finish(span, true);
          throw error;
        },
      );
    }) satisfies JobWatch,
    stop: () => provider.shutdown(),
  };
}
