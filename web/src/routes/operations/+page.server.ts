import { askedOf } from '#features/operations/asked.ts';
import { readOperations } from '#features/operations/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

/** Figures and links: nothing here needs a script. */
export const csr = false;

export async function load({ locals, url }) {
  mustHavePage(locals, 'operations');
  return readOperations(locals.api, askedOf(url.searchParams));
}
