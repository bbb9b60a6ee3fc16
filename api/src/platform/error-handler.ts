import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type FieldError, Problem } from '#kernel/problem.ts';

const schema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int32(),
    detail: z.string().optional(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string(), in: z.string().optional() })).optional(),
  })
  .meta({ id: 'Problem' });

/** What every route declares for its refusals. */
export const ProblemResponse = {
  description: 'Refused; `code` says why, `errors` which fields.',
  content: { 'application/problem+json': { schema } },
};

const PLACES = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const;

function invalidInput(error: FastifyError): Problem {
  const place = PLACES[(error.validationContext ?? 'body') as keyof typeof PLACES] ?? 'body';
  const errors: FieldError[] = (error.validation ?? []).flatMap((v) => {
    const pointer = v.instancePath || '/';
    if (v.keyword !== 'unrecognized_keys') return [{ pointer, detail: v.message ?? 'Not valid.', in: place }];
    const { keys = [] } = v.params as { keys?: string[] };
    return keys.map((key) => ({ pointer: `${pointer === '/' ? '' : pointer}/${key}`, detail: 'There is no such field.', in: place }));
  });
  return new Problem(400, 'request.invalid', 'Some of what was sent needs your attention.', { errors });
}

const PLAIN: Record<string, ConstructorParameters<typeof Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'request.too_large', 'This is larger than we take.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'request.media_type', 'Send application/json (files: multipart/form-data).'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'request.malformed', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'request.malformed', 'The body is empty; send a JSON object.'],
};

/** PostgreSQL's own code, where the failure came from there. */
const databaseCode = (error: unknown): string | undefined => {
  const { cause, code: own } = error as { cause?: { code?: unknown }; code?: unknown };
  const code = cause?.code ?? own;
  return typeof code === 'string' ? code : undefined;
};

function explain(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error);
  const plain = PLAIN[error.code];
  if (plain) return new Problem(...plain);
  const code = databaseCode(error);
  if (code && (/^(08|57P|53)/.test(code) || ['ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'].includes(code)))
    return new Problem(503, 'database.unavailable', 'The database is not answering. Try again in a moment.', { headers: { 'retry-after': '5' } });
  if (code === '40P01' || code === '40001')
    return new Problem(409, 'request.conflict', 'Somebody changed the same thing at the same moment. Try again.', {
      headers: { 'retry-after': '1' },
    });
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return new Problem(error.statusCode, 'request.refused', error.message);
  return new Problem(500, 'internal', 'Something went wrong on our side. Nothing was changed.');
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0]!;

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  const { headers = {}, detail, errors, ...facts } = problem.facts;
  return reply
    .code(problem.status)
    .headers(headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `/api/docs/problems#${problem.code}`,
      title: problem.message,
      status: problem.status,
      ...(detail === undefined ? {} : { detail }),
      instance: pathOf(request),
      code: problem.code,
      requestId: request.id,
      ...(errors ? { errors } : {}),
      ...facts,
    });
}

/** An address that the router cannot even read is refused in the same form. */
export const answerBeforeRouting = (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
  void send(new Problem(400, 'request.malformed', 'This address cannot be read.'), request, reply);

/** Turns every refusal and failure into problem+json. A failure's own words go to the log only, without SQL or its parameters. */
export function problemDetails(app: FastifyInstance) {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = explain(error);
    if (problem.status >= 500) {
      const first = isResponseSerializationError(error) ? JSON.stringify(error.cause.issues) : String(error.message).split('\n', 1)[0]!.slice(0, 120);
      request.log.error(
        {
          code: databaseCode(error),
          failure: first.startsWith('Failed query') ? 'Failed query' : first,
          stack: error.stack
            ?.split('\n')
            .filter((l) => /^\s+at /.test(l))
            .slice(0, 8),
        },
        'request failed',
      );
    }
    return send(problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) => send(new Problem(404, 'request.not_found', 'There is nothing here.'), request, reply));
}
