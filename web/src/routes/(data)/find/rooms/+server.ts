import { json } from '@sveltejs/kit';
import { findRooms } from '#lib/server/find.ts';

export async function GET({ url, locals }) {
  const site = url.searchParams.get('site') ?? '';
  return json({ items: site ? await findRooms(locals.api, site, url.searchParams.get('q') ?? '') : [] });
}
