import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { linkNext } from '#platform/link.ts';
import type { RepairDesk } from '../repairs/open-repair.ts';
import {
  CollectionParams,
  CollectionResponse,
  CollectionsResponse,
  ScanResults,
  ScansQuery,
  ScansRequest,
  ScansResponse,
  SinceQuery,
} from './contract.ts';
import { readCollection, readCollections, readScans } from './read-collection.ts';
import { takeScans } from './take-scans.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** Collection day: thousands of scans from several stations, heard of at once or when there is signal again. */
export const collectionRoutes =
  (desk: RepairDesk): FastifyPluginAsyncZod =>
  async (app) => {
    const { db } = app;
    const now = () => app.clock();

    app.get(
      '/api/device-collections',
      {
        schema: {
          operationId: 'listDeviceCollections',
          summary: 'The schools where you collect devices: how many are out, and how many are back',
          tags,
          querystring: SinceQuery,
          response: { 200: CollectionsResponse, ...refusals },
        },
      },
      async (request) => readCollections(db, request.actor, request.query, now()),
    );

    app.get(
      '/api/device-collections/:siteId',
      {
        schema: {
          operationId: 'getDeviceCollection',
          summary: 'How the collection of a school goes, by grade and by station',
          tags,
          params: CollectionParams,
          querystring: SinceQuery,
          response: { 200: CollectionResponse, ...refusals },
        },
      },
      async (request) => readCollection(db, request.actor, request.params.siteId, request.query, now()),
    );

    app.get(
      '/api/device-collections/:siteId/scans',
      {
        schema: {
          operationId: 'listCollectionScans',
          summary: 'What was scanned at a school on collection days, and what has to be looked at',
          tags,
          params: CollectionParams,
          querystring: ScansQuery,
          response: { 200: ScansResponse, ...refusals },
        },
      },
      async (request, reply) => {
        const page = await readScans(db, request.actor, request.params.siteId, request.query, now());
        linkNext(request, reply, page.nextCursor);
        return page;
      },
    );

    app.post(
      '/api/device-collections/:siteId/scans',
      {
        schema: {
          operationId: 'sendCollectionScans',
          summary: 'Send what a station scanned: whatever is out comes back',
          description:
            'Each scan is taken in once, by its id, however often it is sent, in the order given. What is not out is not moved: it is told as an exception, for somebody to look at.',
          tags,
          params: CollectionParams,
          body: ScansRequest,
          response: { 200: ScanResults, ...refusals },
        },
      },
      async (request) => takeScans(db, request.actor, request.params.siteId, request.body, { now: now(), desk }),
    );
  };
