import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { keepMilestone, readBuildOut } from './build-out.ts';
import {
  BuildOut,
  CircuitChange,
  CircuitList,
  CircuitParams,
  CircuitQuery,
  CircuitResponse,
  ContractChange,
  ContractParams,
  ContractResponse,
  MilestoneParams,
  MilestoneRequest,
  MilestoneResponse,
  NewCircuit,
  NewContract,
  ProviderList,
  ProviderParams,
  ProviderRequest,
  ProviderResponse,
} from './contract.ts';
import { addCircuit, changeCircuit, readCircuit, readCircuits } from './keep-circuits.ts';
import { addContract, addProvider, changeContract, readProviders, renameProvider } from './keep-contracts.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** Lines, who runs them, and the fiber that is being built. */
export const circuitRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/network/circuits',
    {
      schema: {
        operationId: 'listCircuits',
        summary: 'Lines to schools',
        tags,
        querystring: CircuitQuery,
        response: { 200: CircuitList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readCircuits(db, request.actor, request.query, now());
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.post(
    '/api/network/circuits',
    {
      schema: {
        operationId: 'addCircuit',
        summary: 'Add a line',
        tags,
        headers: KeyHeaders,
        body: NewCircuit,
        response: { 201: CircuitResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const circuit = await addCircuit(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, circuit);
    },
  );

  app.get(
    '/api/network/circuits/:id',
    {
      schema: {
        operationId: 'getCircuit',
        summary: 'One line with its history',
        tags,
        params: CircuitParams,
        response: { 200: CircuitResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readCircuit(db, request.actor, request.params.id)),
  );

  app.patch(
    '/api/network/circuits/:id',
    {
      schema: {
        operationId: 'changeCircuit',
        summary: 'Change what is provisioned on a line',
        tags,
        params: CircuitParams,
        headers: VersionHeaders,
        body: CircuitChange,
        response: { 200: CircuitResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await changeCircuit(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );

  app.get(
    '/api/network/providers',
    {
      schema: {
        operationId: 'listNetworkProviders',
        summary: 'Who runs lines, and their contracts',
        tags,
        response: { 200: ProviderList, ...refusals },
      },
    },
    async (request) => readProviders(db, request.actor),
  );

  app.post(
    '/api/network/providers',
    {
      schema: {
        operationId: 'addNetworkProvider',
        summary: 'Add one who runs lines',
        tags,
        headers: KeyHeaders,
        body: ProviderRequest,
        response: { 201: ProviderResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const provider = await addProvider(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, provider);
    },
  );

  app.patch(
    '/api/network/providers/:id',
    {
      schema: {
        operationId: 'renameNetworkProvider',
        summary: 'Call one who runs lines by another name',
        tags,
        params: ProviderParams,
        headers: VersionHeaders,
        body: ProviderRequest,
        response: { 200: ProviderResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await renameProvider(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );

  app.post(
    '/api/network/contracts',
    {
      schema: {
        operationId: 'addNetworkContract',
        summary: 'Add a contract with who runs lines',
        tags,
        headers: KeyHeaders,
        body: NewContract,
        response: { 201: ContractResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const contract = await addContract(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, contract);
    },
  );

  app.patch(
    '/api/network/contracts/:id',
    {
      schema: {
        operationId: 'changeNetworkContract',
        summary: 'A contract goes on longer, costs something else, or was written down wrong',
        tags,
        params: ContractParams,
        headers: VersionHeaders,
        body: ContractChange,
        response: { 200: ContractResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await changeContract(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );

  app.get(
    '/api/network/build-out',
    {
      schema: { operationId: 'getFibreBuildOut', summary: 'How far the fiber is, school by school', tags, response: { 200: BuildOut, ...refusals } },
    },
    async (request) => readBuildOut(db, request.actor, now()),
  );

  app.put(
    '/api/network/schools/:id/milestones/:step',
    {
      schema: {
        operationId: 'setFibreMilestone',
        summary: 'Say when a step of a school’s fiber is planned or was done; If-Match "0" where there is none yet',
        tags,
        params: MilestoneParams,
        headers: VersionHeaders,
        body: MilestoneRequest,
        response: { 200: MilestoneResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id: siteId, step } = request.params;
      return withETag(reply, await keepMilestone(db, request.actor, { siteId, step, expected: expectedVersion(request) }, request.body, now()));
    },
  );
};
