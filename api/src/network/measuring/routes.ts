import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { schoolToMeasure } from '../place.ts';
import { BrowserTicketResponse, TicketRequest } from './contract.ts';
import { isSpent, keepMeasurement } from './keep-measurement.ts';
import { makeTicket } from './make-ticket.ts';
import { createNdt7Server } from './ndt7-server.ts';
import { ticketsWith } from './tickets.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** Measuring from a school to the district: the tickets, and the server that they open (a WebSocket beside the API: `/ndt/v7/…`). */
export const measuringRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, config } = app;
  const tickets = ticketsWith(config.sessionSecret);
  const server = createNdt7Server({
    atOnce: config.measurementsAtOnce,
    open: (ticket) => tickets.open(ticket, app.clock()),
    isUsed: (ticket, direction) => isSpent(db, ticket, direction),
    keep: async (ticket, direction, counted) => void (await keepMeasurement(db, ticket, direction, counted, app.clock())),
    onError: (error) => app.log.error({ failure: error instanceof Error ? error.name : 'unknown' }, 'a measurement failed'),
    durationMs: config.measurementMs,
  });
  app.server.on('upgrade', server.upgrade);
  // As streams do: told to stop, a process lets go of what it carries, and its browsers measure at another.
  app.drain.whenBegun(() => void server.close());
  app.addHook('preClose', () => server.close());

  app.post(
    '/api/network/measurement-tickets',
    {
      config: { answersSecret: true },
      schema: {
        operationId: 'makeMeasurementTicket',
        summary: 'Measure from a school with the ndt7 protocol: a ticket for one measurement',
        description:
          'Opens a WebSocket at each of the two addresses, with the subprotocol named. What counts is what the server counts; it stands in the school’s history afterwards.',
        tags,
        headers: KeyHeaders,
        body: TicketRequest,
        response: { 201: BrowserTicketResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { siteId } = await schoolToMeasure(db, request.actor, request.body.siteId);
      reply.code(201);
      return { ...makeTicket(tickets, { siteId, by: { personId: request.actor.id } }, app.clock()), waitSeconds: server.waitSeconds() };
    },
  );
};
