import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { contentDisposition } from '../../work-orders/index.ts';
import { ProgrammeParams } from '../reading/contract.ts';
import { PacketFile, PacketQuery } from './contract.ts';
import { makePacket } from './make-packet.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** What the CFO carries to the board. */
export const packetRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/programmes/:programmeId/packet.pdf',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getBoardPacket',
        summary: 'The board packet of a programme, as a tagged PDF',
        description: 'Every figure is that of the page of the same day.',
        tags,
        params: ProgrammeParams,
        querystring: PacketQuery,
        response: { ...PacketFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { language = request.actor.locale, ...asked } = request.query;
      const { doc, fileName } = await makePacket(db, request.actor, request.params.programmeId, { ...asked, language }, now());
      return reply
        .header('content-disposition', contentDisposition('application/pdf', fileName).replace(/^attachment/, 'inline'))
        .type('application/pdf')
        .send(doc as never) as never;
    },
  );
};
