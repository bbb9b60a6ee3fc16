import { readDevices } from '#features/devices/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  return readDevices(locals.api, url.searchParams);
}
