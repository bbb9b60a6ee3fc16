import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { contentDisposition, contentType, FileResponses, serveFile } from '../../work-orders/index.ts';
import { IdParams, Made, ProgrammeParams, ProjectParams } from '../contract.ts';
import {
  CandidatesQuery,
  CandidatesResponse,
  CompletionRequest,
  DocumentRequest,
  NeedsRequest,
  PhaseParams,
  PhaseRequest,
  PhaseResponse,
  ProjectChange,
  ProjectRequest,
  ReopeningRequest,
  RiskRequest,
  ScopeChange,
  ScopeRequest,
  ScopeResponse,
} from './contract.ts';
import { addDocument, addProject, addRisk, changeProject, changeRisk, keepPhase, readDocumentFile } from './keep-projects.ts';
import { addScope, changeScope, completeScope, nameNeeds, reopenScope, reviewScope } from './keep-scopes.ts';
import { documentNotFound } from '../problems.ts';
import { readCandidates, readScope } from './read-scope.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** Projects with their phases, scope lines, risks and papers, kept by their capital managers. */
export const projectRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.post(
    '/api/programmes/:programmeId/projects',
    {
      schema: {
        operationId: 'addProject',
        summary: 'Begin a project within a programme',
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: ProjectRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addProject(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.patch(
    '/api/projects/:projectId',
    {
      schema: {
        operationId: 'changeProject',
        summary: 'Change what is said of a project',
        tags,
        params: ProjectParams,
        headers: VersionHeaders,
        body: ProjectChange,
        response: { 200: Made, ...refusals },
      },
    },
    async (request) => changeProject(db, request.actor, request.params.projectId, expectedVersion(request), request.body, now()),
  );

  app.put(
    '/api/projects/:projectId/phases/:phase',
    {
      schema: {
        operationId: 'keepProjectPhase',
        summary: 'Say when a phase is planned and when it was',
        description: 'What is planned first stays as its baseline. A phase that has no days yet needs no If-Match.',
        tags,
        params: PhaseParams,
        headers: VersionHeaders,
        body: PhaseRequest,
        response: { 200: PhaseResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const expected = request.headers['if-match'] === undefined ? null : expectedVersion(request);
      const kept = await keepPhase(db, request.actor, { ...request.params, expected }, request.body, now());
      return withETag(reply, { ...kept, phase: request.params.phase });
    },
  );

  app.post(
    '/api/projects/:projectId/risks',
    {
      schema: {
        operationId: 'addProjectRisk',
        summary: 'Note what might go wrong with a project',
        tags,
        params: ProjectParams,
        headers: KeyHeaders,
        body: RiskRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addRisk(db, request.actor, request.params.projectId, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.put(
    '/api/project-risks/:id',
    {
      schema: {
        operationId: 'changeProjectRisk',
        summary: 'Say anew what might go wrong, or that it happened, or is over',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: RiskRequest,
        response: { 200: Made, ...refusals },
      },
    },
    async (request) => changeRisk(db, request.actor, request.params.id, expectedVersion(request), request.body, now()),
  );

  app.post(
    '/api/programmes/:programmeId/documents',
    {
      schema: {
        operationId: 'addCapitalDocument',
        summary: 'Add a paper that entries may rest on',
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: DocumentRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addDocument(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.get(
    '/api/capital-documents/:id/file',
    {
      schema: {
        operationId: 'getCapitalDocumentFile',
        summary: 'The file of a document',
        tags,
        params: IdParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, storageKey, mediaType, fileName } = await readDocumentFile(db, request.actor, request.params.id);
      reply.header('content-disposition', contentDisposition(mediaType, fileName));
      return serveFile(files, request, reply, { key: storageKey, etag: id, type: contentType(mediaType) });
    },
  );

  app.get(
    '/api/capital-documents/:id/thumbnail',
    {
      schema: {
        operationId: 'getCapitalDocumentThumbnail',
        summary: 'A small picture of a document that is one',
        tags,
        params: IdParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, thumbnailKey } = await readDocumentFile(db, request.actor, request.params.id);
      if (thumbnailKey === null) throw documentNotFound();
      reply.header('content-disposition', 'inline');
      return serveFile(files, request, reply, { key: thumbnailKey, etag: `${id}-thumbnail`, type: 'image/webp' });
    },
  );

  app.post(
    '/api/projects/:projectId/scopes',
    {
      schema: {
        operationId: 'addProjectScope',
        summary: 'Write down what a school is promised',
        tags,
        params: ProjectParams,
        headers: KeyHeaders,
        body: ScopeRequest,
        response: { 201: ScopeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await addScope(db, request.actor, request.params.projectId, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readScope(db, request.actor, id));
    },
  );

  app.get(
    '/api/project-scopes/:id',
    {
      schema: {
        operationId: 'getProjectScope',
        summary: 'A scope line with what it puts right',
        tags,
        params: IdParams,
        response: { 200: ScopeResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readScope(db, request.actor, request.params.id)),
  );

  app.get(
    '/api/project-scopes/:id/candidates',
    {
      schema: {
        operationId: 'listScopeCandidates',
        summary: 'What a scope line may put right at its school',
        tags,
        params: IdParams,
        querystring: CandidatesQuery,
        response: { 200: CandidatesResponse, ...refusals },
      },
    },
    async (request) => readCandidates(db, request.actor, request.params.id, request.query.q ?? ''),
  );

  app.patch(
    '/api/project-scopes/:id',
    {
      schema: {
        operationId: 'changeProjectScope',
        summary: 'Say what became of a promise, or that its words were read for everybody',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: ScopeChange,
        response: { 200: ScopeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const act = { actor: request.actor, id, expected: expectedVersion(request), now: now() };
      const { state, reason } = request.body;
      await (state === undefined ? reviewScope(db, act) : changeScope(db, act, state, reason));
      return withETag(reply, await readScope(db, request.actor, id));
    },
  );

  app.put(
    '/api/project-scopes/:id/needs',
    {
      schema: {
        operationId: 'nameScopeNeeds',
        summary: 'Say which deficiencies it puts right and which components it renews',
        description: 'What is named is funded, or in work once the scope line is under way; what is left out is as it was before.',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: NeedsRequest,
        response: { 200: ScopeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await nameNeeds(db, { actor: request.actor, id, expected: expectedVersion(request), now: now() }, request.body);
      return withETag(reply, await readScope(db, request.actor, id));
    },
  );

  app.post(
    '/api/project-scopes/:id/completions',
    {
      schema: {
        operationId: 'completeProjectScope',
        summary: 'Say that a scope line is done, and what it came to',
        description:
          'What it put right is retired with its part of the cost, what it renewed is new: the condition of the buildings follows at once.',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: CompletionRequest,
        response: { 200: ScopeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await completeScope(db, { actor: request.actor, id, expected: expectedVersion(request), now: now() }, request.body);
      return withETag(reply, await readScope(db, request.actor, id));
    },
  );

  app.post(
    '/api/project-scopes/:id/reopenings',
    {
      schema: {
        operationId: 'reopenProjectScope',
        summary: 'Say that it was not done after all',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: ReopeningRequest,
        response: { 200: ScopeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await reopenScope(db, { actor: request.actor, id, expected: expectedVersion(request), now: now() }, request.body.reason);
      return withETag(reply, await readScope(db, request.actor, id));
    },
  );
};
