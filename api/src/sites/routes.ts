import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { linkNext } from '#platform/link.ts';
import { AreaList, MyRoomList, NoQuery, RoomList, RoomParams, RoomQuery, SiteList, SitePage, SiteParams, SiteQuery } from './contract.ts';
import { chooseMyRoom, readAreas, readMyRooms, readRooms, readSite, readSites } from './read-sites.ts';

const tags = ['Sites'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const siteRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/areas',
    {
      config: { scope: 'sites:read' },
      schema: { operationId: 'listAreas', summary: 'Areas of the district', tags, querystring: NoQuery, response: { 200: AreaList, ...refusals } },
    },
    async () => readAreas(db),
  );

  app.get(
    '/api/sites',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listSites',
        summary: 'Schools and other places',
        tags,
        querystring: SiteQuery,
        response: { 200: SiteList, ...refusals },
      },
    },
    async (request, reply) => {
      const { q, areaId, includeClosed, ...paging } = request.query;
      const found = await readSites(db, { q, areaId, includeClosed: includeClosed === 'true' }, paging);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.get(
    '/api/sites/:id',
    {
      config: { scope: 'sites:read' },
      schema: { operationId: 'getSite', summary: 'One site with its buildings', tags, params: SiteParams, response: { 200: SitePage, ...refusals } },
    },
    async (request) => readSite(db, request.params.id),
  );

  app.get(
    '/api/sites/:id/rooms',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listRooms',
        summary: 'Rooms of a site',
        tags,
        params: SiteParams,
        querystring: RoomQuery,
        response: { 200: RoomList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readRooms(db, request.params.id, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.get(
    '/api/me/rooms',
    {
      schema: {
        operationId: 'listMyRooms',
        summary: 'My rooms: those I set, then those I used lately',
        tags,
        querystring: NoQuery,
        response: { 200: MyRoomList, ...refusals },
      },
    },
    async (request) => readMyRooms(db, request.actor.id),
  );

  app.put(
    '/api/me/rooms/:roomId',
    { schema: { operationId: 'addMyRoom', summary: 'This room is mine', tags, params: RoomParams, response: { 200: MyRoomList, ...refusals } } },
    async (request) => chooseMyRoom(db, request.actor.id, request.params.roomId, { isMine: true }),
  );

  app.delete(
    '/api/me/rooms/:roomId',
    {
      schema: {
        operationId: 'removeMyRoom',
        summary: 'This room is no longer mine',
        tags,
        params: RoomParams,
        response: { 200: MyRoomList, ...refusals },
      },
    },
    async (request) => chooseMyRoom(db, request.actor.id, request.params.roomId, { isMine: false }),
  );
};
