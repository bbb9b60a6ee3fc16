import { error } from '@sveltejs/kit';
import { readLabels } from '#features/devices/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  const read = await readLabels(locals.api, url.searchParams);
  if (!read.may.keep) error(403, { message: m.problem_devices_not_yours_to_keep(), code: 'devices.not_yours_to_keep', requestId: locals.requestId });
  return read;
}
