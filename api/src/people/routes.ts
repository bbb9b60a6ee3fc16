import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { changeMe, changePerson, signOutEverywhere } from './change-person.ts';
import {
  GrantParams,
  GrantRequest,
  MeRequest,
  MeResponse,
  NoQuery,
  PageQuery,
  PeopleQuery,
  PersonEventList,
  PersonList,
  PersonParams,
  PersonRequest,
  PersonResponse,
  RoleGrantResponse,
  SignInOptions,
  SignOutResponse,
} from './contract.ts';
import { endRole, grantRole } from './grant-role.ts';
import { readMe, readPeople, readPerson, readPersonEvents, readSignInOptions } from './read-people.ts';

const tags = ['People'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const peopleRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/sign-in-options',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getSignInOptions',
        summary: 'How one may sign in here',
        tags,
        querystring: NoQuery,
        security: [],
        response: { 200: SignInOptions, ...refusals },
      },
    },
    async () => readSignInOptions(db, app.config),
  );

  app.get(
    '/api/me',
    {
      config: { scope: 'people:read' },
      schema: { operationId: 'getMe', summary: 'Who I am and what I hold', tags, querystring: NoQuery, response: { 200: MeResponse, ...refusals } },
    },
    async (request, reply) => withETag(reply, await readMe(db, request.actor, now())),
  );

  app.patch(
    '/api/me',
    {
      schema: {
        operationId: 'changeMe',
        summary: 'Set my language, and whether notices come by e-mail',
        tags,
        headers: VersionHeaders,
        body: MeRequest,
        response: { 200: MeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeMe(db, request.actor, expectedVersion(request), request.body, now());
      return withETag(reply, await readMe(db, request.actor, now()));
    },
  );

  app.get(
    '/api/people',
    {
      config: { scope: 'people:read' },
      schema: {
        operationId: 'listPeople',
        summary: 'Colleagues by name',
        tags,
        querystring: PeopleQuery,
        response: { 200: PersonList, ...refusals },
      },
    },
    async (request, reply) => {
      const { q, includeInactive, ...paging } = request.query;
      const found = await readPeople(db, request.actor, { q, includeInactive: includeInactive === 'true' }, paging);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.get(
    '/api/people/:id',
    {
      schema: {
        operationId: 'getPerson',
        summary: 'One person with all they hold: for administrators, and oneself',
        tags,
        params: PersonParams,
        response: { 200: PersonResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readPerson(db, request.actor, request.params.id, now())),
  );

  app.patch(
    '/api/people/:id',
    {
      schema: {
        operationId: 'changePerson',
        summary: 'Let a person in, or no longer',
        tags,
        params: PersonParams,
        headers: VersionHeaders,
        body: PersonRequest,
        response: { 200: PersonResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changePerson(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readPerson(db, request.actor, request.params.id, now()));
    },
  );

  app.post(
    '/api/people/:id/role-grants',
    {
      schema: {
        operationId: 'grantRole',
        summary: 'Give a role for a scope',
        tags,
        params: PersonParams,
        headers: KeyHeaders,
        body: GrantRequest,
        response: { 201: RoleGrantResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return grantRole(db, request.actor, request.params.id, request.body, now());
    },
  );

  app.post(
    '/api/people/:id/role-grants/:grantId/endings',
    {
      schema: {
        operationId: 'endRole',
        summary: 'End a role',
        tags,
        params: GrantParams,
        headers: KeyHeaders,
        response: { 200: RoleGrantResponse, ...refusals },
      },
    },
    async (request) => endRole(db, request.actor, request.params.id, request.params.grantId, now()),
  );

  app.post(
    '/api/people/:id/sign-outs',
    {
      schema: {
        operationId: 'signPersonOut',
        summary: 'Sign a person out everywhere',
        tags,
        params: PersonParams,
        response: { 200: SignOutResponse, ...refusals },
      },
    },
    async (request) => signOutEverywhere(db, request.actor, request.params.id, now()),
  );

  app.get(
    '/api/people/:id/events',
    {
      schema: {
        operationId: 'listPersonEvents',
        summary: 'What was done to a person’s access, newest first',
        tags,
        params: PersonParams,
        querystring: PageQuery,
        response: { 200: PersonEventList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readPersonEvents(db, request.actor, request.params.id, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );
};
