import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type FieldError, Problem } from '#kernel/problem.ts';
import { filesFull, isDiskFull } from './files/index.ts';
import { HEADERS_WITHOUT_HOOKS } from './safe-headers.ts';
import { databaseCode, isDatabaseAway } from './database-away.ts';

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

// What is wrong is told, not sent back as long as it came.
const MOST_ERRORS = 50;
const shortened = (text: string) => text.slice(0, 200);

function invalidInput(error: FastifyError): Problem {
  const place = PLACES[(error.validationContext ?? 'body') as keyof typeof PLACES] ?? 'body';
  const errors: FieldError[] = (error.validation ?? []).slice(0, MOST_ERRORS).flatMap((v) => {
    const pointer = shortened(v.instancePath || '/');
    if (v.keyword !== 'unrecognized_keys') return [{ pointer, detail: shortened(v.message ?? 'Not valid.'), in: place }];
    const { keys = [] } = v.params as { keys?: string[] };
    return keys
      .slice(0, MOST_ERRORS)
      .map((key) => ({ pointer: `${pointer === '/' ? '' : pointer}/${shortened(key)}`, detail: 'There is no such field.', in: place }));
  });
  return new Problem(400, 'request.invalid', 'Some of what was sent needs your attention.', { errors });
}

const PLAIN: Record<string, ConstructorParameters<typeof Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'request.too_large', 'This is larger than we take.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'request.media_type', 'Send application/json (files: multipart/form-data).'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'request.malformed', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'request.malformed', 'The body is empty; send a JSON object.'],
};

function explain(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error);
  const plain = PLAIN[error.code];
  if (plain) return new Problem(...plain);
  if (isDatabaseAway(error))
    return new Problem(503, 'database.unavailable', 'The database is not answering. Try again in a moment.', { headers: { 'retry-after': '5' } });
  if (isDiskFull(error)) return filesFull();
  const code = databaseCode(error);
  if (code === '40P01' || code === '40001')
    return new Problem(409, 'request.conflict', 'Somebody changed the same thing at the same moment. Try again.', {
      headers: { 'retry-after': '1' },
    });
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return new Problem(error.statusCode, 'request.refused', error.message);
  return new Problem(500, 'internal', 'Something went wrong on our side. Nothing was changed.');
}

/** What a storage said, in a word: its own name for it, or the system's. */
function causeOf({ cause }: Problem): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { code, name } = cause as NodeJS.ErrnoException;
  return code ?? name;
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

/** An address that the router cannot even read is refused in the same form; no hook has seen it. */
export const answerBeforeRouting = (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
  void send(new Problem(400, 'request.malformed', 'This address cannot be read.', { headers: HEADERS_WITHOUT_HOOKS }), request, reply);

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
          cause: error instanceof Problem ? causeOf(error) : undefined,
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
