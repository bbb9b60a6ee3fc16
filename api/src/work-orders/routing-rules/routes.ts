import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import {
  DryRunQuery,
  DryRunResponse,
  IdParams,
  MoveRequest,
  RoutingRuleList,
  RoutingRuleResponse,
  RuleChoices,
  RuleRequest,
  SwitchRequest,
} from './contract.ts';
import { continueDryRun, readDryRun, tryRule } from './dry-run.ts';
import { readRule, readRuleChoices, readRules } from './read-rules.ts';
import { changeRule, makeRule, moveRule, removeRule, switchRule } from './save-rule.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const FIRST_PAGE = { limit: 50 };

/** Rules of the desk: made, tried on what was asked before, switched on. */
export const routingRuleRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  auditViews(app);
  const shown = async (request: FastifyRequest, reply: FastifyReply, id: string) => withETag(reply, await readRule(db, request.actor, id));

  app.get(
    '/api/set-up/routing-rules',
    { schema: { operationId: 'listRoutingRules', summary: 'The rules, in their order', tags, response: { 200: RoutingRuleList, ...refusals } } },
    async (request) => readRules(db, request.actor),
  );

  app.get(
    '/api/set-up/routing-rule-choices',
    { schema: { operationId: 'getRoutingRuleChoices', summary: 'What a rule may name', tags, response: { 200: RuleChoices, ...refusals } } },
    async (request) => readRuleChoices(db, request.actor),
  );

  app.get(
    '/api/set-up/routing-rules/:id',
    { schema: { operationId: 'getRoutingRule', summary: 'One rule', tags, params: IdParams, response: { 200: RoutingRuleResponse, ...refusals } } },
    async (request, reply) => shown(request, reply, request.params.id),
  );

  app.post(
    '/api/set-up/routing-rules',
    {
      config: { mayReplay: async (request, body) => void (await readRule(db, request.actor, (body as { id: string }).id)) },
      schema: {
        operationId: 'makeRoutingRule',
        summary: 'Make a rule; it is off until it was tried and is switched on',
        tags,
        headers: KeyHeaders,
        body: RuleRequest,
        response: { 201: RoutingRuleResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await makeRule(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201).header('location', `/api/set-up/routing-rules/${id}`);
      return shown(request, reply, id);
    },
  );

  app.put(
    '/api/set-up/routing-rules/:id',
    {
      schema: {
        operationId: 'changeRoutingRule',
        summary: 'Change a rule as a whole; it is off from then on, until it was tried again',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: RuleRequest,
        response: { 200: RoutingRuleResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeRule(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return shown(request, reply, request.params.id);
    },
  );

  app.delete(
    '/api/set-up/routing-rules/:id',
    {
      schema: {
        operationId: 'removeRoutingRule',
        summary: 'Take a rule that is off out of the list; the history keeps it',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        response: { 200: RoutingRuleList, ...refusals },
      },
    },
    async (request) => {
      await removeRule(db, request.actor, request.params.id, expectedVersion(request), now());
      return readRules(db, request.actor);
    },
  );

  app.post(
    '/api/set-up/routing-rules/:id/moves',
    {
      schema: {
        operationId: 'moveRoutingRule',
        summary: 'Put a rule one place up or down among those of its kind',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: MoveRequest,
        response: { 200: RoutingRuleResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await moveRule(db, request.actor, request.params.id, request.body.direction, now());
      return shown(request, reply, request.params.id);
    },
  );

  app.post(
    '/api/set-up/routing-rules/:id/switches',
    {
      schema: {
        operationId: 'switchRoutingRule',
        summary: 'Switch a rule on, as it was tried, or off',
        tags,
        params: IdParams,
        headers: ActHeaders,
        body: SwitchRequest,
        response: { 200: RoutingRuleResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await switchRule(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return shown(request, reply, request.params.id);
    },
  );

  app.post(
    '/api/set-up/routing-rules/:id/dry-runs',
    {
      config: { mayReplay: async (request, body) => void (await readDryRun(db, request.actor, (body as { id: string }).id, FIRST_PAGE)) },
      schema: {
        operationId: 'tryRoutingRule',
        summary: 'What the rule would have done to the orders of the last 90 days that you may see; nothing is done to them',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        response: { 201: DryRunResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await tryRule(db, request.actor, request.params.id, now());
      reply.code(201).header('location', `/api/set-up/routing-rule-dry-runs/${id}`);
      return readDryRun(db, request.actor, id, FIRST_PAGE);
    },
  );

  app.get(
    '/api/set-up/routing-rule-dry-runs/:id',
    {
      schema: {
        operationId: 'getRoutingRuleDryRun',
        summary: 'A dry run of yours, with the orders it found',
        tags,
        params: IdParams,
        querystring: DryRunQuery,
        response: { 200: DryRunResponse, ...refusals },
      },
    },
    async (request) => readDryRun(db, request.actor, request.params.id, request.query),
  );

  app.post(
    '/api/set-up/routing-rule-dry-runs/:id/continuations',
    {
      schema: {
        operationId: 'continueRoutingRuleDryRun',
        summary: 'Go on with a dry run that is not finished',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        response: { 200: DryRunResponse, ...refusals },
      },
    },
    async (request) => {
      await readDryRun(db, request.actor, request.params.id, FIRST_PAGE);
      await continueDryRun(db, request.actor, request.params.id, now());
      return readDryRun(db, request.actor, request.params.id, FIRST_PAGE);
    },
  );
};
