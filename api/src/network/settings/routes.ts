import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { SchoolParams } from '../shapes.ts';
import { NewCapacity, NewTarget, SettingsResponse, StaffRequest, StaffResponse } from './contract.ts';
import { addCapacity, addTarget, countStaff, readSettings } from './keep-settings.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** What schools are held against. */
export const settingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

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
      const settings = await addTarget(db, request.actor, request.body, request.idempotencyId ?? undefined);
      reply.code(201);
      return settings;
    },
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
      const settings = await addCapacity(db, request.actor, request.body, request.idempotencyId ?? undefined);
      reply.code(201);
      return settings;
    },
  );

  app.put(
    '/api/network/schools/:id/staff',
    {
      schema: {
        operationId: 'countSiteStaff',
        summary: 'How many work at a school',
        tags,
        params: SchoolParams,
        body: StaffRequest,
        response: { 200: StaffResponse, ...refusals },
      },
    },
    async (request) => countStaff(db, request.actor, request.params.id, request.body),
  );
};
