import { attachments } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { NOW, type TestApi } from '../app.testing.ts';
import {
  aContract,
  anAccount,
  aPlan,
  aProcurement,
  askForInvoice,
  type CapitalPeople,
  type Contracted,
  good,
  NO_PAPER,
  openStepOf,
  type Plan,
} from '../capital/capital.testing.ts';
import type { District } from '../district.testing.ts';

/* The rows of the capital plan: a programme with a project at Alder School, run by `capital`, whose books `cfo` keeps. */

type Who = ReturnType<TestApi['as']>;
type Status = Record<string, number> & { others: number };
type Row = { operation: string; what?: string; call: (who: Who) => Promise<{ status: number }>; expected: Status };
type Held = 'capital' | 'cfo' | 'administrator';
type Matrix = { api: TestApi; district: District; people: Record<Held, Actor> };

const READERS = ['planner', 'capital', 'cfo', 'auditor', 'administrator'];
const each = (names: readonly string[], status: number) => Object.fromEntries(names.map((name) => [name, status]));
/** Who reads the plan anywhere. */
const planReaders = (status: number): Status => ({ ...each([...READERS, 'administratorElsewhere'], status), others: 403 });
/** Who reads what is at Alder School. */
const readers = (status: number, stranger = 403): Status => ({ ...each(READERS, status), administratorElsewhere: 404, others: stranger });
/** Who reads the whole plan. */
const wholeReaders = (status: number): Status => ({ ...each(READERS, status), administratorElsewhere: 404, others: 403 });
const only = (names: readonly Held[], status: number, rest: Status = { others: 403 }): Status => ({ ...rest, ...each(names, status) });
const atSchool = readers(403);

/** The subjects of the rows, made once when the first row asks. */
function subjects(matrix: () => Matrix) {
  let made: ReturnType<typeof make> | undefined;
  const make = async () => {
    const { api, district, people } = matrix();
    const { capital: manager, cfo, administrator } = people;
    const all: CapitalPeople = { manager, second: cfo, cfo, bookkeeper: cfo, administrator };
    const plan = await aPlan(api, all, district);
    const contract = await aContract(api, all, plan, { amount: '9000.00' });
    const closable = await aContract(api, all, plan, { amount: '1.00' });
    const lines = [{ contractLineId: closable.lineId, amount: '1.00' }];
    good(await api.as(manager).post(`/api/contracts/${closable.id}/releases`, { body: { on: '2026-11-24', lines, reason: 'None', ...NO_PAPER } }));
    const paid = good(await askForInvoice(api, all, contract, '1000.00'));
    const step = (await openStepOf(api, cfo, paid.id)) ?? paid.steps[0];
    return { api, all, plan, contract, closable, step, procurement: await aProcurement(api, all, plan) };
  };
  return () => (made ??= make());
}
type Subjects = Awaited<ReturnType<ReturnType<typeof subjects>>>;

const aScope = async ({ api, all, plan }: Subjects, state?: string) => {
  const who = api.as(all.manager);
  const scope = good(await who.post(`/api/projects/${plan.projectId}/scopes`, { body: { promise: 'A roof' } }));
  if (state !== 'complete') return scope as { id: string; version: number };
  return good(await who.post(`/api/project-scopes/${scope.id}/completions`, { body: { completedOn: '2026-11-20', actual: '1.00' }, ifMatch: 1 })) as {
    id: string;
    version: number;
  };
};
const rulesNow = async ({ api, all }: Subjects) =>
  good(await api.as(all.cfo).get('/api/capital-rules')) as { ladders: { version: number }[]; thresholdsVersion: number };
type Books = { assetClasses: { code: string; version: number }[]; journalAccounts: { use: string; version: number }[] };
const booksNow = async ({ api, all }: Subjects) => good(await api.as(all.cfo).get('/api/capital-books')) as Books;
const anInvoice = async ({ api, all, contract }: Subjects) =>
  good(await askForInvoice(api, all, contract, '0.01')) as { id: string; version: number };
const transferBody = ({ lines }: Plan) => ({
  fromLineId: lines.contingency,
  toLineId: lines.construction,
  amount: '1.00',
  title: 'More',
  reason: 'Bids',
  ...NO_PAPER,
});
const aTransfer = async ({ api, all, plan }: Subjects) =>
  good(await api.as(all.manager).post(`/api/programmes/${plan.programmeId}/transfers`, { body: transferBody(plan) })) as { steps: { id: string }[] };
const lineBody = ({ lineId }: Contracted, amount: string) => ({ lines: [{ contractLineId: lineId, amount }], ...NO_PAPER });
const MONTHLY = { every: 'month', day: 5, hour: 7, language: 'en' };
/** A packet that the manager gets: begun anew where it is theirs already. */
const aSubscription = async ({ api, all, plan: { programmeId } }: Subjects) => {
  const cfo = api.as(all.cfo);
  const { items } = good(await cfo.get(`/api/packet-subscriptions?programmeId=${programmeId}`));
  for (const { id, version } of items) good(await cfo.post(`/api/packet-subscriptions/${id}/endings`, { ifMatch: version }));
  return good(await cfo.post('/api/packet-subscriptions', { body: { programmeId, personId: all.manager.id, ...MONTHLY } })) as { id: string };
};
/** A packet that went to the manager. */
const aPacket = async (subject: Subjects) => {
  const cfo = subject.api.as(subject.all.cfo);
  good(await cfo.post(`/api/packet-subscriptions/${(await aSubscription(subject)).id}/sendings`));
  return good(await cfo.get(`/api/packet-subscriptions?programmeId=${subject.plan.programmeId}`)).sent[0].id as string;
};
const RISK = { title: 'Asbestos', likelihoodRatio: 0.3, impact: '1.00', response: 'Survey' };
const DOCUMENT = { kind: 'other', title: 'A paper', reference: 'Box 7' };
const PROCUREMENT = { title: 'Roof', method: 'quote' };

/** Every operation of the capital plan with who is answered what. */
export function capitalRows(matrix: () => Matrix): Row[] {
  const made = subjects(matrix);
  const row = (operation: string, expected: Status, call: (who: Who, subject: Subjects) => Promise<{ status: number }>): Row => ({
    operation,
    expected,
    call: async (who) => call(who, await made()),
  });
  const versionOf = async (path: string) => good(await (await made()).api.as((await made()).all.cfo).get(path)).version as number;
  let month = 2;
  let sent: ReturnType<typeof aPacket> | undefined;
  const sentPacket = (subject: Subjects) => (sent ??= aPacket(subject));
  return [
    row('createProgramme', only(['cfo'], 201), (who) =>
      who.post('/api/programmes', {
        body: { code: uuidv7(), name: 'A bond', kind: 'bond', source: 'A test', startsOn: '2020-01-01', endsOn: '2030-01-01' },
      }),
    ),
    row('changeProgramme', only(['cfo'], 200), (who, { plan }) =>
      who.patch(`/api/programmes/${plan.programmeId}`, { body: { name: 'Bond' }, ifMatch: 1 }),
    ),
    row('addFundingSource', only(['cfo'], 201), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/funding-sources`, {
        body: { code: uuidv7(), name: 'Premium', kind: 'premium', fundCode: '41', account: anAccount(), planned: '1.00' },
      }),
    ),
    row('enterRevenue', only(['cfo'], 201), (who, { plan }) =>
      who.post(`/api/funding-sources/${plan.sourceId}/revenue`, { body: { amount: '1.00', on: '2026-11-01', ...NO_PAPER } }),
    ),
    row('addBudgetLine', only(['cfo'], 201), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/budget-lines`, {
        body: { sourceId: plan.sourceId, kind: 'other', name: 'Other', account: anAccount() },
      }),
    ),
    row('addBaseline', only(['cfo'], 201), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/baselines`, {
        body: { name: 'Later', adoptedOn: '2026-01-01', lines: [{ budgetLineId: plan.lines.design, amount: '1.00' }], ...NO_PAPER },
      }),
    ),
    row('closeMonth', only(['cfo'], 201), (who, { plan }) => {
      month += 1;
      const body = { month: `20${19 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}` };
      return who.post(`/api/programmes/${plan.programmeId}/closed-months`, { body });
    }),
    row('listClosedMonths', planReaders(200), (who, { plan }) => who.get(`/api/programmes/${plan.programmeId}/closed-months`)),
    row('listBudgetLines', planReaders(200), (who, { plan }) => who.get(`/api/budget-lines?programmeId=${plan.programmeId}`)),
    row('estimateToCommit', only(['capital', 'cfo'], 201, readers(403, 404)), (who, { plan }) =>
      who.post(`/api/budget-lines/${plan.lines.design}/estimates`, { body: { toCommit: '1.00', on: '2026-11-01', note: 'Bids', ...NO_PAPER } }),
    ),
    row('addProject', only(['capital'], 201), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/projects`, { body: { code: uuidv7(), name: 'A project', siteId: matrix().district.school.id } }),
    ),
    row('changeProject', only(['capital'], 200, atSchool), (who, { plan }) =>
      who.patch(`/api/projects/${plan.projectId}`, { body: { progressRatio: 0.5 }, ifMatch: 1 }),
    ),
    row('keepProjectPhase', only(['capital'], 200, atSchool), (who, { plan }) =>
      who.put(`/api/projects/${plan.projectId}/phases/design`, { body: { plannedStartOn: '2026-01-01' } }),
    ),
    row('addProjectRisk', only(['capital'], 201, atSchool), (who, { plan }) => who.post(`/api/projects/${plan.projectId}/risks`, { body: RISK })),
    row('changeProjectRisk', only(['capital'], 200, atSchool), async (who, { api, all: { manager }, plan }) => {
      const { id } = good(await api.as(manager).post(`/api/projects/${plan.projectId}/risks`, { body: RISK }));
      return who.put(`/api/project-risks/${id}`, { body: RISK, ifMatch: 1 });
    }),
    row('addCapitalDocument', only(['capital', 'cfo'], 201, atSchool), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/documents`, { body: { ...DOCUMENT, projectId: plan.projectId } }),
    ),
    row('getCapitalDocumentFile', readers(200), async (who, { api, all: { manager }, plan }) => {
      const id = uuidv7();
      const file = { fileName: 'note.txt', mediaType: 'text/plain', sizeBytes: 2, storageKey: `test/${id}`, createdAt: NOW };
      await api.db.insert(attachments).values({ id, uploadedById: manager.id, ...file });
      await api.app.files.put(`test/${id}`, import.meta.filename);
      const body = { ...DOCUMENT, projectId: plan.projectId, attachmentId: id };
      const document = good(await api.as(manager).post(`/api/programmes/${plan.programmeId}/documents`, { body }));
      return who.get(`/api/capital-documents/${document.id}/file`);
    }),
    row('getCapitalDocumentThumbnail', readers(404), async (who, { api, all: { manager }, plan }) => {
      const body = { ...DOCUMENT, projectId: plan.projectId };
      const document = good(await api.as(manager).post(`/api/programmes/${plan.programmeId}/documents`, { body }));
      return who.get(`/api/capital-documents/${document.id}/thumbnail`);
    }),
    row('addProjectScope', only(['capital'], 201, atSchool), (who, { plan }) =>
      who.post(`/api/projects/${plan.projectId}/scopes`, { body: { promise: 'A roof' } }),
    ),
    row('listScopeCandidates', readers(200), async (who, subject) => who.get(`/api/project-scopes/${(await aScope(subject)).id}/candidates?q=roof`)),
    row('listStructureProjects', planReaders(404), (who) => who.get('/api/structures/00000000-0000-4000-8000-000000000000/projects')),
    row('getProjectScope', readers(200), async (who, subject) => who.get(`/api/project-scopes/${(await aScope(subject)).id}`)),
    row('changeProjectScope', only(['capital'], 200, atSchool), async (who, subject) =>
      who.patch(`/api/project-scopes/${(await aScope(subject)).id}`, { body: { state: 'under_way' }, ifMatch: 1 }),
    ),
    row('nameScopeNeeds', only(['capital'], 200, atSchool), async (who, subject) =>
      who.put(`/api/project-scopes/${(await aScope(subject)).id}/needs`, { body: {}, ifMatch: 1 }),
    ),
    row('completeProjectScope', only(['capital'], 200, atSchool), async (who, subject) =>
      who.post(`/api/project-scopes/${(await aScope(subject)).id}/completions`, { body: { completedOn: '2026-11-20', actual: '1.00' }, ifMatch: 1 }),
    ),
    row('reopenProjectScope', only(['capital'], 200, atSchool), async (who, subject) => {
      const { id, version } = await aScope(subject, 'complete');
      return who.post(`/api/project-scopes/${id}/reopenings`, { body: { reason: 'It leaks' }, ifMatch: version });
    }),
    row('listVendors', planReaders(200), (who) => who.get('/api/vendors')),
    row('addVendor', only(['capital', 'cfo'], 201), (who) => who.post('/api/vendors', { body: { name: 'Builders' } })),
    row('changeVendor', only(['capital', 'cfo'], 200), async (who, { api, all: { manager } }) => {
      const { id } = good(await api.as(manager).post('/api/vendors', { body: { name: 'Painters' } }));
      return who.patch(`/api/vendors/${id}`, { body: { name: 'Painters Inc.' }, ifMatch: 1 });
    }),
    row('addProcurement', only(['capital'], 201, atSchool), (who, { plan }) =>
      who.post(`/api/projects/${plan.projectId}/procurements`, { body: PROCUREMENT }),
    ),
    row('getProcurement', readers(200), (who, { procurement }) => who.get(`/api/procurements/${procurement}`)),
    row('changeProcurement', only(['capital'], 200, atSchool), (who, { procurement }) =>
      who.put(`/api/procurements/${procurement}`, { body: PROCUREMENT, ifMatch: 1 }),
    ),
    row('getCapitalRules', planReaders(200), (who) => who.get('/api/capital-rules')),
    row('listCapitalSheets', planReaders(200), (who, { plan }) => who.get(`/api/programmes/${plan.programmeId}/sheets`)),
    row('suggestCapitalCodes', planReaders(200), (who, { plan }) =>
      who.get(`/api/programmes/${plan.programmeId}/sheets/transfers/suggestions?column=from&q=construction`),
    ),
    // Who reads the plan may send rows; what is not theirs is refused row by row.
    row('checkCapitalSheet', planReaders(200), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/sheets/transfers/checks`, { body: { rows: [{ key: uuidv7(), cells: {} }] } }),
    ),
    row('enterCapitalSheet', planReaders(200), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/sheets/transfers/rows`, { body: { rows: [{ key: uuidv7(), cells: {} }], enter: 'all' } }),
    ),
    row('requestTransfer', only(['capital'], 201), (who, { plan }) =>
      who.post(`/api/programmes/${plan.programmeId}/transfers`, { body: transferBody(plan) }),
    ),
    row('requestContract', only(['capital'], 201, atSchool), (who, { plan }) => {
      const { vendorId, projectId, programmeId } = plan;
      const lines = [{ budgetLineId: plan.lines.construction, name: 'Works', amount: '1.00' }];
      return who.post(`/api/programmes/${programmeId}/contracts`, {
        body: { kind: 'contract', number: uuidv7(), vendorId, projectId, lines, title: 'Roof', reason: 'Lowest', ...NO_PAPER },
      });
    }),
    row('requestChangeOrder', only(['capital'], 201, atSchool), (who, { contract }) =>
      who.post(`/api/contracts/${contract.id}/change-orders`, {
        body: { reasonCode: 'code', title: 'Rock', reason: 'Found', ...lineBody(contract, '0.01') },
      }),
    ),
    row('requestInvoice', only(['capital'], 201, atSchool), (who, { contract }) =>
      who.post(`/api/contracts/${contract.id}/invoices`, {
        body: { number: uuidv7(), billedOn: '2026-11-20', title: 'Work', reason: 'Done', ...lineBody(contract, '0.01') },
      }),
    ),
    row('listCapitalRequests', planReaders(200), (who) => who.get('/api/capital-requests')),
    row('getCapitalRequest', readers(200, 404), async (who, subject) => who.get(`/api/capital-requests/${(await anInvoice(subject)).id}`)),
    row('withdrawCapitalRequest', only(['capital'], 200, readers(403, 404)), async (who, subject) =>
      who.post(`/api/capital-requests/${(await anInvoice(subject)).id}/withdrawals`, { ifMatch: 1 }),
    ),
    row('disputeInvoice', only(['capital'], 200, readers(403, 404)), async (who, subject) =>
      who.post(`/api/capital-requests/${(await anInvoice(subject)).id}/disputes`, { body: { reason: 'Not done' }, ifMatch: 1 }),
    ),
    row('settleDispute', only(['capital'], 200, readers(403, 404)), async (who, subject) => {
      const { id } = await anInvoice(subject);
      good(await subject.api.as(subject.all.manager).post(`/api/capital-requests/${id}/disputes`, { body: { reason: 'Not done' }, ifMatch: 1 }));
      return who.post(`/api/capital-requests/${id}/settlements`, { ifMatch: 2 });
    }),
    row('listCapitalApprovals', { others: 200 }, (who) => who.get('/api/capital-approvals')),
    row('countCapitalApprovals', { others: 200 }, (who) => who.get('/api/capital-approvals/waiting')),
    row('getCapitalApproval', only(['capital', 'cfo'], 200, { others: 404 }), async (who, subject) =>
      who.get(`/api/capital-approvals/${(await aTransfer(subject)).steps[0]!.id}`),
    ),
    row('decideCapitalApproval', { capital: 422, cfo: 200, others: 404 }, async (who, subject) =>
      who.post(`/api/capital-approvals/${(await aTransfer(subject)).steps[0]!.id}/decisions`, { body: { decision: 'approve' }, ifMatch: 2 }),
    ),
    row('getContract', readers(200), (who, { contract }) => who.get(`/api/contracts/${contract.id}`)),
    row('releaseBalance', only(['capital', 'cfo'], 201, atSchool), (who, { contract }) =>
      who.post(`/api/contracts/${contract.id}/releases`, { body: { on: '2026-11-24', reason: 'Less', ...lineBody(contract, '0.01') } }),
    ),
    row('enterPayment', only(['cfo'], 201, atSchool), async (who, { api, all: { cfo }, contract, step }) => {
      // What is paid has to be approved first: once.
      await api.as(cfo).post(`/api/capital-approvals/${step.id}/decisions`, { body: { decision: 'approve' }, ifMatch: 2 });
      return who.post(`/api/contracts/${contract.id}/payments`, { body: { on: '2026-11-24', ...lineBody(contract, '0.01') } });
    }),
    row('closeContract', only(['capital'], 200, atSchool), async (who, { closable }) =>
      who.post(`/api/contracts/${closable.id}/closings`, { ifMatch: await versionOf(`/api/contracts/${closable.id}`) }),
    ),
    row('getBoardPacket', planReaders(200), (who, { plan }) => who.get(`/api/programmes/${plan.programmeId}/packet.pdf`)),
    row('listPacketSubscriptions', planReaders(200), (who, { plan }) => who.get(`/api/packet-subscriptions?programmeId=${plan.programmeId}`)),
    row('subscribeToPacket', only(['cfo'], 201), async (who, subject) => {
      const { id } = await aSubscription(subject);
      good(await subject.api.as(subject.all.cfo).post(`/api/packet-subscriptions/${id}/endings`, { ifMatch: 1 }));
      const { programmeId } = subject.plan;
      return who.post('/api/packet-subscriptions', { body: { programmeId, personId: subject.all.manager.id, ...MONTHLY } });
    }),
    row('changePacketSubscription', only(['cfo'], 200, wholeReaders(403)), async (who, subject) =>
      who.put(`/api/packet-subscriptions/${(await aSubscription(subject)).id}`, { body: MONTHLY, ifMatch: 1 }),
    ),
    row('endPacketSubscription', only(['capital', 'cfo'], 200, wholeReaders(403)), async (who, subject) =>
      who.post(`/api/packet-subscriptions/${(await aSubscription(subject)).id}/endings`, { ifMatch: 1 }),
    ),
    row('sendPacketNow', only(['cfo'], 201, wholeReaders(403)), async (who, subject) =>
      who.post(`/api/packet-subscriptions/${(await aSubscription(subject)).id}/sendings`),
    ),
    row('getSentPacket', wholeReaders(200), async (who, subject) => who.get(`/api/board-packets/${await sentPacket(subject)}/file`)),
    row('readCapitalApprovalLink', { others: 404, signedOut: 404 }, (who) => who.get(`/api/capital-approval-links/${'A'.repeat(43)}`)),
    row('decideByCapitalApprovalLink', { others: 404, signedOut: 404 }, (who) =>
      who.post(`/api/capital-approval-links/${'A'.repeat(43)}/decisions`, { body: { decision: 'approve' } }),
    ),
    row('getCapitalBooks', planReaders(200), (who) => who.get('/api/capital-books')),
    row('changeAssetClass', only(['cfo'], 200), async (who, subject) => {
      const { version } = (await booksNow(subject)).assetClasses.find(({ code }) => code === 'buildings')!;
      return who.patch('/api/asset-classes/buildings', { body: { lifeYears: 40 }, ifMatch: version });
    }),
    row('changeJournalAccount', only(['cfo'], 200), async (who, subject) => {
      const { version } = (await booksNow(subject)).journalAccounts.find(({ use }) => use === 'cash')!;
      return who.patch('/api/journal-accounts/cash', { body: { code: '8101' }, ifMatch: version });
    }),
    row('changeApprovalLadder', only(['cfo'], 200), async (who, subject) => {
      const { version } = (await rulesNow(subject)).ladders[0]!;
      return who.put('/api/capital-rules/ladders/transfer', {
        body: { steps: [{ from: '0.00', roles: ['finance'] }], reason: 'Policy' },
        ifMatch: version,
      });
    }),
    row('changePurchaseThresholds', only(['cfo'], 200), async (who, subject) => {
      const { thresholdsVersion } = await rulesNow(subject);
      return who.put('/api/capital-rules/thresholds', {
        body: { thresholds: [{ from: '0.00', methods: ['quote'] }], reason: 'Policy' },
        ifMatch: thresholdsVersion,
      });
    }),
  ];
}
