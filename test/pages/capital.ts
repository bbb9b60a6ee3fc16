import { type APIRequestContext, expect, type Page } from '@playwright/test';
import { read } from './requests.ts';

const PAPER = { noDocumentReason: 'A journey' };

/** Sends it; gives what came back. */
export async function post(
  who: APIRequestContext,
  path: string,
  data: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await who.post(path, { data, headers });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
  return (await answer.json()) as Record<string, unknown>;
}
const made = async (who: APIRequestContext, path: string, data: object) => (await post(who, path, data))['id'] as string;

type Plan = { programmeId: string; code: string; projectId: string; vendorId: string; lines: { construction: string; contingency: string } };
/** A programme of one's own: $3,000,000.00 to build with, and $1,000,000.00 of contingency. */
export async function aProgramme(capital: APIRequestContext, cfo: APIRequestContext): Promise<Plan> {
  const code = crypto.randomUUID();
  const programmeId = await made(cfo, '/api/programmes', {
    code,
    name: `Programme ${code.slice(0, 4)}`,
    kind: 'bond',
    source: 'A journey',
    startsOn: '2018-11-06',
    endsOn: '2030-12-31',
  });
  const at = `/api/programmes/${programmeId}`;
  const source = { code: 'bond', name: 'Proceeds', kind: 'bond', fundCode: '41', account: '41-000-00-0000-5110-000-0001', planned: '4000000.00' };
  const sourceId = await made(cfo, `${at}/funding-sources`, source);
  await post(cfo, `/api/funding-sources/${sourceId}/revenue`, { amount: '4000000.00', on: '2018-12-20', ...PAPER });
  const { items } = await read<{ items: { id: string }[] }>(capital, '/api/sites?limit=1');
  const projectId = await made(capital, `${at}/projects`, { code: 'R1', name: 'Roof', siteId: items[0]!.id });
  const line = (kind: string, account: string, more: object) => made(cfo, `${at}/budget-lines`, { sourceId, kind, name: kind, account, ...more });
  const construction = await line('construction', '41-120-00-4600-0720-000-3018', { projectId });
  const contingency = await line('contingency', '41-000-00-4600-0840-000-3000', {});
  const lines = [
    { budgetLineId: construction, amount: '3000000.00' },
    { budgetLineId: contingency, amount: '1000000.00' },
  ];
  await post(cfo, `${at}/baselines`, { name: 'As shown to voters', adoptedOn: '2019-01-15', lines, ...PAPER });
  return {
    programmeId,
    code,
    projectId,
    vendorId: await made(capital, '/api/vendors', { name: 'Builders of a journey' }),
    lines: { construction, contingency },
  };
}

/** A contract that is approved. */
export async function aContract(
  capital: APIRequestContext,
  cfo: APIRequestContext,
  plan: Plan,
  amount: string,
): Promise<{ id: string; lineId: string }> {
  const { programmeId, projectId, vendorId } = plan;
  const asked = await post(capital, `/api/programmes/${programmeId}/contracts`, {
    kind: 'contract',
    number: crypto.randomUUID(),
    vendorId,
    projectId,
    title: 'Flashing',
    reason: 'Quote',
    lines: [{ budgetLineId: plan.lines.construction, name: 'Flashing', amount }],
    ...PAPER,
  });
  const [step] = asked['steps'] as { id: string }[];
  await post(cfo, `/api/capital-approvals/${step!.id}/decisions`, { decision: 'approve' }, { 'if-match': '"2"' });
  return { id: (asked['contract'] as { id: string }).id, lineId: (asked['lines'] as { id: string }[])[0]!.id };
}

/** The capital plan, as who answers for it goes through it. */
export const capitalPages = (page: Page) => ({
  open: async () => {
    await page.goto('/capital?programme=bond-2018');
    await expect(page.getByRole('heading', { level: 1, name: '2018 bond programme' })).toBeVisible();
  },
  /** A list of projects that the page leads to. */
  follow: async (name: string | RegExp) => {
    await page.getByRole('link', { name }).first().click();
  },
  rows: () => page.getByRole('row').filter({ has: page.getByRole('rowheader') }),
  /** What is shown is marked as made up, and says as of when. */
  expectHead: async () => {
    await expect(page.getByText('Demonstration: not real figures').first()).toBeVisible();
    await expect(page.getByText(/^As of .*Last matched with the finance system as of /)).toBeVisible();
  },
});
