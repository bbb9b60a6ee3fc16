import { editImport, lookAtImport, readFile, saveImport } from '#features/set-up/calendars/import.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent }) {
  await parent();
  const calendar = await locals.api.GET('/api/calendars/{code}', { params: { path: { code: params.code } } }).then(must);
  return { calendar, key: newKey() };
}

export const actions = { read: readFile, edit: editImport, look: lookAtImport, save: saveImport };
