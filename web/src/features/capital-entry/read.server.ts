import { type Api, must } from '#lib/server/api.ts';
import type { Waiting } from './rows.ts';
import { withLabels } from './words.ts';

const WAITING_AT_ONCE = 200;
/** More than anybody looks through. */
const WAITING_PAGES = 10;

/** All that waits to be approved in a programme, the latest first. */
async function readWaiting(api: Api, programmeId: string): Promise<Waiting> {
  const all: Waiting = [];
  let cursor: string | null | undefined;
  for (let i = 0; i < WAITING_PAGES && cursor !== null; i += 1) {
    const query = { programmeId, state: 'waiting' as const, limit: WAITING_AT_ONCE, ...(cursor ? { cursor } : {}) };
    const page = must(await api.GET('/api/capital-requests', { params: { query } }));
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all.toSorted((a, b) => b.number - a.number);
}

/** What one may enter in the programme that was asked for, the sheet that was asked for, and what waits to be approved. */
export async function readEntry(api: Api, params: URLSearchParams) {
  const { items } = must(await api.GET('/api/programmes'));
  // What others say of their projects is brought in files.
  const programmes = items.map(({ programme }) => programme).filter(({ kind }) => kind !== 'other_owner');
  const programme = programmes.find(({ code }) => code === params.get('programme')) ?? programmes[0];
  if (!programme) return { programmes: [], programme: null, sheets: [], sheet: null, waiting: [], isDemonstration: false };
  const programmeId = programme.id;
  const [sheets, waiting] = await Promise.all([
    api.GET('/api/programmes/{programmeId}/sheets', { params: { path: { programmeId } } }),
    readWaiting(api, programmeId),
  ]);
  const { items: all, isDemonstration, mostRows } = must(sheets);
  const chosen = all.find(({ sheet }) => sheet === params.get('sheet')) ?? all[0];
  return {
    programmes,
    programme,
    sheets: all.map(({ sheet }) => sheet),
    sheet: chosen ? { name: chosen.sheet, columns: withLabels(chosen), together: chosen.together, mostRows } : null,
    waiting,
    isDemonstration,
  };
}

/** Codes that a cell may say; none when the API is away. */
export async function findCodes(api: Api, params: URLSearchParams) {
  const [programmeId = '', sheet = '', column = '', q = '', contract = ''] = ['programmeId', 'sheet', 'column', 'q', 'contract'].map(
    (name) => params.get(name)?.slice(0, 100) ?? '',
  );
  const query = { column, q, ...(contract ? { contract: contract.slice(0, 60) } : {}) };
  const path = { programmeId, sheet: sheet as 'transfers' };
  const { data } = await api.GET('/api/programmes/{programmeId}/sheets/{sheet}/suggestions', { params: { path, query } });
  return data?.items ?? [];
}
