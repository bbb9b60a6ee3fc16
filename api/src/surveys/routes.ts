import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders } from '#platform/headers.ts';
import { auditViews, whoIsSignedIn } from '../people/index.ts';
import { LinkParams } from '../work-orders/index.ts';
import { answerByLink, answerSignedIn, readMySurvey, readSurveyLink } from './answer-survey.ts';
import {
  AnswersRequest,
  CommentResponse,
  CommentsQuery,
  CommentsResponse,
  MySurveyResponse,
  ResultsCsv,
  ResultsResponse,
  ReviewRequest,
  SchoolParams,
  SchoolResultsResponse,
  SurveyChange,
  SurveyLinkResponse,
  SurveyParams,
  SurveyRequest,
  SurveyResponse,
  SurveysResponse,
  TakenResponse,
  YearQuery,
} from './contract.ts';
import { exportResults } from './export-results.ts';
import { openSurveyRoutes } from './open/routes.ts';
import { readResults, readSchoolResults } from './read-results.ts';
import { readSurvey, readSurveys } from './read-surveys.ts';
import { readComments, reviewComment } from './review-comment.ts';
import { changeSurvey, closeSurvey, createSurvey, openSurvey, remindOfSurvey } from './run-survey.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Surveys'];
/** Signed out: whoever tries secrets is slow. */
const LINKS_PER_MINUTE = 60;
const byLink = { isPublic: true, isAnonymous: true, rateLimit: { max: LINKS_PER_MINUTE, timeWindow: 60_000 } };

/** The annual perception survey. */
export const surveyRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(answeringRoutes);
  await app.register(openSurveyRoutes);
  await app.register(resultRoutes);
  await app.register(runningRoutes);
};

/** Answering: nothing of it is tied to who answers. */
const answeringRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  const opened = async (request: FastifyRequest<{ Params: { secret: string } }>) => ({
    secret: request.params.secret,
    openedById: (await whoIsSignedIn(app, request))?.id ?? null,
  });

  app.get(
    '/api/my-survey',
    {
      schema: {
        operationId: 'getMySurvey',
        summary: 'The survey that is open, and whether I have answered it',
        tags,
        response: { 200: MySurveyResponse, ...refusals },
      },
    },
    async (request) => readMySurvey(db, request.actor, now()),
  );

  app.post(
    '/api/my-survey/answers',
    {
      config: { isAnonymous: true },
      schema: {
        operationId: 'answerSurvey',
        summary: 'Answer the survey, once',
        description: 'What is answered is kept apart from who answered. An Idempotency-Key is not kept: a second answer is refused in any case.',
        tags,
        body: AnswersRequest,
        response: { 201: TakenResponse, ...refusals },
      },
    },
    async (request, reply) => reply.code(201).send(await answerSignedIn(db, request.actor, request.body, now())),
  );

  app.get(
    '/api/survey-links/:secret',
    {
      config: byLink,
      schema: {
        operationId: 'readSurveyLink',
        summary: 'What the link in a mail asks',
        description: 'Looking changes nothing.',
        tags,
        security: [],
        params: LinkParams,
        response: { 200: SurveyLinkResponse, ...refusals },
      },
    },
    async (request) => readSurveyLink(db, await opened(request), now()),
  );

  app.post(
    '/api/survey-links/:secret/answers',
    {
      config: byLink,
      schema: {
        operationId: 'answerSurveyByLink',
        summary: 'Answer the survey by the link in a mail, once',
        tags,
        security: [],
        params: LinkParams,
        body: AnswersRequest,
        response: { 201: TakenResponse, ...refusals },
      },
    },
    async (request, reply) => reply.code(201).send(await answerByLink(db, await opened(request), request.body, now())),
  );
};

/** Results and comments. */
const resultRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/survey-results',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getSurveyResults',
        summary: 'What the staff say of each service, by level and area, beside the service’s own figures',
        description: 'Of closed surveys, and nothing of fewer than ten people.',
        tags,
        querystring: YearQuery,
        response: { 200: ResultsResponse, ...refusals },
      },
    },
    async (request) => readResults(db, request.actor, request.query),
  );

  app.get(
    '/api/survey-results/export',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'exportSurveyResults',
        summary: 'The results as CSV',
        tags,
        querystring: YearQuery,
        response: { ...ResultsCsv, ...refusals },
      },
    },
    async (request, reply) => {
      const { year, text } = await exportResults(db, request.actor, request.query);
      return reply.header('content-disposition', `attachment; filename="steward-survey-${year}.csv"`).type('text/csv; charset=utf-8').send(text);
    },
  );

  app.get(
    '/api/survey-results/schools/:siteId',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getSchoolSurveyResults',
        summary: 'What the staff of one school say, where ten or more answered',
        tags,
        params: SchoolParams,
        response: { 200: SchoolResultsResponse, ...refusals },
      },
    },
    async (request) => readSchoolResults(db, request.actor, request.params.siteId),
  );

  app.get(
    '/api/surveys/:id/comments',
    {
      schema: {
        operationId: 'listSurveyComments',
        summary: 'What was written: published, or for who reviews it',
        tags,
        params: SurveyParams,
        querystring: CommentsQuery,
        response: { 200: CommentsResponse, ...refusals },
      },
    },
    async (request) => readComments(db, request.actor, request.params.id, request.query.state),
  );

  app.post(
    '/api/survey-comments/:id/reviews',
    {
      schema: {
        operationId: 'reviewSurveyComment',
        summary: 'Publish a comment, or withhold it with a reason',
        tags,
        params: SurveyParams,
        headers: ActHeaders,
        body: ReviewRequest,
        response: { 200: CommentResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, version: expectedVersion(request) };
      return withETag(reply, await reviewComment(db, request.actor, asked, request.body, now()));
    },
  );
};

/** Running a survey. */
const runningRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();
  const read = (request: FastifyRequest, id: string) => readSurvey(db, request.actor, id, now());

  app.get(
    '/api/surveys',
    {
      schema: {
        operationId: 'listSurveys',
        summary: 'The surveys of all years, and what may be done with each',
        tags,
        response: { 200: SurveysResponse, ...refusals },
      },
    },
    async (request) => readSurveys(db, request.actor, now()),
  );

  app.post(
    '/api/surveys',
    {
      schema: {
        operationId: 'createSurvey',
        summary: 'Prepare the survey of a year',
        tags,
        headers: KeyHeaders,
        body: SurveyRequest,
        response: { 201: SurveyResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await createSurvey(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await read(request, id));
    },
  );

  app.put(
    '/api/surveys/:id',
    {
      schema: {
        operationId: 'changeSurvey',
        summary: 'Change its days, and before it opens its services',
        tags,
        params: SurveyParams,
        headers: ActHeaders,
        body: SurveyChange,
        response: { 200: SurveyResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeSurvey(db, request.actor, { id, version: expectedVersion(request) }, request.body, now());
      return withETag(reply, await read(request, id));
    },
  );

  const act = (path: string, operationId: string, summary: string, move: typeof openSurvey) =>
    app.post(
      `/api/surveys/:id/${path}`,
      { schema: { operationId, summary, tags, params: SurveyParams, headers: ActHeaders, response: { 200: SurveyResponse, ...refusals } } },
      async (request, reply) => {
        const { id } = request.params;
        await move(db, request.actor, { id, version: expectedVersion(request) }, now());
        return withETag(reply, await read(request, id));
      },
    );
  act('openings', 'openSurvey', 'Open it: people are invited and answer', openSurvey);
  act('reminders', 'remindOfSurvey', 'Have everybody reminded who has not answered', remindOfSurvey);
  act('closings', 'closeSurvey', 'Close it for good, and count', closeSurvey);
};
