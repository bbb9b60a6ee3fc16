export type Shown = 'all' | 'open' | 'done';

/** What the address of the list says. */
export type Asked = { whose: 'mine' | 'all'; show: Shown; q: string; status: string; priority: string };

const oneOf = <T extends string>(value: string | null, values: readonly [T, ...T[]]): T => values.find((known) => known === value) ?? values[0];

/** Reads the address; what it does not know it leaves out. */
export const askedOf = (query: URLSearchParams): Asked => ({
  whose: oneOf(query.get('whose'), ['mine', 'all']),
  show: oneOf(query.get('show'), ['all', 'open', 'done']),
  q: (query.get('q') ?? '').trim().slice(0, 200),
  status: query.get('status') ?? '',
  priority: query.get('priority') ?? '',
});

const PLAIN: Asked = { whose: 'mine', show: 'all', q: '', status: '', priority: '' };

/** The address of a view; what is as usual is left out. */
export function hrefOf(asked: Asked, cursor?: string): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(asked)) if (value !== PLAIN[key as keyof Asked]) query.set(key, value);
  if (cursor) query.set('cursor', cursor);
  return query.size ? `/requests?${query}` : '/requests';
}

/** Whether anything narrows the list, so that "nothing here" means "nothing found". */
export const isNarrowed = (asked: Asked) => hrefOf({ ...asked, whose: 'mine' }) !== '/requests';
