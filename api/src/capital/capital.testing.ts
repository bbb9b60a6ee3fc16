import type { Actor } from '#kernel/actor.ts';
import type { TestApi } from '../app.testing.ts';
import type { District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';

export const NO_PAPER = { noDocumentReason: 'A test' };
let made = 0;
/** An account of fund 41 that no line has yet. */
export const anAccount = () => {
  made += 1;
  return `41-${String(100 + (made % 900)).padStart(3, '0')}-00-4600-0720-000-${String(made).padStart(4, '0')}`;
};

export type CapitalPeople = Record<'manager' | 'second' | 'cfo' | 'bookkeeper' | 'administrator', Actor>;
/** Two capital managers, two of finance, an administrator. */
export async function capitalPeople(api: TestApi): Promise<CapitalPeople> {
  const of = (name: string, role: 'capital_manager' | 'finance' | 'administrator') => aPerson(api.db, { name, grants: [{ role }] });
  return {
    manager: await of('Mia Manager', 'capital_manager'),
    second: await of('Max Manager', 'capital_manager'),
    cfo: await of('Cleo CFO', 'finance'),
    bookkeeper: await of('Ben Books', 'finance'),
    administrator: await of('Ada Admin', 'administrator'),
  };
}

type Answer = Awaited<ReturnType<ReturnType<TestApi['as']>['get']>>;
/** The body of an answer that is to be good. */
export function good({ status, body, text }: Answer) {
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body;
}

type Lines = Record<'construction' | 'design' | 'contingency' | 'unallocated', string>;
export type Plan = { programmeId: string; sourceId: string; projectId: string; vendorId: string; lines: Lines };

/**
 * A bond of $10,000,000.00 with a project at Alder School: $3,000,000.00 for construction, $500,000.00 for design, $1,000,000.00 of contingency for the programme, the rest unallocated.
 */
export async function aPlan(api: TestApi, { manager, cfo }: CapitalPeople, district: District): Promise<Plan> {
  const [books, runs] = [api.as(cfo), api.as(manager)];
  made += 1;
  const programme = { code: `bond-${made}`, name: 'A bond', kind: 'bond', source: 'A test', startsOn: '2018-11-06', endsOn: '2028-12-31' };
  const { id: programmeId } = good(await books.post('/api/programmes', { body: programme }));
  const source = { code: 'proceeds', name: 'Proceeds', kind: 'bond', fundCode: '41', account: anAccount(), planned: '10000000.00' };
  const { id: sourceId, unallocatedLineId } = good(await books.post(`/api/programmes/${programmeId}/funding-sources`, { body: source }));
  good(await books.post(`/api/funding-sources/${sourceId}/revenue`, { body: { amount: '10000000.00', on: '2018-12-20', ...NO_PAPER } }));
  const project = { code: `P-${made}`, name: 'Roof of Alder School', siteId: district.school.id };
  const { id: projectId } = good(await runs.post(`/api/programmes/${programmeId}/projects`, { body: project }));
  const lineOf = async (kind: string, more: object = { projectId }) =>
    good(await books.post(`/api/programmes/${programmeId}/budget-lines`, { body: { sourceId, kind, name: kind, account: anAccount(), ...more } }))
      .id as string;
  const construction = await lineOf('construction');
  const design = await lineOf('design');
  const contingency = await lineOf('contingency', {});
  const promised = [
    { budgetLineId: construction, amount: '3000000.00' },
    { budgetLineId: design, amount: '500000.00' },
    { budgetLineId: contingency, amount: '1000000.00' },
  ];
  const baseline = { name: 'As shown to voters', adoptedOn: '2019-01-15', lines: promised, ...NO_PAPER };
  good(await books.post(`/api/programmes/${programmeId}/baselines`, { body: baseline }));
  const { id: vendorId } = good(await runs.post('/api/vendors', { body: { name: `Builders ${made}` } }));
  return { programmeId, sourceId, projectId, vendorId, lines: { construction, design, contingency, unallocated: unallocatedLineId } };
}

/** The step of a request that waits, with its version. */
export async function openStepOf(api: TestApi, who: Actor, requestId: string): Promise<{ id: string; version: number } | undefined> {
  const { items } = good(await api.as(who).get('/api/capital-approvals'));
  return items.find(({ request }: { request: { id: string } }) => request.id === requestId);
}

/** Approves every step of a request, each by the first of these who may. */
export async function approveAll(api: TestApi, requestId: string, by: readonly Actor[]): Promise<Answer> {
  for (let last: Answer | undefined; ;) {
    let step: { id: string; version: number } | undefined;
    for (const who of by) {
      step = await openStepOf(api, who, requestId);
      if (!step) continue;
      last = await api.as(who).post(`/api/capital-approvals/${step.id}/decisions`, { body: { decision: 'approve' }, ifMatch: step.version });
      break;
    }
    if (!step || last!.status !== 200) return last!;
  }
}

/** A procurement file by bids, for what is above the first threshold. */
export const aProcurement = async (api: TestApi, { manager }: CapitalPeople, { projectId, vendorId }: Plan): Promise<string> =>
  good(
    await api.as(manager).post(`/api/projects/${projectId}/procurements`, {
      body: { title: 'Roof', method: 'invitation_for_bids', awardReason: 'Lowest', bids: [{ vendorId, amount: '900000.00' }] },
    }),
  ).id;

type Bought = { amount: string; isPublicWorks?: boolean; more?: object };
/** A contract from the construction line, asked for. */
export async function askForContract(
  api: TestApi,
  people: CapitalPeople,
  plan: Plan,
  { amount, isPublicWorks = false, more = {} }: Bought,
): Promise<Answer> {
  made += 1;
  const { programmeId, projectId, vendorId, lines } = plan;
  const procurementId = Number(amount) >= 10_000 ? await aProcurement(api, people, plan) : undefined;
  const body = {
    kind: 'contract',
    number: `C-${made}`,
    vendorId,
    projectId,
    procurementId,
    isPublicWorks,
    lines: [{ budgetLineId: lines.construction, name: 'Works', amount }],
    title: 'Roof',
    reason: 'Lowest bid',
    ...NO_PAPER,
    ...more,
  };
  return api.as(people.manager).post(`/api/programmes/${programmeId}/contracts`, { body });
}

export type Contracted = { id: string; lineId: string };
/** The same, approved. */
export async function aContract(api: TestApi, people: CapitalPeople, plan: Plan, bought: Bought): Promise<Contracted> {
  const request = good(await askForContract(api, people, plan, bought));
  good(await approveAll(api, request.id, [people.second, people.cfo, people.administrator]));
  return { id: request.contract.id, lineId: request.lines[0].id };
}

/** An invoice of a contract, asked for. */
export const askForInvoice = (
  api: TestApi,
  { manager }: CapitalPeople,
  { id, lineId }: Contracted,
  amount: string,
  more: object = {},
): Promise<Answer> => {
  made += 1;
  const lines = [{ contractLineId: lineId, amount }];
  const body = { number: `INV-${made}`, billedOn: '2026-11-20', lines, title: 'Work done', reason: 'As certified', ...NO_PAPER, ...more };
  return api.as(manager).post(`/api/contracts/${id}/invoices`, { body });
};
