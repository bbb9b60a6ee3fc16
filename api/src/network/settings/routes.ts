import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { SchoolParams } from '../shapes.ts';
import {
  CapacityCorrection,
  CapacityResponse,
  NewCapacity,
  NewTarget,
  SettingParams,
  SettingsResponse,
  StaffRequest,
  StaffResponse,
  TargetCorrection,
  TargetResponse,
} from './contract.ts';
import { addCapacity, addTarget, correctCapacity, correctTarget, countStaff, readSettings } from './keep-settings.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** What schools are held against. */
export const settingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/network/settings',
    {
      schema: {
        operationId: 'getNetworkSettings',
        summary: 'Targets by year, the way out by day, and staff by school',
        tags,
        response: { 200: SettingsResponse, ...refusals },
      },
    },
    async (request) => readSettings(db, request.actor),
  );

  app.post(
    '/api/network/targets',
    {
      schema: {
        operationId: 'addBandwidthTarget',
        summary: 'What is asked for from a year on',
        tags,
        headers: KeyHeaders,
        body: NewTarget,
        response: { 201: SettingsResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const settings = await addTarget(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return settings;
    },
  );

  app.patch(
    '/api/network/targets/:id',
    {
      schema: {
        operationId: 'correctBandwidthTarget',
        summary: 'Correct what was written down of a target',
        tags,
        params: SettingParams,
        headers: VersionHeaders,
        body: TargetCorrection,
        response: { 200: TargetResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await correctTarget(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );

  app.patch(
    '/api/network/isp-capacities/:id',
    {
      schema: {
        operationId: 'correctIspCapacity',
        summary: 'Correct what was written down of the way out',
        tags,
        params: SettingParams,
        headers: VersionHeaders,
        body: CapacityCorrection,
        response: { 200: CapacityResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await correctCapacity(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );

  app.post(
    '/api/network/isp-capacities',
    {
      schema: {
        operationId: 'addIspCapacity',
        summary: 'How wide the way out is, from a day on',
        tags,
        headers: KeyHeaders,
        body: NewCapacity,
        response: { 201: SettingsResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const settings = await addCapacity(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return settings;
    },
  );

  app.put(
    '/api/network/schools/:id/staff',
    {
      schema: {
        operationId: 'countSiteStaff',
        summary: 'How many work at a school; If-Match "0" where nobody said yet',
        tags,
        params: SchoolParams,
        headers: VersionHeaders,
        body: StaffRequest,
        response: { 200: StaffResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await countStaff(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );
};
