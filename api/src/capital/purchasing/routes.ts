import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { IdParams, ProjectParams } from '../contract.ts';
import {
  LadderParams,
  LadderRequest,
  ProcurementRequest,
  ProcurementResponse,
  RulesResponse,
  ThresholdsRequest,
  VendorChange,
  VendorRequest,
  VendorResponse,
  VendorsQuery,
  VendorsResponse,
} from './contract.ts';
import { addProcurement, changeProcurement, readProcurement } from './keep-procurements.ts';
import { changeLadder, changeThresholds, readRules } from './keep-rules.ts';
import { addVendor, changeVendor, readVendors } from './keep-vendors.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** Vendors, procurement files, and the rules of buying and approving. */
export const purchasingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/vendors',
    {
      schema: {
        operationId: 'listVendors',
        summary: 'Vendors by name',
        tags,
        querystring: VendorsQuery,
        response: { 200: VendorsResponse, ...refusals },
      },
    },
    async (request) => readVendors(db, request.actor, request.query),
  );

  app.post(
    '/api/vendors',
    {
      schema: {
        operationId: 'addVendor',
        summary: 'Add a vendor',
        tags,
        headers: KeyHeaders,
        body: VendorRequest,
        response: { 201: VendorResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return withETag(reply, await addVendor(db, request.actor, request.body, request.idempotencyId ?? undefined));
    },
  );

  app.patch(
    '/api/vendors/:id',
    {
      schema: {
        operationId: 'changeVendor',
        summary: 'Change what is known of a vendor',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: VendorChange,
        response: { 200: VendorResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await changeVendor(db, request.actor, request.params.id, expectedVersion(request), request.body)),
  );

  app.post(
    '/api/projects/:projectId/procurements',
    {
      schema: {
        operationId: 'addProcurement',
        summary: 'Open a procurement file',
        tags,
        params: ProjectParams,
        headers: KeyHeaders,
        body: ProcurementRequest,
        response: { 201: ProcurementResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await addProcurement(db, request.actor, request.params.projectId, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readProcurement(db, request.actor, id));
    },
  );

  app.get(
    '/api/procurements/:id',
    {
      schema: {
        operationId: 'getProcurement',
        summary: 'A procurement file with its offers',
        tags,
        params: IdParams,
        response: { 200: ProcurementResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readProcurement(db, request.actor, request.params.id)),
  );

  app.put(
    '/api/procurements/:id',
    {
      schema: {
        operationId: 'changeProcurement',
        summary: 'Keep a procurement file as it is now',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: ProcurementRequest,
        response: { 200: ProcurementResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeProcurement(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readProcurement(db, request.actor, request.params.id));
    },
  );

  app.get(
    '/api/capital-rules',
    {
      schema: {
        operationId: 'getCapitalRules',
        summary: 'Who approves what, and which ways of buying are allowed from which amount on',
        tags,
        response: { 200: RulesResponse, ...refusals },
      },
    },
    async (request) => readRules(db, request.actor),
  );

  app.put(
    '/api/capital-rules/ladders/:kind',
    {
      schema: {
        operationId: 'changeApprovalLadder',
        summary: 'Say anew who approves one kind of request',
        tags,
        params: LadderParams,
        headers: VersionHeaders,
        body: LadderRequest,
        response: { 200: RulesResponse, ...refusals },
      },
    },
    async (request) => {
      await changeLadder(db, request.actor, { ...request.params, version: expectedVersion(request) }, request.body, now());
      return readRules(db, request.actor);
    },
  );

  app.put(
    '/api/capital-rules/thresholds',
    {
      schema: {
        operationId: 'changePurchaseThresholds',
        summary: 'Say anew from which amount on which ways of buying are allowed',
        tags,
        headers: VersionHeaders,
        body: ThresholdsRequest,
        response: { 200: RulesResponse, ...refusals },
      },
    },
    async (request) => {
      await changeThresholds(db, request.actor, expectedVersion(request), request.body, now());
      return readRules(db, request.actor);
    },
  );
};
