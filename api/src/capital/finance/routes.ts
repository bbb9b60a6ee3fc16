import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { contentDisposition } from '../../work-orders/index.ts';
import { CsvFile, FileParams, FileResponse } from '../received-files/contract.ts';
import { readFile } from '../received-files/read-files.ts';
import {
  AssetClassChange,
  AssetClassParams,
  AssetsQuery,
  BooksResponse,
  JournalAccountChange,
  JournalAccountParams,
  JournalQuery,
  MatchesPage,
  MatchesQuery,
  ProgrammeParams,
  ReconciliationResponse,
  ResolutionRequest,
} from './contract.ts';
import { changeAssetClass, changeJournalAccount, readBooks } from './keep-classes.ts';
import { exportAssets } from './export-assets.ts';
import { exportJournal } from './export-journal.ts';
import { readMatches, readReconciliation } from './read-reconciliation.ts';
import { compareAgain, resolveDifferences } from './resolve-differences.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** How the books stand against the finance system, and what goes back to it. */
export const financeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/programmes/:programmeId/reconciliation',
    {
      schema: {
        operationId: 'getReconciliation',
        summary: 'How a programme’s books stand against the finance system',
        tags,
        params: ProgrammeParams,
        response: { 200: ReconciliationResponse, ...refusals },
      },
    },
    async (request) => readReconciliation(db, request.actor, request.params.programmeId),
  );

  app.get(
    '/api/capital-files/:id/matches',
    {
      schema: {
        operationId: 'listFinanceMatches',
        summary: 'What comparing a statement with our ledger gave',
        description: 'Differences alone, unless an outcome is named: on one side only, different, or unreadable.',
        tags,
        params: FileParams,
        querystring: MatchesQuery,
        response: { 200: MatchesPage, ...refusals },
      },
    },
    async (request) => readMatches(db, request.actor, request.params.id, request.query),
  );

  app.post(
    '/api/capital-files/:id/comparisons',
    {
      schema: {
        operationId: 'compareCapitalFile',
        summary: 'Have a statement compared with our ledger as it stands now',
        tags,
        params: FileParams,
        headers: ActHeaders,
        response: { 202: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await compareAgain(db, request.actor, id, expectedVersion(request));
      reply.code(202);
      return readFile(db, request.actor, id);
    },
  );

  app.post(
    '/api/capital-files/:id/resolutions',
    {
      schema: {
        operationId: 'resolveDifferences',
        summary: 'Say why differences are as they should be, or take that back',
        description:
          'It holds as long as both figures stand. Once nothing is open, the programme is noted to agree with the finance system as of the statement’s day.',
        tags,
        params: FileParams,
        headers: KeyHeaders,
        body: ResolutionRequest,
        response: { 201: ReconciliationResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await resolveDifferences(db, request.actor, id, request.body, now());
      reply.code(201);
      return readReconciliation(db, request.actor, (await readFile(db, request.actor, id)).programme.id);
    },
  );

  app.get(
    '/api/programmes/:programmeId/journal.csv',
    {
      schema: {
        operationId: 'exportJournal',
        summary: 'The ledger in double entry, as CSV',
        tags,
        params: ProgrammeParams,
        querystring: JournalQuery,
        response: { ...CsvFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { lines, fileName } = await exportJournal(db, request.actor, request.params.programmeId, request.query, now());
      return reply
        .header('content-disposition', contentDisposition('text/csv', fileName))
        .type('text/csv; charset=utf-8')
        .send(Readable.from(lines) as never) as never;
    },
  );

  app.get(
    '/api/programmes/:programmeId/capital-assets.csv',
    {
      schema: {
        operationId: 'exportCapitalAssets',
        summary: 'Capital assets as GASB 34 asks for them, as CSV',
        tags,
        params: ProgrammeParams,
        querystring: AssetsQuery,
        response: { ...CsvFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { text, fileName } = await exportAssets(db, request.actor, request.params.programmeId, request.query, now());
      return reply.header('content-disposition', contentDisposition('text/csv', fileName)).type('text/csv; charset=utf-8').send(text);
    },
  );

  app.get(
    '/api/capital-books',
    {
      schema: {
        operationId: 'getCapitalBooks',
        summary: 'How long assets serve, and the accounts that journal entries name',
        tags,
        response: { 200: BooksResponse, ...refusals },
      },
    },
    async (request) => readBooks(db, request.actor),
  );

  app.patch(
    '/api/asset-classes/:code',
    {
      schema: {
        operationId: 'changeAssetClass',
        summary: 'Say how long assets of a class serve',
        tags,
        params: AssetClassParams,
        headers: VersionHeaders,
        body: AssetClassChange,
        response: { 200: BooksResponse, ...refusals },
      },
    },
    async (request) => {
      await changeAssetClass(db, request.actor, { ...request.params, version: expectedVersion(request) }, request.body, now());
      return readBooks(db, request.actor);
    },
  );

  app.patch(
    '/api/journal-accounts/:use',
    {
      schema: {
        operationId: 'changeJournalAccount',
        summary: 'Say which account of the balance sheet stands for one use of the books',
        tags,
        params: JournalAccountParams,
        headers: VersionHeaders,
        body: JournalAccountChange,
        response: { 200: BooksResponse, ...refusals },
      },
    },
    async (request) => {
      await changeJournalAccount(db, request.actor, { ...request.params, version: expectedVersion(request) }, request.body, now());
      return readBooks(db, request.actor);
    },
  );
};
