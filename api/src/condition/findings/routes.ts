import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { contentDisposition, contentType, FileResponses, OrderParams, serveFile } from '../../work-orders/index.ts';
import { DeficiencyParams, StructureResponse } from '../contract.ts';
import { photoNotFound } from '../problems.ts';
import { readStructure } from '../read-condition.ts';
import { acceptCandidate, changeDeficiency } from './change-deficiency.ts';
import {
  AcceptanceRequest,
  AskRequest,
  BuildingProblemsResponse,
  CandidateResponse,
  CandidatesQuery,
  DeficiencyChange,
  LinkParams,
  LinkRequest,
  PhotoOfParams,
  PhotoParams,
  PhotosRequest,
  ReportRequest,
} from './contract.ts';
import { askForOrder, linkOrder, unlinkOrder } from './link-order.ts';
import { addPhotos, readPhoto, takeOffPhoto } from './photos.ts';
import { readCandidates } from './read-candidates.ts';
import { readProblemsOf, reportProblem } from './report-problem.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What is wrong with buildings: kept by planners, brought up by those who work there, put right by orders. */
export const findingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.patch(
    '/api/deficiencies/:id',
    {
      schema: {
        operationId: 'changeDeficiency',
        summary: 'Put right what is said of a deficiency',
        description: 'Of one that was put right, only what that cost.',
        tags,
        params: DeficiencyParams,
        headers: VersionHeaders,
        body: DeficiencyChange,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const { actor, params } = request;
      const structureId = await changeDeficiency(db, { actor, id: params.id, expected: expectedVersion(request), now: now() }, request.body);
      return readStructure(db, actor, structureId, now());
    },
  );

  app.post(
    '/api/deficiencies/:id/photos',
    {
      schema: {
        operationId: 'addDeficiencyPhotos',
        summary: 'Add photos to a deficiency',
        tags,
        params: DeficiencyParams,
        headers: KeyHeaders,
        body: PhotosRequest,
        response: { 201: StructureResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const structureId = await addPhotos(db, request.actor, request.params.id, request.body.attachmentIds, now());
      reply.code(201);
      return readStructure(db, request.actor, structureId, now());
    },
  );

  app.delete(
    '/api/deficiencies/:id/photos/:photoId',
    {
      schema: {
        operationId: 'removeDeficiencyPhoto',
        summary: 'Take a photo off a deficiency',
        tags,
        params: PhotoOfParams,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const structureId = await takeOffPhoto(db, request.actor, request.params.id, request.params.photoId, now());
      return readStructure(db, request.actor, structureId, now());
    },
  );

  app.get(
    '/api/deficiency-photos/:id/file',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getDeficiencyPhoto',
        summary: 'A photo of a deficiency',
        tags,
        params: PhotoParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, storageKey, mediaType, fileName } = await readPhoto(db, request.params.id);
      reply.header('content-disposition', contentDisposition(mediaType, fileName));
      return serveFile(files, request, reply, { key: storageKey, etag: id, type: contentType(mediaType) });
    },
  );

  app.get(
    '/api/deficiency-photos/:id/thumbnail',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getDeficiencyThumbnail',
        summary: 'A small picture of it',
        tags,
        params: PhotoParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, thumbnailKey } = await readPhoto(db, request.params.id);
      if (thumbnailKey === null) throw photoNotFound();
      reply.header('content-disposition', 'inline');
      return serveFile(files, request, reply, { key: thumbnailKey, etag: `${id}-thumbnail`, type: 'image/webp' });
    },
  );

  app.post(
    '/api/deficiencies/:id/work-orders',
    {
      schema: {
        operationId: 'linkWorkOrder',
        summary: 'Put a deficiency in work on an open order of its school',
        description:
          'When the order is done the deficiency is put right, with its share of what the order cost; reopened, it is back; cancelled, it is open again.',
        tags,
        params: DeficiencyParams,
        headers: VersionHeaders,
        body: LinkRequest,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const { actor, params } = request;
      const structureId = await linkOrder(db, { actor, id: params.id, expected: expectedVersion(request), now: now() }, request.body);
      return readStructure(db, actor, structureId, now());
    },
  );

  app.post(
    '/api/deficiencies/:id/requests',
    {
      schema: {
        operationId: 'askForRepair',
        summary: 'Ask for a new work order that puts a deficiency right',
        tags,
        params: DeficiencyParams,
        headers: KeyHeaders,
        body: AskRequest,
        response: { 201: z.object({ id: z.uuid(), number: z.string() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { order } = await askForOrder(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? uuidv7());
      reply.code(201);
      return { id: order.id, number: order.number };
    },
  );

  app.delete(
    '/api/deficiencies/:id/work-orders/:workOrderId',
    {
      schema: {
        operationId: 'unlinkWorkOrder',
        summary: 'Take a deficiency off its order',
        tags,
        params: LinkParams,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const structureId = await unlinkOrder(db, request.actor, request.params.id, request.params.workOrderId, now());
      return readStructure(db, request.actor, structureId, now());
    },
  );

  app.get(
    '/api/candidates',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listCandidates',
        summary: 'What may be wrong with buildings and waits for a planner',
        tags,
        querystring: CandidatesQuery,
        response: { 200: CandidateResponse, ...refusals },
      },
    },
    async (request) => readCandidates(db, request.actor, request.query),
  );

  app.post(
    '/api/deficiencies/:id/acceptances',
    {
      schema: {
        operationId: 'acceptCandidate',
        summary: 'Take a candidate up: it counts from this moment on',
        description: 'To dismiss one, end it as withdrawn, with the reason.',
        tags,
        params: DeficiencyParams,
        headers: VersionHeaders,
        body: AcceptanceRequest,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const { actor, params } = request;
      const structureId = await acceptCandidate(db, { actor, id: params.id, expected: expectedVersion(request), now: now() }, request.body);
      return readStructure(db, actor, structureId, now());
    },
  );

  app.get(
    '/api/work-orders/:id/building-problems',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listBuildingProblems',
        summary: 'What an order has to do with what is wrong with a building',
        tags,
        params: OrderParams,
        response: { 200: BuildingProblemsResponse, ...refusals },
      },
    },
    async (request) => readProblemsOf(db, request.actor, request.params.id),
  );

  app.post(
    '/api/work-orders/:id/building-problems',
    {
      config: {
        scope: 'orders:write',
        mayReplay: async (request) => void (await readProblemsOf(db, request.actor, (request.params as { id: string }).id)),
      },
      schema: {
        operationId: 'reportBuildingProblem',
        summary: 'Say that what an order is about is a problem of the building',
        description: 'Planners look at it; it counts when one takes it up.',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: ReportRequest,
        response: { 201: BuildingProblemsResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await reportProblem(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readProblemsOf(db, request.actor, id);
    },
  );
};
