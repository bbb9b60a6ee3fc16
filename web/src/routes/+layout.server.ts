import { waitingOn } from '#features/approvals/read.server.ts';
import { isForEverybody } from '#lib/server/for-everybody.ts';
import { unreadOn } from '#features/notices/read.server.ts';

/** What every page may know of the person: enough for the header, no more. */
export async function load({ locals, depends, url, route }) {
  depends('steward:me');
  const { me, api } = locals;
  return {
    isForEverybody: isForEverybody({ route }),
    isDemonstration: me?.isDemonstration ?? false,
    me: me && { id: me.id, name: me.name, email: me.email, pages: me.pages, siteId: me.siteId, siteName: me.siteName },
    unread: me ? await unreadOn(api, url.pathname) : 0,
    approvals: me?.pages.includes('approvals') ? await waitingOn(api) : 0,
  };
}
