import { readAll, readOne } from '#features/notices/acts.server.ts';
import { readNotices } from '#features/notices/read.server.ts';

export async function load({ locals, url }) {
  const cursor = url.searchParams.get('cursor');
  return { list: await readNotices(locals.api, cursor), isFirst: !cursor, did: url.searchParams.get('did') ?? '' };
}

export const actions = { read: readOne, all: readAll };
