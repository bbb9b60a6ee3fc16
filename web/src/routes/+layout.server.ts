/** What every page may know of the person: enough for the header, no more. */
export function load({ locals, depends }) {
  depends('steward:me');
  const { me } = locals;
  return {
    isDemonstration: me?.isDemonstration ?? false,
    me: me && { id: me.id, name: me.name, email: me.email, pages: me.pages, siteId: me.siteId, siteName: me.siteName },
  };
}
