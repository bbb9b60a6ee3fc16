import { readMeasures } from '#features/devices/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals }) {
  mustHavePage(locals, 'devices');
  return readMeasures(locals.api);
}
