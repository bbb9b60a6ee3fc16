import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { enterPayment, releaseBalance } from '../ledger/contract-money.ts';
import { PaymentRequest, ReleaseRequest } from '../ledger/contract.ts';
import { EstimateRequest, LineRequest, RevenueRequest, SourceRequest } from '../programmes/contract.ts';
import { enterRevenue, estimateToCommit } from '../programmes/keep-books.ts';
import { addLine, addSource } from '../programmes/keep-programmes.ts';
import { ProjectRequest } from '../projects/contract.ts';
import { addProject } from '../projects/keep-projects.ts';
import { VendorRequest } from '../purchasing/contract.ts';
import { addVendor } from '../purchasing/keep-vendors.ts';
import { ChangeOrderRequest, ContractRequest, InvoiceRequest, TransferRequest } from '../requests/contract.ts';
import { requestChangeOrder, requestContract, requestInvoice, requestTransfer } from '../requests/request-money.ts';
import type { Makes } from './queries.ts';
import type { Read } from './read-rows.ts';
import type { SheetName } from './rules/columns.ts';

// What the rows of each sheet ask for: the same that is asked for one at a time, by the same door.

/** Rows that are one. */
export type Rows = readonly [Read, ...Read[]];
type Doing = { tx: Sql; actor: Actor; programmeId: string; now: Date; id: string };
type Act<Body> = {
  /** What a refusal names, by the column that says it. */
  names: Readonly<Record<string, string>>;
  bodyOf: (rows: Rows) => unknown;
  schema: z.ZodType<Body>;
  enter: (doing: Doing, body: Body, rows: Rows) => Promise<unknown>;
  /** What it makes: a request that others approve, or what counts at once. */
  makes: Makes;
};

const restsOf = ({ found, values }: Read) => ({ documentId: found['paper']?.id, noDocumentReason: values['noPaper'] });
const askingOf = (row: Read) => ({ title: row.values['title'], reason: row.values['reason'], ...restsOf(row) });
const RESTS_NAMES = { documentId: 'paper', noDocumentReason: 'noPaper' };
const contractIdOf = ([{ found }]: Rows) => found['contract']!.id;
const OF_LINES = { contractLineId: 'contractLine', lines: 'amount' };
const linesOf = (rows: Rows) => rows.map(({ contractLine, values }) => ({ contractLineId: contractLine?.id, amount: values['amount'] }));

const act = <Body>(one: Act<Body>) => one as unknown as Act<unknown>;

export const ACTS: Record<SheetName, Act<unknown>> = {
  transfers: act({
    makes: 'request',
    schema: TransferRequest,
    names: { fromLineId: 'from', toLineId: 'to', ...RESTS_NAMES },
    bodyOf: ([row]) => ({ fromLineId: row.found['from']?.id, toLineId: row.found['to']?.id, amount: row.values['amount'], ...askingOf(row) }),
    enter: ({ tx, actor, programmeId, now, id }, body) => requestTransfer(tx, actor, programmeId, body, now, id),
  }),
  contracts: act({
    makes: 'request',
    schema: ContractRequest,
    names: {
      vendorId: 'vendor',
      projectId: 'project',
      procurementId: 'procurement',
      budgetLineId: 'line',
      name: 'lineName',
      isPublicWorks: 'publicWorks',
      lines: 'amount',
      ...RESTS_NAMES,
    },
    bodyOf: (rows) => {
      const [row] = rows;
      const { kind = 'contract', number, publicWorks = false } = row.values;
      return {
        kind,
        number,
        isPublicWorks: publicWorks,
        vendorId: row.found['vendor']?.id,
        // Left out, it is the project of the line that the money comes from.
        projectId: row.found['project']?.id ?? row.found['line']?.parentId ?? undefined,
        procurementId: row.found['procurement']?.id,
        lines: rows.map(({ found, values }) => ({
          budgetLineId: found['line']?.id,
          name: values['lineName'] ?? values['title'],
          amount: values['amount'],
        })),
        ...askingOf(row),
      };
    },
    enter: ({ tx, actor, programmeId, now, id }, body) => requestContract(tx, actor, programmeId, body, now, id),
  }),
  'change-orders': act({
    makes: 'request',
    schema: ChangeOrderRequest,
    names: { probabilityRatio: 'probability', ...OF_LINES, ...RESTS_NAMES },
    bodyOf: (rows) => {
      const [row] = rows;
      const { reasonCode, probability, addedDays } = row.values;
      return { reasonCode, probabilityRatio: probability, addedDays, lines: linesOf(rows), ...askingOf(row) };
    },
    enter: ({ tx, actor, now, id }, body, rows) => requestChangeOrder(tx, actor, contractIdOf(rows), body, now, id),
  }),
  invoices: act({
    makes: 'request',
    schema: InvoiceRequest,
    names: { billedOn: 'on', ...OF_LINES, ...RESTS_NAMES },
    bodyOf: (rows) => {
      const [row] = rows;
      const { number, on, title = number } = row.values;
      return {
        number,
        billedOn: on,
        lines: rows.map(({ contractLine, values: { amount, released } }) => ({ contractLineId: contractLine?.id, amount, released })),
        ...askingOf(row),
        title,
      };
    },
    enter: ({ tx, actor, now, id }, body, rows) => requestInvoice(tx, actor, contractIdOf(rows), body, now, id),
  }),
  estimates: act({
    makes: 'entry',
    schema: EstimateRequest,
    names: { toCommit: 'amount', ...RESTS_NAMES },
    bodyOf: ([row]) => ({ toCommit: row.values['amount'], on: row.values['on'], note: row.values['note'], ...restsOf(row) }),
    enter: ({ tx, actor, now, id }, body, [row]) => estimateToCommit(tx, actor, row.found['line']!.id, body, now, id),
  }),
  releases: act({
    makes: 'entry',
    schema: ReleaseRequest,
    names: { ...OF_LINES, ...RESTS_NAMES },
    bodyOf: (rows) => ({ on: rows[0].values['on'], lines: linesOf(rows), reason: rows[0].values['reason'], ...restsOf(rows[0]) }),
    enter: ({ tx, actor, now, id }, body, rows) => releaseBalance(tx, actor, contractIdOf(rows), body, now, id),
  }),
  payments: act({
    makes: 'entry',
    schema: PaymentRequest,
    names: { ...OF_LINES, ...RESTS_NAMES },
    bodyOf: (rows) => {
      const [row] = rows;
      const { on, financeKey, note } = row.values;
      return { on, financeKey, note, lines: linesOf(rows), ...restsOf(row) };
    },
    enter: ({ tx, actor, now, id }, body, rows) => enterPayment(tx, actor, contractIdOf(rows), body, now, id),
  }),
  revenue: act({
    makes: 'entry',
    schema: RevenueRequest,
    names: RESTS_NAMES,
    bodyOf: ([row]) => ({ amount: row.values['amount'], on: row.values['on'], note: row.values['note'], ...restsOf(row) }),
    enter: ({ tx, actor, now, id }, body, [row]) => enterRevenue(tx, actor, row.found['source']!.id, body, now, id),
  }),
  projects: act({
    makes: 'project',
    schema: ProjectRequest,
    names: { siteId: 'school' },
    bodyOf: ([{ values, found }]) => {
      const { code, name, summary, isSecurity } = values;
      return { code, name, summary, isSecurity, siteId: found['school']?.id };
    },
    enter: ({ tx, actor, programmeId, now, id }, body) => addProject(tx, actor, programmeId, body, now, id),
  }),
  vendors: act({
    makes: 'vendor',
    schema: VendorRequest,
    names: {},
    bodyOf: ([{ values }]) => ({ name: values['name'], number: values['number'] }),
    enter: ({ tx, actor, id }, body) => addVendor(tx, actor, body, id),
  }),
  sources: act({
    makes: 'source',
    schema: SourceRequest,
    names: { fundCode: 'fund', issuedOn: 'on' },
    bodyOf: ([{ values }]) => {
      const { code, name, kind, fund, account, planned, series, on } = values;
      return { code, name, kind, fundCode: fund, account, planned, series, issuedOn: on };
    },
    enter: ({ tx, actor, programmeId, now, id }, body) => addSource(tx, actor, programmeId, body, now, id),
  }),
  lines: act({
    makes: 'line',
    schema: LineRequest,
    names: { sourceId: 'source', projectId: 'project' },
    bodyOf: ([{ values, found }]) => {
      const { kind, name, account } = values;
      return { kind, name, account, sourceId: found['source']?.id, projectId: found['project']?.id };
    },
    enter: ({ tx, actor, programmeId, now, id }, body) => addLine(tx, actor, programmeId, body, now, id),
  }),
};
