import { type Api, must } from '#lib/server/api.ts';
import type { Choices, Open } from './keeping.ts';

const OF_SCOPE = ['became', 'needs', 'complete', 'reopen'];

/** What the form that is open needs to know: the promise as it is, and what it may put right. */
export async function readChoices(api: Api, open: Open | undefined, params: URLSearchParams): Promise<Choices> {
  const q = (params.get('q') ?? '').slice(0, 100);
  if (!open || !OF_SCOPE.includes(open.act) || open.id === '') return { candidates: [], q };
  const path = { id: open.id };
  const scope = must(await api.GET('/api/project-scopes/{id}', { params: { path } }));
  const found = open.act === 'needs' ? must(await api.GET('/api/project-scopes/{id}/candidates', { params: { path, query: { q } } })).items : [];
  return { scope, candidates: found, q };
}
