import { bring, fetchRoster } from '#features/device-imports/act.server.ts';
import { readFiles, readUnreturned } from '#features/device-imports/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const files = await readFiles(locals.api, 'students');
  return { files, unreturned: files && (await readUnreturned(locals.api, cursor)), cursor, key: newKey() };
}

export const actions = {
  bring,
  fetch: async ({ locals, request }) => fetchRoster(locals.api, await request.formData()),
};
