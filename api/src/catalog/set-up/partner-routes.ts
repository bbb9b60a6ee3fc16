import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { NoQuery } from '../contract.ts';
import { PartnerList, PartnerParams, PartnerRequest, PartnerResponse } from './partner-contract.ts';
import { readPartners, setPartner } from './set-partner.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const partnerRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/set-up/hr-partners',
    {
      schema: {
        operationId: 'listHrPartners',
        summary: 'Each school with its HR partners, those without one first',
        tags,
        querystring: NoQuery,
        response: { 200: PartnerList, ...refusals },
      },
    },
    async (request) => readPartners(db, request.actor, now()),
  );

  app.put(
    '/api/set-up/hr-partners/:siteId',
    {
      schema: {
        operationId: 'setHrPartner',
        summary: 'Name the HR partner of a school; a second person confirms what they may see',
        tags,
        params: PartnerParams,
        body: PartnerRequest,
        response: { 200: PartnerResponse, ...refusals },
      },
    },
    async (request) => setPartner(db, request.actor, request.params.siteId, request.body, now()),
  );
};
