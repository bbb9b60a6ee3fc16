import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { TicketResponse } from '../measuring/contract.ts';
import { makeTicket } from '../measuring/make-ticket.ts';
import { ticketsWith } from '../measuring/tickets.ts';
import { HEARTBEAT_EVERY_MS, MEASURE_EVERY_MINUTES } from '../rules/heartbeats.ts';
import { Heard, MadeProbe, ProbeList, ProbeParams, ProbeRequest, ProbeResponse } from './contract.ts';
import { hearProbe, probeWith } from './hear-probe.ts';
import { makeProbe, readProbes, revokeProbe } from './make-probe.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** Probes: small programs on machines in schools, and what they say. */
export const probeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, config } = app;
  const now = () => app.clock();
  const tickets = ticketsWith(config.sessionSecret);

  app.get(
    '/api/network/probes',
    { schema: { operationId: 'listNetworkProbes', summary: 'Machines in schools that measure', tags, response: { 200: ProbeList, ...refusals } } },
    async (request) => readProbes(db, request.actor),
  );

  app.post(
    '/api/network/probes',
    {
      config: { answersSecret: true },
      schema: {
        operationId: 'makeNetworkProbe',
        summary: 'Let a machine in a school measure',
        tags,
        headers: KeyHeaders,
        body: ProbeRequest,
        response: { 201: MadeProbe, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return makeProbe(db, request.actor, request.body, now());
    },
  );

  app.post(
    '/api/network/probes/:id/revocations',
    {
      schema: {
        operationId: 'revokeNetworkProbe',
        summary: 'Take a probe’s secret back',
        tags,
        params: ProbeParams,
        headers: KeyHeaders,
        response: { 200: ProbeResponse, ...refusals },
      },
    },
    async (request) => revokeProbe(db, request.actor, request.params.id, now()),
  );

  app.post(
    '/api/network/probe-heartbeats',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'hearNetworkProbe',
        security: [],
        summary: 'A probe lives: sent by the machine, with its secret as `Authorization: Bearer …`',
        tags,
        response: { 200: Heard, ...refusals },
      },
    },
    async (request) => {
      const probe = await probeWith(db, request.headers.authorization);
      await hearProbe(db, probe, now());
      return { siteId: probe.siteId, measureEveryMinutes: MEASURE_EVERY_MINUTES, heartbeatEverySeconds: HEARTBEAT_EVERY_MS / 1000 };
    },
  );

  app.post(
    '/api/network/probe-tickets',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'makeProbeTicket',
        security: [],
        summary: 'A probe measures: a ticket for one measurement, with its secret as `Authorization: Bearer …`',
        tags,
        response: { 201: TicketResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const probe = await probeWith(db, request.headers.authorization);
      reply.code(201);
      return makeTicket(tickets, { siteId: probe.siteId, by: { probeId: probe.id } }, now());
    },
  );
};
