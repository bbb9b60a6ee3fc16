import { check, confirm, discard } from '#features/device-imports/act.server.ts';
import { readFile } from '#features/device-imports/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';
import { problemWords } from '#lib/server/problem-words.ts';

export async function load({ locals, params: { id }, url }) {
  mustHavePage(locals, 'devices');
  const found = await readFile(locals.api, id, url.searchParams);
  const { failure } = found.file;
  const why = failure === null ? null : problemWords({ type: '', title: failure, status: 422, instance: '', requestId: '', code: failure });
  return { ...found, why, key: newKey() };
}

export const actions = {
  check: async ({ locals, params: { id }, request }) => check(locals.api, id, await request.formData()),
  confirm: async ({ locals, params: { id }, request }) => confirm(locals.api, id, await request.formData()),
  discard: async ({ locals, params: { id }, request }) => discard(locals.api, id, await request.formData()),
};
