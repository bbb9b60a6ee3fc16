import { bring } from '#features/device-imports/act.server.ts';
import { readFiles } from '#features/device-imports/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals }) {
  mustHavePage(locals, 'devices');
  return { files: await readFiles(locals.api, 'devices'), key: newKey() };
}

export const actions = { bring };
