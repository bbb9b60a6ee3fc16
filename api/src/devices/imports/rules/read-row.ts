import { readDay, readMoney, readText, trimmed } from '#kernel/cells.ts';
import { dayAfter } from '#kernel/day.ts';
import type { DeviceFileKind, Field } from './fields.ts';

/** Why something cannot be, or was not, taken: the field and what stood there. */
export type Reason = { code: string; field?: string; value?: string };

/** What the other system says of what a device is: only new devices begin so. */
export type StatedStatus = 'ordered' | 'received' | 'in_stock' | 'out' | 'repair' | 'lost' | 'stolen' | 'retired' | 'deprovisioned' | 'disabled';

/** A device as a file describes it; null: it does not say. */
export type StatedDevice = {
  assetTag: string | null;
  serial: string | null;
  model: { make: string; name: string } | null;
  category: string | null;
  status: StatedStatus | null;
  /** Where it says that it belongs, the most exact first. */
  places: string[];
  /** By which account or number its holder is known there. Never kept. */
  holder: string | null;
  lastSeenAt: string | null;
  updatesEndOn: string | null;
  osVersion: string | null;
  macAddress: string | null;
  acquiredOn: string | null;
  priceCents: bigint | null;
  orderNumber: string | null;
  warrantyEndsOn: string | null;
};
export type ReadDevice = { stated: StatedDevice; faults: Reason[]; remarks: Reason[] };

const MAX_TEXT = 100;
const MARK = /^[\w./:#-]{2,40}$/;

/** Google's words for the state of a device, then what people call their states in Snipe-IT. */
const CHROME_STATUS: Record<string, StatedStatus> = {
  active: 'in_stock',
  provisioned: 'in_stock',
  inactive: 'in_stock',
  delinquent: 'in_stock',
  unknown: 'in_stock',
  pre_provisioned: 'received',
  shipped: 'ordered',
  deprovisioned: 'deprovisioned',
  return_arrived: 'deprovisioned',
  return_requested: 'deprovisioned',
  disabled: 'disabled',
};
const SNIPE_STATUS: readonly (readonly [RegExp, StatedStatus])[] = [
  [/stolen/, 'stolen'],
  [/lost|missing/, 'lost'],
  [/archiv|retire|surplus|dispos|not fixable|beyond/, 'retired'],
  [/repair|diagnos|broken|damage/, 'repair'],
  [/order/, 'ordered'],
  [/pending|received/, 'received'],
  [/deployed|checked out|assigned/, 'out'],
  [/ready|deployable|stock|available|storage/, 'in_stock'],
];

function statusOf(kind: DeviceFileKind, cell: string): StatedStatus | undefined {
  const word = trimmed(cell).toLowerCase();
  if (kind === 'chrome') return CHROME_STATUS[word.replaceAll(/[\s-]+/g, '_')];
  return SNIPE_STATUS.find(([called]) => called.test(word))?.[1];
}

/** "2026-11-20T15:04:05.000Z", "2026-11-20 15:04", a day in any usual form, or milliseconds since 1970. */
export function readInstant(cell: string): { value: string | null } | { fault: string } {
  const text = trimmed(cell);
  const millis = /^\d{12,13}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isNaN(millis)) return { value: new Date(millis).toISOString() };
  const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (iso) {
    const zone = (iso[4] ?? 'Z')
      .toUpperCase()
      .replace('UTC', 'Z')
      .replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
    const at = Date.parse(`${iso[1]}T${iso[2]}${iso[3] ?? ':00'}${zone}`);
    return Number.isNaN(at) ? { fault: 'not_a_day' } : { value: new Date(at).toISOString() };
  }
  const day = readDay(text);
  // Noon of that day is that day in every zone of the district's.
  return 'fault' in day ? day : { value: day.value === null ? null : `${day.value}T12:00:00.000Z` };
}

/** The day on which updates end: a day in any usual form, a year and month, or milliseconds since 1970. */
function readUpdatesEnd(cell: string): { value: string | null } | { fault: string } {
  const text = trimmed(cell);
  if (/^\d{12,13}$/.test(text)) return { value: new Date(Number(text)).toISOString().slice(0, 10) };
  const month = /^(\d{4})-(\d{2})$/.exec(text) ?? /^([a-z]{3})[a-z]* (\d{4})$/i.exec(text);
  if (!month) return readDay(text);
  const first = month[1]!.length === 4 ? readDay(`${text}-01`) : readDay(`${month[1]} 1, ${month[2]}`);
  if ('fault' in first || first.value === null) return first;
  const next = dayAfter(first.value, 31);
  return { value: dayAfter(`${next.slice(0, 7)}-01`, -1) };
}

function readMac(cell: string): { value: string | null } | { fault: string } {
  const text = trimmed(cell);
  if (text === '') return { value: null };
  const digits = text.replaceAll(/[:.-]/g, '').toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) ? { value: digits.match(/../g)!.join(':') } : { fault: 'not_a_mac' };
}

/** Marks of devices are told apart by nothing but letters' case and blanks around them. */
function readMark(cell: string): { value: string | null } | { fault: string } {
  const text = trimmed(cell.replace(/^\s*'/, ''));
  if (text === '' || /^(?:n\/?a|none|unknown|-+|tbd|default string|to be filled.*|system serial number|0+)$/i.test(text)) return { value: null };
  return MARK.test(text) ? { value: text.toUpperCase() } : { fault: 'not_a_mark' };
}

/** "Lenovo 300e Chromebook" of no stated maker: the first word is the maker. */
function modelOf(make: string | null, name: string | null, number: string | null): StatedDevice['model'] {
  const called = name ?? number;
  if (called === null) return null;
  if (make !== null) {
    const bare = called.toLowerCase().startsWith(`${make.toLowerCase()} `) ? called.slice(make.length + 1).trim() : called;
    return { make, name: bare };
  }
  const [first = '', ...rest] = called.split(' ');
  return rest.length === 0 ? { make: 'Unknown', name: called } : { make: first, name: rest.join(' ') };
}

/** "/Students/Alder School/Grade 5" → Grade 5, Alder School, Students. */
const unitsOf = (path: string | null): string[] => (path ?? '').split('/').map(trimmed).filter(Boolean).toReversed();

const warrantyEnd = (months: number, from: string): string => {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
};

/** What one row says of a device, what of it cannot be read so that the row is refused, and what is only left out. */
export function readDevice(kind: DeviceFileKind, cellOf: (field: Field) => string): ReadDevice {
  const [faults, remarks]: [Reason[], Reason[]] = [[], []];
  function read<T>(field: Field, how: (cell: string) => { value: T | null } | { fault: string }, wrong: Reason[] = remarks): T | null {
    const found = how(cellOf(field));
    if ('value' in found) return found.value;
    wrong.push({ code: found.fault, field, value: trimmed(cellOf(field)).slice(0, MAX_TEXT) });
    return null;
  }
  const text = (cell: string) => readText(cell, MAX_TEXT);
  const serial = read('serial', readMark, faults);
  const assetTag = read('assetTag', readMark);
  if (serial === null && assetTag === null && faults.length === 0) faults.push({ code: 'missing', field: 'serial' });
  const status = statusOf(kind, cellOf('status'));
  if (status === undefined && trimmed(cellOf('status')) !== '')
    remarks.push({ code: 'unknown_status', field: 'status', value: trimmed(cellOf('status')).slice(0, MAX_TEXT) });
  const acquiredOn = read('acquiredOn', readDay);
  const months = /^(\d{1,3})(?:\s*(?:months?|mos?\.?))?$/i.exec(trimmed(cellOf('warranty')))?.[1];
  const isPerson = !/location|asset/i.test(cellOf('checkedOutTo'));
  const holder = isPerson ? trimmed(cellOf('user')) || trimmed(cellOf('username')) || null : null;
  const location = read('location', text);
  return {
    stated: {
      assetTag,
      serial,
      model: modelOf(read('make', text), read('model', text), read('modelNumber', text)),
      category: read('category', text),
      status: status ?? null,
      places: [...(location === null ? [] : [location]), ...unitsOf(read('orgUnit', (cell) => readText(cell, 400)))],
      holder: holder === null ? null : holder.slice(0, 200),
      lastSeenAt: read('lastSeen', readInstant),
      updatesEndOn: read('updatesEnd', readUpdatesEnd),
      osVersion: read('osVersion', text),
      macAddress: read('macAddress', readMac),
      acquiredOn,
      priceCents: read('price', readMoney),
      orderNumber: read('orderNumber', text),
      warrantyEndsOn: months !== undefined && acquiredOn !== null ? warrantyEnd(Number(months), acquiredOn) : null,
    },
    faults,
    remarks,
  };
}
