import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import {
  DictionaryQuery,
  DictionaryResponse,
  OpenProgrammeResponse,
  OpenProjectResponse,
  OpenProposalsResponse,
  OpenResponse,
  OpenSchoolResponse,
  OpenSchoolsResponse,
  ProgrammeParams,
  ProjectParams,
  SchoolParams,
  SetJson,
  SetParams,
  SetQuery,
} from './contract.ts';
import { mayBeFound, publicAnswers } from './public-answers.ts';
import { exportData, readData, readDictionary } from './read-data.ts';
import { readOpen, readOpenProgramme, readOpenProject, readOpenProposals, readOpenSchool, readOpenSchools } from './read-open.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Open data'];
const config = { isPublic: true };

/** What everybody may know of the capital plan, without a sign-in. */
export const openRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  publicAnswers(app);
  const found = async <T extends { isDemonstration: boolean }>(reply: FastifyReply, answer: Promise<T>): Promise<T> => {
    mayBeFound(reply, await answer);
    return answer;
  };

  app.get(
    '/api/open',
    {
      config,
      schema: {
        operationId: 'getOpen',
        summary: 'The public programmes, and what there is to take away',
        description: 'Kept by caches for a minute; answers 304 to the ETag of what you have.',
        tags,
        security: [],
        response: { 200: OpenResponse, ...refusals },
      },
    },
    async (_request, reply) => found(reply, readOpen(db, now())),
  );

  app.get(
    '/api/open/programmes/:code',
    {
      config,
      schema: {
        operationId: 'getOpenProgramme',
        summary: 'One programme: where its money comes from and goes, school by school, and what changed',
        tags,
        security: [],
        params: ProgrammeParams,
        response: { 200: OpenProgrammeResponse, ...refusals },
      },
    },
    async (request, reply) => found(reply, readOpenProgramme(db, request.params.code, now())),
  );

  app.get(
    '/api/open/schools',
    {
      config,
      schema: {
        operationId: 'listOpenSchools',
        summary: 'Every school with what it was promised in each programme, and its condition',
        tags,
        security: [],
        response: { 200: OpenSchoolsResponse, ...refusals },
      },
    },
    async (_request, reply) => found(reply, readOpenSchools(db, now())),
  );

  app.get(
    '/api/open/schools/:id',
    {
      config,
      schema: {
        operationId: 'getOpenSchool',
        summary: 'One school: each promise, what it has today, what was spent on it, and why that changed',
        tags,
        security: [],
        params: SchoolParams,
        response: { 200: OpenSchoolResponse, ...refusals },
      },
    },
    async (request, reply) => found(reply, readOpenSchool(db, request.params.id, now())),
  );

  app.get(
    '/api/open/projects/:id',
    {
      config,
      schema: {
        operationId: 'getOpenProject',
        summary: 'One project down to its invoices, which add up to what is spent',
        tags,
        security: [],
        params: ProjectParams,
        response: { 200: OpenProjectResponse, ...refusals },
      },
    },
    async (request, reply) => found(reply, readOpenProject(db, request.params.id, now())),
  );

  app.get(
    '/api/open/proposals',
    {
      config,
      schema: {
        operationId: 'listOpenProposals',
        summary: 'What was proposed in public: its score, what the committee says, the decision and its reason',
        tags,
        security: [],
        response: { 200: OpenProposalsResponse, ...refusals },
      },
    },
    async (_request, reply) => found(reply, readOpenProposals(db, now())),
  );

  app.get(
    '/api/open/dictionary',
    {
      config,
      schema: {
        operationId: 'getOpenDictionary',
        summary: 'What each field of each file means',
        tags,
        security: [],
        querystring: DictionaryQuery,
        response: { 200: DictionaryResponse, ...refusals },
      },
    },
    async (request, reply) => found(reply, readDictionary(db, request.query.lang, now())),
  );

  app.get(
    '/api/open/data/:set',
    {
      config,
      schema: {
        operationId: 'getOpenData',
        summary: 'A whole set as CSV or JSON, with the names of the dictionary',
        description: 'Changes and invoices come 20,000 at a time: `after`, and the Link header, say how to go on.',
        tags,
        security: [],
        params: SetParams,
        querystring: SetQuery,
        response: {
          200: { description: 'The rows.', content: { 'application/json': { schema: SetJson }, 'text/csv': { schema: z.string() } } },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { set } = request.params;
      const { format, ...asked } = request.query;
      const goOn = (after: string | null) =>
        after && reply.header('link', `</api/open/data/${set}?format=${format}&lang=${asked.lang}&after=${after}>; rel="next"`);
      if (format === 'json') {
        const answer = await found(reply, readData(db, set, asked, now()));
        goOn(answer.after);
        return answer;
      }
      const { text, after } = await found(reply, exportData(db, set, asked, now()));
      goOn(after);
      return reply.header('content-disposition', `attachment; filename="steward-open-${set}.csv"`).type('text/csv; charset=utf-8').send(text);
    },
  );
};
