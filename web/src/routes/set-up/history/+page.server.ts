import { askedOf, readHistory, readServices } from '#features/set-up/read.server.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const asked = askedOf(url.searchParams);
  const [history, { names }] = await Promise.all([readHistory(locals.api, asked), readServices(locals.api)]);
  return { asked, changes: history.items, nextCursor: history.nextCursor, people: history.people, names };
}
