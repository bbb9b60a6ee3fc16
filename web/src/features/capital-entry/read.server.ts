import { type Api, must } from '#lib/server/api.ts';
import { withLabels } from './words.ts';

const WAITING_SHOWN = 20;

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
    api.GET('/api/capital-requests', { params: { query: { programmeId, state: 'waiting', limit: WAITING_SHOWN } } }),
  ]);
  const { items: all, isDemonstration, mostRows } = must(sheets);
  const chosen = all.find(({ sheet }) => sheet === params.get('sheet')) ?? all[0];
  return {
    programmes,
    programme,
    sheets: all.map(({ sheet }) => sheet),
    sheet: chosen ? { name: chosen.sheet, columns: withLabels(chosen), together: chosen.together, mostRows } : null,
    waiting: must(waiting).items.toSorted((a, b) => b.number - a.number),
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
