import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { ProgrammeParams } from '../contract.ts';
import { CheckRequest, EnterRequest, SheetParams, SheetResponse, SheetsResponse, SuggestionsQuery, SuggestionsResponse } from './contract.ts';
import { checkSheet, enterSheet } from './enter-sheet.ts';
import { readSheets, suggestCodes } from './read-sheets.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** Many rows at once, as out of a spreadsheet: what may be entered so, checking, and entering. */
export const sheetRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/programmes/:programmeId/sheets',
    {
      schema: {
        operationId: 'listCapitalSheets',
        summary: 'What you may enter by the row, and what each row says',
        tags,
        params: ProgrammeParams,
        response: { 200: SheetsResponse, ...refusals },
      },
    },
    async (request) => readSheets(db, request.actor, request.params.programmeId, now()),
  );

  app.get(
    '/api/programmes/:programmeId/sheets/:sheet/suggestions',
    {
      schema: {
        operationId: 'suggestCapitalCodes',
        summary: 'Codes that a cell may say',
        tags,
        params: SheetParams,
        querystring: SuggestionsQuery,
        response: { 200: SuggestionsResponse, ...refusals },
      },
    },
    async (request) => suggestCodes(db, request.actor, { ...request.params, ...request.query }),
  );

  app.post(
    '/api/programmes/:programmeId/sheets/:sheet/checks',
    {
      schema: {
        operationId: 'checkCapitalSheet',
        summary: 'Try rows by the rules as they would be entered now; none is',
        description:
          'Each cell that is wrong is named with its rule and the figures. Rows are tried one after the other: the second sees what the first would do.',
        tags,
        params: SheetParams,
        body: CheckRequest,
        response: { 200: SheetResponse, ...refusals },
      },
    },
    async (request) => checkSheet(db, { actor: request.actor, ...request.params, rows: request.body.rows, now: now() }),
  );

  app.post(
    '/api/programmes/:programmeId/sheets/:sheet/rows',
    {
      schema: {
        operationId: 'enterCapitalSheet',
        summary: 'Enter rows: all of them or none, or those that are good',
        description:
          'Each row is asked for, or entered, as if it had been sent alone. What is refused names its cells. A row whose key was entered before is not entered again, so that a lost answer is asked for by sending the same rows.',
        tags,
        params: SheetParams,
        body: EnterRequest,
        response: { 200: SheetResponse, ...refusals },
      },
    },
    async (request) => enterSheet(db, { actor: request.actor, ...request.params, rows: request.body.rows, now: now() }, request.body.enter),
  );
};
