import { type Api, must } from '#lib/server/api.ts';

const SHOWN = 50;
const CHOICES = 200;

/** The proposals somebody sees, and what they may choose from to make one. */
export async function readProposals(api: Api, params: URLSearchParams) {
  const cursor = params.get('cursor') ?? undefined;
  const list = must(await api.GET('/api/proposals', { params: { query: { limit: SHOWN, ...(cursor ? { cursor } : {}) } } }));
  if (!list.may.propose) return { ...list, cursor, plans: [], sites: [] };
  const [plans, sites] = await Promise.all([
    api.GET('/api/draft-plans', { params: { query: { limit: CHOICES } } }),
    api.GET('/api/sites', { params: { query: { limit: CHOICES } } }),
  ]);
  return {
    ...list,
    cursor,
    plans: must(plans).items.map(({ id, name }) => ({ value: id, label: name })),
    sites: must(sites).items.map(({ id, name }) => ({ value: id, label: name })),
  };
}

export const readProposal = async (api: Api, id: string) => must(await api.GET('/api/proposals/{id}', { params: { path: { id } } }));
