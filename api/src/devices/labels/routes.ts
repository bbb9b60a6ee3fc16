import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { LabelsQuery, LabelsResponse, SheetFile, SheetQuery } from './contract.ts';
import { makeSheets, readLabels } from './read-labels.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** Printed labels, whose code opens the page of a device. */
export const labelRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, config } = app;

  app.get(
    '/api/device-label-sheets',
    {
      schema: {
        operationId: 'countDeviceLabels',
        summary: 'How many labels these filters make',
        tags,
        querystring: LabelsQuery,
        response: { 200: LabelsResponse, ...refusals },
      },
    },
    async (request) => readLabels(db, request.actor, request.query, app.clock()),
  );

  app.get(
    '/api/device-label-sheets.pdf',
    {
      schema: {
        operationId: 'printDeviceLabels',
        summary: 'Sheets of labels for devices, three by ten on Letter paper',
        description: 'Which device it is, never whose.',
        tags,
        querystring: SheetQuery,
        response: { ...SheetFile, ...refusals },
      },
    },
    async (request, reply) => {
      const now = app.clock();
      const sheets = await makeSheets(db, request.actor, request.query, { now, publicUrl: config.publicUrl });
      return reply
        .header('content-disposition', `inline; filename="steward-labels-${districtDay(now)}.pdf"`)
        .type('application/pdf')
        .send(sheets as never);
    },
  );
};
