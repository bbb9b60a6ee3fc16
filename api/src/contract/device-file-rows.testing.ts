import type { Actor } from '#kernel/actor.ts';
import type { TestApi } from '../app.testing.ts';
import { aForm } from '../condition/imports/imports.testing.ts';
import { bring } from '../devices/received-files/received-files.testing.ts';

/* The rows of lists of devices and rosters: for who keeps the devices of the whole district. */

type Who = ReturnType<TestApi['as']>;
type Status = Record<string, number> & { others: number };
type Row = { operation: string; call: (who: Who) => Promise<{ status: number }>; expected: Status };
type Matrix = { api: TestApi; people: Record<'technology', Actor> };

const keepers = (status: number): Status => ({ technology: status, administrator: status, others: 403 });
let made = 0;
/** A list of a device that nobody has brought before. */
const aList = () => `Asset Tag,Serial Number,Model Name,Location\nM-${(made += 1)},MATRIX${made},Matrix Book,Alder School`;
const form = () => aForm({ kind: 'snipe' }, 'list.csv', aList());

/** Every operation of such files with who is answered what. */
export function deviceFileRows(matrix: () => Matrix): Row[] {
  const aFile = () => bring(matrix().api, matrix().api.as(matrix().people.technology), 'snipe', aList()) as Promise<{ id: string; version: number }>;
  const act =
    (name: string, status: number): Row['call'] =>
    async (who) => {
      const { id, version } = await aFile();
      return who.post(`/api/device-files/${id}/${name}`, { ...(status === 200 ? {} : { body: {} }), ifMatch: version });
    };
  return [
    { operation: 'listDeviceFiles', call: (who) => who.get('/api/device-files'), expected: keepers(200) },
    { operation: 'bringDeviceFile', call: (who) => who.post('/api/device-files', form()), expected: keepers(201) },
    // None is set up here.
    { operation: 'fetchRoster', call: (who) => who.post('/api/roster-fetches'), expected: keepers(422) },
    { operation: 'getDeviceFile', call: async (who) => who.get(`/api/device-files/${(await aFile()).id}`), expected: keepers(200) },
    { operation: 'listDeviceFileRows', call: async (who) => who.get(`/api/device-files/${(await aFile()).id}/rows`), expected: keepers(200) },
    { operation: 'exportDeviceFileRows', call: async (who) => who.get(`/api/device-files/${(await aFile()).id}/rows.csv`), expected: keepers(200) },
    { operation: 'checkDeviceFile', call: act('checks', 202), expected: keepers(202) },
    { operation: 'loadDeviceFile', call: act('loads', 202), expected: keepers(202) },
    { operation: 'discardDeviceFile', call: act('discards', 200), expected: keepers(200) },
    { operation: 'listUnreturnedDevices', call: (who) => who.get('/api/unreturned-devices'), expected: keepers(200) },
  ];
}
