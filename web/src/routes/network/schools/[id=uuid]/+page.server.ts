import { readSchool } from '#features/network/read.server.ts';

// No page of its own is needed: who works at a school reads its network, as the API says.
export async function load({ locals, params }) {
  return { network: await readSchool(locals.api, params.id) };
}
