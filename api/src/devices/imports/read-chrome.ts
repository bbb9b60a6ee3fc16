import type { Pieces } from '#platform/sheets/pieces.ts';
import { unpacksTooLarge } from '#platform/sheets/problems.ts';
import { type SheetRow, Unreadable } from '#platform/sheets/sheet.ts';
import { notTheList } from '../received-files/problems.ts';
import type { Field } from './rules/fields.ts';

/** An answer of the Admin SDK is read whole; 80,000 devices are about 60 MB. */
const MAX_CHARACTERS = 250_000_000;

/** What we read of a device, and no more: nothing else of it is ever looked at. */
const PROPERTIES: Partial<Record<Field, string>> = {
  assetTag: 'annotatedAssetId',
  serial: 'serialNumber',
  model: 'model',
  status: 'status',
  location: 'annotatedLocation',
  orgUnit: 'orgUnitPath',
  user: 'annotatedUser',
  lastSeen: 'lastSync',
  updatesEnd: 'supportEndDate',
  osVersion: 'osVersion',
  macAddress: 'macAddress',
  orderNumber: 'orderNumber',
};
export const CHROME_FIELDS = Object.keys(PROPERTIES) as Field[];

/** Text that the database can keep: whole characters, and no zero. */
const textOf = (value: string) => value.slice(0, 10_000).toWellFormed().replaceAll('\0', '\uFFFD');
const cellOf = (value: unknown) => (typeof value === 'string' ? textOf(value) : typeof value === 'number' ? String(value) : '');

/** The devices of one answer, of a list of answers, or of a bare list. */
function* devicesIn(json: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(json)) for (const one of json) yield* devicesIn(one);
  else if (typeof json === 'object' && json !== null) {
    const listed = (json as { chromeosdevices?: unknown }).chromeosdevices;
    if (Array.isArray(listed)) yield* listed.filter((one) => typeof one === 'object' && one !== null);
    else if (listed === undefined && ('serialNumber' in json || 'deviceId' in json)) yield json;
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Chrome devices as the Admin SDK gives them: a row each, its cells in the order of CHROME_FIELDS. One answer, several in a list, or one a line. */
export async function* chromeRows(pieces: Pieces): AsyncGenerator<SheetRow> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const piece of pieces()) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > MAX_CHARACTERS) throw new Unreadable(unpacksTooLarge());
  }
  text = (text + decoder.decode()).replace(/^\uFEFF/, '');
  const whole =
    parsed(text) ??
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parsed);
  text = '';
  const all = [...devicesIn(whole)];
  if (all.length === 0) throw new Unreadable(notTheList());
  for (const [i, device] of all.entries())
    yield { row: i + 1, cells: Object.values(PROPERTIES).map((name) => cellOf(device[name])), read: (i + 1) / all.length };
}
