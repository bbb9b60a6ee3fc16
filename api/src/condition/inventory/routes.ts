import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { StructureParams, StructureResponse } from '../contract.ts';
import { readStructure } from '../read-condition.ts';
import { changeFacts } from './change-structure.ts';
import { ComponentChange, ComponentParams, ComponentRequest, RemovalRequest, RenewalRequest, StructureChange, SystemsResponse } from './contract.ts';
import { addComponent, changeComponent, removeComponent, renewComponent } from './keep-components.ts';
import { readSystems } from './read-systems.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What buildings are made of, kept by planners: each change is an event that says what was before. */
export const inventoryRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/building-systems',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listBuildingSystems',
        summary: 'The systems of level 3 that components and deficiencies are coded by',
        tags,
        response: { 200: SystemsResponse, ...refusals },
      },
    },
    async () => readSystems(db),
  );

  app.patch(
    '/api/structures/:id',
    {
      schema: {
        operationId: 'changeStructure',
        summary: 'Put right what is known of a building',
        description: 'Only what is named changes. What that does to its condition is a correction of the inventory, never decay.',
        tags,
        params: StructureParams,
        headers: VersionHeaders,
        body: StructureChange,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      await changeFacts(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return readStructure(db, request.actor, request.params.id, now());
    },
  );

  app.post(
    '/api/structures/:id/components',
    {
      schema: {
        operationId: 'addComponent',
        summary: 'Add a component to a building',
        tags,
        params: StructureParams,
        headers: KeyHeaders,
        body: ComponentRequest,
        response: { 201: StructureResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await addComponent(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readStructure(db, request.actor, request.params.id, now());
    },
  );

  app.patch(
    '/api/components/:id',
    {
      schema: {
        operationId: 'changeComponent',
        summary: 'Put right what is known of a component',
        tags,
        params: ComponentParams,
        headers: VersionHeaders,
        body: ComponentChange,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const { actor, params } = request;
      const structureId = await changeComponent(db, { actor, id: params.id, expected: expectedVersion(request), now: now() }, request.body);
      return readStructure(db, actor, structureId, now());
    },
  );

  app.post(
    '/api/components/:id/renewals',
    {
      schema: {
        operationId: 'renewComponent',
        summary: 'Say that a component was renewed, outside any work order',
        tags,
        params: ComponentParams,
        headers: ActHeaders,
        body: RenewalRequest,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const { actor, params } = request;
      const structureId = await renewComponent(db, { actor, id: params.id, expected: expectedVersion(request), now: now() }, request.body);
      return readStructure(db, actor, structureId, now());
    },
  );

  app.post(
    '/api/components/:id/removals',
    {
      schema: {
        operationId: 'removeComponent',
        summary: 'Take a component out of the inventory',
        description: 'Its history stays. What is known to be wrong with it has to end first.',
        tags,
        params: ComponentParams,
        headers: ActHeaders,
        body: RemovalRequest,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const { actor, params } = request;
      const structureId = await removeComponent(db, { actor, id: params.id, expected: expectedVersion(request), now: now() }, request.body.note);
      return readStructure(db, actor, structureId, now());
    },
  );
};
