import { type Api, must } from '#lib/server/api.ts';

const VENDORS_SHOWN = 20;

/** The rules of the plan, the months of a programme that are closed, and vendors that were looked for. */
export async function readRules(api: Api, params: URLSearchParams) {
  const q = (params.get('q') ?? '').slice(0, 100);
  const [rules, books, programmes, vendors] = await Promise.all([
    api.GET('/api/capital-rules'),
    api.GET('/api/capital-books'),
    api.GET('/api/programmes'),
    api.GET('/api/vendors', { params: { query: { limit: VENDORS_SHOWN, ...(q ? { q } : {}) } } }),
  ]);
  const ours = must(programmes)
    .items.map(({ programme }) => programme)
    .filter(({ kind }) => kind !== 'other_owner');
  const programme = ours.find(({ code }) => code === params.get('programme')) ?? ours[0];
  const months = programme
    ? must(await api.GET('/api/programmes/{programmeId}/closed-months', { params: { path: { programmeId: programme.id } } })).items
    : [];
  return { rules: must(rules), books: must(books), programmes: ours, programme, months, vendors: must(vendors).items, q };
}
