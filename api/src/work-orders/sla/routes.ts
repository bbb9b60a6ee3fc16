import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { auditViews } from '../../people/index.ts';
import { OrderParams } from '../contract.ts';
import {
  CalendarPreview,
  CalendarPreviewRequest,
  ClocksResponse,
  RecountParams,
  RecountResponse,
  TargetPreview,
  TargetPreviewRequest,
} from './contract.ts';
import { previewCalendars } from './preview-calendars.ts';
import { previewTarget } from './preview-target.ts';
import { readOrderClocks } from './read-clocks.ts';
import { readRecount } from './read-recount.ts';

const PREVIEW_BODY_BYTES = 1024 * 1024;

export const clockRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  app.get(
    '/api/work-orders/:id/clocks',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getWorkOrderClocks',
        summary: 'Why an order is due when it is',
        tags: ['Work orders'],
        params: OrderParams,
        response: { 200: ClocksResponse, '4xx': ProblemResponse, '5xx': ProblemResponse },
      },
    },
    async (request) => readOrderClocks(app.db, request.actor, request.params.id, app.clock()),
  );

  app.post(
    '/api/calendar-previews',
    {
      bodyLimit: PREVIEW_BODY_BYTES,
      schema: {
        operationId: 'previewCalendars',
        summary: 'What a change of calendars would do to open orders; nothing is saved',
        tags: ['Set-up'],
        body: CalendarPreviewRequest,
        response: { 200: CalendarPreview, '4xx': ProblemResponse, '5xx': ProblemResponse },
      },
    },
    async (request) => previewCalendars(app.db, request.actor, request.body, app.clock()),
  );

  app.post(
    '/api/target-previews',
    {
      schema: {
        operationId: 'previewTarget',
        summary: 'When an order asked now would be due; nothing is saved',
        tags: ['Set-up'],
        body: TargetPreviewRequest,
        response: { 200: TargetPreview, '4xx': ProblemResponse, '5xx': ProblemResponse },
      },
    },
    async (request) => previewTarget(app.db, request.actor, request.body, app.clock()),
  );

  app.get(
    '/api/clock-recounts/:revision',
    {
      schema: {
        operationId: 'getClockRecount',
        summary: 'How far open orders are counted anew since a calendar changed',
        tags: ['Set-up'],
        params: RecountParams,
        response: { 200: RecountResponse, '4xx': ProblemResponse, '5xx': ProblemResponse },
      },
    },
    async (request) => readRecount(app.db, request.actor, request.params.revision),
  );
};
