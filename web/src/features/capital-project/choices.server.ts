import { type Api, must } from '#lib/server/api.ts';
import type { Choices, Open } from './keeping.ts';

const OF_SCOPE = ['became', 'needs', 'complete', 'reopen', 'words'];
const MOST_WORDS = 100;
/** What was looked for before is looked for again, for the sake of what was ticked in it. */
const LOOKS = 6;

/** What the form that is open needs to know: the promise as it is, and what it may put right. */
export async function readChoices(api: Api, open: Open | undefined, params: URLSearchParams): Promise<Choices> {
  const q = (params.get('q') ?? '').slice(0, MOST_WORDS);
  if (!open || !OF_SCOPE.includes(open.act) || open.id === '') return { candidates: [], q, was: [] };
  const path = { id: open.id };
  const scope = must(await api.GET('/api/project-scopes/{id}', { params: { path } }));
  if (open.act !== 'needs') return { scope, candidates: [], q, was: [] };
  const find = async (words: string) => must(await api.GET('/api/project-scopes/{id}/candidates', { params: { path, query: { q: words } } })).items;
  const ticked = params.has('q') ? [...params.getAll('deficiency'), ...params.getAll('component')] : undefined;
  const before = [...new Set(params.getAll('was').map((words) => words.slice(0, MOST_WORDS)))].filter((words) => words !== q).slice(-LOOKS);
  const found = await find(q);
  const earlier = ticked ? (await Promise.all(before.map(find))).flat().filter(({ id }) => ticked.includes(id)) : [];
  const candidates = [...new Map([...earlier, ...found].map((one) => [one.id, one])).values()];
  return { scope, candidates, q, was: [...before, q], ...(ticked ? { ticked } : {}) };
}
