import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import { OrderParams, WorkOrderResponse } from '../contract.ts';
import { readOrder, readShownAfter } from '../read-orders.ts';
import {
  MacroList,
  MacroParams,
  MacroPreview,
  MacroPreviewRequest,
  MacroRequest,
  MacroResponse,
  OfferedMacros,
  TryRequest,
  UsePreview,
  UseRequest,
} from './contract.ts';
import { readInUse, readMacro, readMacros, readOffered } from './read-macros.ts';
import { changeMacro, makeMacro, previewMacroChange } from './save-macro.ts';
import { previewUse, useMacro } from './use-macro.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Macros'];

/** Macros: set up by those who run a service, used by its crew and desk. */
export const macroRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/set-up/macros',
    { schema: { operationId: 'listMacros', summary: 'Every macro, also those no longer offered', tags, response: { 200: MacroList, ...refusals } } },
    async (request) => readMacros(db, request.actor),
  );

  app.get(
    '/api/set-up/macros/:id',
    {
      schema: { operationId: 'getMacro', summary: 'One macro, to work on', tags, params: MacroParams, response: { 200: MacroResponse, ...refusals } },
    },
    async (request, reply) => withETag(reply, await readMacro(db, request.actor, request.params.id)),
  );

  app.post(
    '/api/set-up/macros',
    {
      schema: {
        operationId: 'makeMacro',
        summary: 'Make a macro',
        tags,
        headers: KeyHeaders,
        body: MacroRequest,
        response: { 201: MacroResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await makeMacro(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readMacro(db, request.actor, id));
    },
  );

  app.put(
    '/api/set-up/macros/:id',
    {
      schema: {
        operationId: 'changeMacro',
        summary: 'Change a macro as a whole, or put it out of use',
        tags,
        params: MacroParams,
        headers: VersionHeaders,
        body: MacroRequest,
        response: { 200: MacroResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeMacro(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readMacro(db, request.actor, request.params.id));
    },
  );

  app.post(
    '/api/set-up/macro-previews',
    {
      schema: {
        operationId: 'previewMacro',
        summary: 'What saving a macro would change; nothing is saved',
        tags,
        body: MacroPreviewRequest,
        response: { 200: MacroPreview, ...refusals },
      },
    },
    async (request) => previewMacroChange(db, request.actor, request.body),
  );

  app.get(
    '/api/macros',
    { schema: { operationId: 'listMacrosInUse', summary: 'The macros in use, for desks', tags, response: { 200: OfferedMacros, ...refusals } } },
    async (request) => readInUse(db, request.actor),
  );

  app.get(
    '/api/work-orders/:id/macros',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listMacrosForOrder',
        summary: 'The macros that are offered on an order, for crews',
        tags,
        params: OrderParams,
        response: { 200: OfferedMacros, ...refusals },
      },
    },
    async (request) => readOffered(db, request.actor, request.params.id),
  );

  app.post(
    '/api/work-orders/:id/macro-previews',
    {
      config: { scope: 'orders:write' },
      schema: {
        operationId: 'previewMacroUse',
        summary: 'What using a macro would do to an order, with its words filled in; nothing is done',
        tags,
        params: OrderParams,
        body: TryRequest,
        response: { 200: UsePreview, ...refusals },
      },
    },
    async (request) => previewUse(db, request.actor, request.params.id, request.body.macroId, now()),
  );

  app.post(
    '/api/work-orders/:id/macros',
    {
      config: {
        scope: 'orders:write',
        mayReplay: async (request) => void (await readOrder(db, request.actor, (request.params as { id: string }).id)),
      },
      schema: {
        operationId: 'useMacro',
        summary: 'Do to an order all that a macro does, or nothing',
        description: 'Each act is judged by the rules of doing it alone. Where one is refused, nothing is done: `act` says which.',
        tags,
        params: OrderParams,
        headers: ActHeaders,
        body: UseRequest,
        response: { 200: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const version = expectedVersion(request);
      const id = await useMacro(db, request.actor, request.params.id, version, request.body, now(), request.idempotencyId ?? undefined);
      return withETag(reply, await readShownAfter(db, request.actor, id, now()));
    },
  );
};
