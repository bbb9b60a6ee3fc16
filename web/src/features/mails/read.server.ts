import { type Api, must } from '#lib/server/api.ts';
import { isStatus } from './mail.ts';

/** What the address of the list says. */
export function askedOf(query: URLSearchParams) {
  const status = query.get('status') ?? '';
  return { q: (query.get('q') ?? '').trim().slice(0, 200), status: isStatus(status) ? status : undefined, cursor: query.get('cursor') ?? '' };
}
export type Asked = ReturnType<typeof askedOf>;

/** A page of deliveries, newest first. */
export async function readMails(api: Api, { q, status, cursor }: Asked) {
  const query = { ...(q ? { q } : {}), ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) };
  return must(await api.GET('/api/mails', { params: { query } }));
}
