import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { contentDisposition } from '../../work-orders/index.ts';
import { ExportQuery, PdfFile, ReportQuery, ZipFile } from './contract.ts';
import { exportPortfolio } from './export-portfolio.ts';
import { readReport } from './report/read-report.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** The condition of buildings to take away: everything as CSV, and a school on one page. Anybody who is signed in may. */
export const conditionExportRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/condition/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportCondition',
        summary: 'Everything of a portfolio as CSV files with a data dictionary',
        tags,
        querystring: ExportQuery,
        response: { ...ZipFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { archive, fileName } = await exportPortfolio(db, request.query, now());
      return reply
        .header('content-disposition', contentDisposition('application/zip', fileName))
        .type('application/zip')
        .send(archive as never) as never;
    },
  );

  app.get(
    '/api/condition/report',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getConditionReport',
        summary: 'A school’s condition on one page, as a tagged PDF',
        tags,
        querystring: ReportQuery,
        response: { ...PdfFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { siteId, structureId, locale = request.actor.locale } = request.query;
      const report = await readReport(db, siteId === undefined ? { structureId: structureId! } : { siteId }, now());
      // Fonts and all are read when the first report is drawn.
      const { drawReport } = await import('./report/draw-report.ts');
      const name = `${report.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}-${report.day}.pdf`;
      return reply
        .header('content-disposition', contentDisposition('application/pdf', name).replace(/^attachment/, 'inline'))
        .type('application/pdf')
        .send(drawReport(report, locale, now()) as never) as never;
    },
  );
};
