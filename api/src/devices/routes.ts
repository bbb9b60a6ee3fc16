import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { chargeRoutes } from './charges/routes.ts';
import { collectionRoutes } from './collection/routes.ts';
import {
  ClosingRequest,
  DeviceChange,
  DeviceParams,
  DeviceRequest,
  DeviceResponse,
  DevicesQuery,
  DevicesResponse,
  HarvestRequest,
  LabelParams,
  LabelResponse,
  MoveRequest,
  RepairParams,
  ReportRequest,
  ReportResponse,
} from './contract.ts';
import { counterRoutes } from './counter/routes.ts';
import { disposalRoutes } from './disposals/routes.ts';
import { changeDevice, registerDevice } from './keep-devices.ts';
import { labelRoutes } from './labels/routes.ts';
import { ViewsQuery, ViewsResponse } from './links/contract.ts';
import { readViews } from './links/read-views.ts';
import { MeasuresFile, MeasuresFileQuery, MeasuresResponse } from './measures/contract.ts';
import { exportMeasures } from './measures/export-measures.ts';
import { readMeasures } from './measures/read-measures.ts';
import { modelRoutes } from './models/routes.ts';
import { moveDevice } from './move-device.ts';
import { readDevice, readDevices } from './read-devices.ts';
import { refreshRoutes } from './refresh/routes.ts';
import { closeRepair } from './repairs/close-repair.ts';
import { harvestParts } from './repairs/harvest-parts.ts';
import type { RepairDesk } from './repairs/open-repair.ts';
import { readLabel, reportProblem } from './repairs/report-problem.ts';

import { viewRoutes } from './views/routes.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** Devices and who has them. A broken one is mended on an order: `desk` asks for it, since orders know devices and not the other way round. */
export const deviceRoutes =
  (desk: RepairDesk): FastifyPluginAsyncZod =>
  async (app) => {
    const { db } = app;
    const now = () => app.clock();
    await app.register(counterRoutes(desk));
    await app.register(collectionRoutes(desk));
    await app.register(chargeRoutes);
    await app.register(labelRoutes);
    await app.register(modelRoutes);
    await app.register(refreshRoutes);
    await app.register(disposalRoutes);
    await app.register(viewRoutes);

    app.get(
      '/api/devices',
      {
        config: { scope: 'sites:read' },
        schema: {
          operationId: 'listDevices',
          summary: 'Devices of the schools where your role counts',
          description: 'Who has one is not told here.',
          tags,
          querystring: DevicesQuery,
          response: { 200: DevicesResponse, ...refusals },
        },
      },
      async (request) => readDevices(db, request.actor, request.query, now()),
    );

    app.post(
      '/api/devices',
      {
        schema: {
          operationId: 'registerDevice',
          summary: 'Take a device into the books',
          tags,
          headers: KeyHeaders,
          body: DeviceRequest,
          response: { 201: DeviceResponse, ...refusals },
        },
      },
      async (request, reply) => {
        const id = await registerDevice(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
        reply.code(201);
        return withETag(reply, await readDevice(db, request.actor, id, now()));
      },
    );

    app.get(
      '/api/devices/:id',
      {
        schema: {
          operationId: 'getDevice',
          summary: 'One device: what may be done with it, who has it, and what happened to it',
          description: 'Whoever sees which student has it is noted.',
          tags,
          params: DeviceParams,
          response: { 200: DeviceResponse, ...refusals },
        },
      },
      async (request, reply) => withETag(reply, await readDevice(db, request.actor, request.params.id, now())),
    );

    app.patch(
      '/api/devices/:id',
      {
        schema: {
          operationId: 'changeDevice',
          summary: 'Change what is said of a device',
          tags,
          params: DeviceParams,
          headers: VersionHeaders,
          body: DeviceChange,
          response: { 200: DeviceResponse, ...refusals },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await changeDevice(db, request.actor, id, expectedVersion(request), request.body, now());
        return withETag(reply, await readDevice(db, request.actor, id, now()));
      },
    );

    app.post(
      '/api/devices/:id/moves',
      {
        schema: {
          operationId: 'moveDevice',
          summary: 'Move a device: hand it out, take it back, send it to be mended, retire it',
          description: 'Which moves there are is in `allowedMoves`; all others are refused.',
          tags,
          params: DeviceParams,
          headers: ActHeaders,
          body: MoveRequest,
          response: { 200: DeviceResponse, ...refusals },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const doing = { expected: expectedVersion(request), actId: request.idempotencyId ?? uuidv7(), now: now(), desk };
        await moveDevice(db, request.actor, id, request.body, doing);
        return withETag(reply, await readDevice(db, request.actor, id, now()));
      },
    );

    app.post(
      '/api/devices/:id/parts',
      {
        schema: {
          operationId: 'harvestDeviceParts',
          summary: 'Take parts out of a retired device, for repairs of others',
          tags,
          params: DeviceParams,
          headers: ActHeaders,
          body: HarvestRequest,
          response: { 200: DeviceResponse, ...refusals },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const doing = { expected: expectedVersion(request), actId: request.idempotencyId ?? uuidv7(), now: now() };
        await harvestParts(db, request.actor, id, request.body, doing);
        return withETag(reply, await readDevice(db, request.actor, id, now()));
      },
    );

    app.get(
      '/api/device-labels/:tag',
      {
        schema: {
          operationId: 'getDeviceLabel',
          summary: 'What the label of a device says: which it is, never whose',
          tags,
          params: LabelParams,
          response: { 200: LabelResponse, ...refusals },
        },
      },
      async (request) => readLabel(db, request.actor, request.params.tag),
    );

    app.post(
      '/api/device-labels/:tag/reports',
      {
        schema: {
          operationId: 'reportDeviceProblem',
          summary: 'Report that a device does not work',
          description: 'The IT desk gets one order for it, however often it is reported.',
          tags,
          params: LabelParams,
          headers: KeyHeaders,
          body: ReportRequest,
          response: { 201: ReportResponse, ...refusals },
        },
      },
      async (request, reply) => {
        reply.code(201);
        const doing = { actId: request.idempotencyId ?? undefined, now: now(), desk };
        return reportProblem(db, request.actor, request.params.tag, request.body.problem, doing);
      },
    );

    app.post(
      '/api/device-repairs/:id/closings',
      {
        schema: {
          operationId: 'closeDeviceRepair',
          summary: 'End a repair: what it cost, what kind of damage it was',
          tags,
          params: RepairParams,
          headers: KeyHeaders,
          body: ClosingRequest,
          response: { 200: DeviceResponse, ...refusals },
        },
      },
      async (request, reply) => {
        const doing = { actId: request.idempotencyId ?? uuidv7(), now: now() };
        const deviceId = await closeRepair(db, request.actor, request.params.id, request.body, doing);
        return withETag(reply, await readDevice(db, request.actor, deviceId, now()));
      },
    );

    app.get(
      '/api/device-link-views',
      {
        schema: {
          operationId: 'listDeviceLinkViews',
          summary: 'Who saw which student has which device',
          tags,
          querystring: ViewsQuery,
          response: { 200: ViewsResponse, ...refusals },
        },
      },
      async (request) => readViews(db, request.actor, request.query),
    );

    app.get(
      '/api/device-measures',
      {
        config: { scope: 'sites:read' },
        schema: {
          operationId: 'getDeviceMeasures',
          summary: 'Coverage and equity, age, breakage, repairs, loaners, and what is to be replaced',
          description: 'Where you may not see students, counts below 10 are hidden, and what would give them away.',
          tags,
          response: { 200: MeasuresResponse, ...refusals },
        },
      },
      async (request) => readMeasures(db, request.actor, now()),
    );

    app.get(
      '/api/device-measures.csv',
      {
        config: { scope: 'sites:read' },
        schema: {
          operationId: 'exportDeviceMeasures',
          summary: 'The figures of devices as a table',
          tags,
          querystring: MeasuresFileQuery,
          response: { ...MeasuresFile, ...refusals },
        },
      },
      async (request, reply) => {
        const { set } = request.query;
        const file = await exportMeasures(db, request.actor, request.query, now());
        return reply
          .header('content-disposition', `attachment; filename="steward-devices-${set}-${districtDay(now())}.csv"`)
          .type('text/csv; charset=utf-8')
          .send(file);
      },
    );
  };
