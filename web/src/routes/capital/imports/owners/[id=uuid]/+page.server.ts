import { readOwner } from '#features/capital-files/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params: { id }, url }) {
  mustHavePage(locals, 'capital');
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  return { q, owner: await readOwner(locals.api, id, q, url.searchParams.get('cursor') ?? undefined) };
}
