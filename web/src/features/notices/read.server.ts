import { type Api, must } from '#lib/server/api.ts';

const A_PAGE = 30;

/** How many notices wait to be read, asked anew for each page; a page does not fail because this is not known. */
export async function unreadOn(api: Api, _pathname: string): Promise<number> {
  const { data } = await api.GET('/api/notices/unread');
  return data?.unread ?? 0;
}

/** A page of my notices, newest first. */
export async function readNotices(api: Api, cursor: string | null) {
  return must(await api.GET('/api/notices', { params: { query: { limit: A_PAGE, ...(cursor ? { cursor } : {}) } } }));
}
