import { json } from '@sveltejs/kit';
import { findParts, findPartsAt } from '#lib/server/find.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Parts of one building (`structure`), or of all at an order's school (`order`). */
export async function GET({ url, locals }) {
  const asked = (name: string) => (url.searchParams.get(name) ?? '').slice(0, 100);
  const [structure, order, q] = [asked('structure'), asked('order'), asked('q')];
  if (UUID.test(structure)) return json({ items: await findParts(locals.api, structure, q) });
  return json({ items: UUID.test(order) ? await findPartsAt(locals.api, order, q) : [] });
}
