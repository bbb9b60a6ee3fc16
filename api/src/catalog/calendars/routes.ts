import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { NoQuery } from '../contract.ts';
import { auditViews } from '../../people/index.ts';
import { changeCalendars, changeServiceCalendar, makeCalendar } from './change-calendars.ts';
import {
  CalendarList,
  CalendarParams,
  CalendarRequest,
  CalendarResponse,
  ClosureRequest,
  ImportReading,
  ImportRequest,
  NewCalendarRequest,
  ReadingRequest,
  SavedResponse,
  ServiceCalendarRequest,
  YearQuery,
} from './contract.ts';
import { readCalendar, readCalendars, readImport } from './read-calendars.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
/** A file of 1 MB as JSON writes it. */
const FILE_BODY_BYTES = 3 * 1024 * 1024;
const CONTENT_BODY_BYTES = 1024 * 1024;

export const calendarRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  auditViews(app);

  app.get(
    '/api/calendars',
    {
      schema: {
        operationId: 'listCalendars',
        summary: 'When each service works',
        tags,
        querystring: NoQuery,
        response: { 200: CalendarList, ...refusals },
      },
    },
    async (request) => readCalendars(db, request.actor),
  );

  app.get(
    '/api/calendars/:code',
    {
      schema: {
        operationId: 'getCalendar',
        summary: 'One calendar with all that it has said, and a year of it',
        tags,
        params: CalendarParams,
        querystring: YearQuery,
        response: { 200: CalendarResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readCalendar(db, request.actor, request.params.code, { from: request.query.from, now: now() })),
  );

  app.post(
    '/api/calendars',
    {
      schema: {
        operationId: 'makeCalendar',
        summary: 'Make a calendar that services may work by',
        tags,
        headers: KeyHeaders,
        body: NewCalendarRequest,
        response: { 201: CalendarResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const code = await makeCalendar(db, request.actor, request.body, now());
      reply.code(201);
      return withETag(reply, await readCalendar(db, request.actor, code, { now: now() }));
    },
  );

  app.put(
    '/api/calendars/:code',
    {
      bodyLimit: CONTENT_BODY_BYTES,
      schema: {
        operationId: 'changeCalendar',
        summary: 'Say what a calendar says from now on; open orders are counted anew',
        tags,
        params: CalendarParams,
        headers: VersionHeaders,
        body: CalendarRequest,
        response: { 200: SavedResponse, ...refusals },
      },
    },
    async (request) => {
      const { why, ...content } = request.body;
      const change = { kind: 'content' as const, code: request.params.code, ...content };
      return changeCalendars(db, request.actor, { change, why, version: expectedVersion(request) }, now());
    },
  );

  app.post(
    '/api/calendar-closures',
    {
      schema: {
        operationId: 'declareClosure',
        summary: 'A snow day: close or shorten days in several calendars at once; open orders are counted anew',
        tags,
        headers: KeyHeaders,
        body: ClosureRequest,
        response: { 201: SavedResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { why, ...closure } = request.body;
      reply.code(201);
      return changeCalendars(db, request.actor, { change: { kind: 'closure', ...closure }, why, version: null }, now());
    },
  );

  app.post(
    '/api/calendars/:code/import-readings',
    {
      bodyLimit: FILE_BODY_BYTES,
      schema: {
        operationId: 'readCalendarFile',
        summary: 'What the events of an iCalendar file would do to a calendar; nothing is saved',
        tags,
        params: CalendarParams,
        body: ReadingRequest,
        response: { 200: ImportReading, ...refusals },
      },
    },
    async (request) => readImport(db, request.actor, request.params.code, request.body.text, now()),
  );

  app.post(
    '/api/calendars/:code/imports',
    {
      bodyLimit: CONTENT_BODY_BYTES,
      schema: {
        operationId: 'importCalendar',
        summary: 'Take what was decided of the events of an iCalendar file into a calendar',
        tags,
        params: CalendarParams,
        headers: ActHeaders,
        body: ImportRequest,
        response: { 201: SavedResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { why, events } = request.body;
      const change = { kind: 'import' as const, code: request.params.code, events };
      const saved = await changeCalendars(db, request.actor, { change, why, version: expectedVersion(request) }, now());
      reply.code(201);
      return saved;
    },
  );

  app.put(
    '/api/set-up/services/:code/calendar',
    {
      schema: {
        operationId: 'changeServiceCalendar',
        summary: 'Have a service work by another calendar; open orders keep theirs',
        tags,
        params: CalendarParams,
        headers: VersionHeaders,
        body: ServiceCalendarRequest,
        response: { 200: CalendarList, ...refusals },
      },
    },
    async (request) => {
      await changeServiceCalendar(db, request.actor, request.params.code, expectedVersion(request), request.body, now());
      return readCalendars(db, request.actor);
    },
  );
};
