import { askedOf, readPeople } from '#features/people/read.server.ts';

export async function load({ locals, url, parent }) {
  // Who is no administrator hears "no such page", not what the API says about the list.
  await parent();
  const asked = askedOf(url.searchParams);
  return { asked, people: await readPeople(locals.api, asked) };
}
