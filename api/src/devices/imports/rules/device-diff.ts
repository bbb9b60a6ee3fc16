import type { DeviceStatus } from '../../rules/device-lifecycle.ts';
import type { DeviceFileKind } from './fields.ts';
import { type KnownModel, kindOfModel, modelKey } from './models.ts';
import type { ReadDevice, Reason, StatedDevice, StatedStatus } from './read-row.ts';

/** A device as it stands here. */
export type KnownDevice = {
  id: string;
  assetTag: string;
  serial: string;
  modelId: string;
  homeSiteId: string;
  status: DeviceStatus;
  version: number;
  lastSeenAt: string | null;
  osVersion: string | null;
  macAddress: string | null;
  acquiredOn: string | null;
  priceCents: string | null;
  orderNumber: string | null;
  warrantyEndsOn: string | null;
  /** Who has it to keep. */
  studentId: string | null;
};
/** Whom an account or number stands for: one student, or why it is none. */
export type Holder = { id: string; hasPrimary: boolean } | 'unknown' | 'ambiguous';

/** What a file is compared with. */
export type Inventory = {
  kind: DeviceFileKind;
  byTag: ReadonlyMap<string, KnownDevice>;
  bySerial: ReadonlyMap<string, KnownDevice>;
  modelOf: (stated: { make: string; name: string }) => KnownModel | undefined;
  placeOf: (text: string) => string | undefined;
  holderOf: (account: string) => Holder;
};

export type DeviceEffect = 'new' | 'changed' | 'seen' | 'same';
type Values = Record<string, string | null | readonly string[]>;
/** What one row would do, or why it cannot. */
export type JudgedDevice = {
  verdict: 'good' | 'remark' | 'wrong';
  effect: DeviceEffect | null;
  known: KnownDevice | null;
  mark: string;
  values: Values | null;
  before: Values | null;
  reasons: Reason[];
  model: { key: string; make: string; name: string; kind: ReturnType<typeof kindOfModel>; known: KnownModel | undefined } | null;
};

/** What happens to a new device after it was registered as in stock. */
const AFTER: Partial<Record<StatedStatus, readonly string[]>> = {
  lost: ['lose'],
  stolen: ['steal'],
  retired: ['retire'],
  deprovisioned: ['retire', 'deprovision'],
};
/** Statuses here with which what is said there goes well. */
const AGREES: Partial<Record<StatedStatus, readonly DeviceStatus[]>> = {
  lost: ['lost', 'stolen'],
  stolen: ['stolen', 'lost'],
  retired: ['retired'],
  deprovisioned: ['retired'],
  repair: ['in_repair', 'vendor_repair', 'warranty_repair', 'awaiting_parts'],
};
const FACTS = ['macAddress', 'acquiredOn', 'orderNumber', 'warrantyEndsOn'] as const;

/** Judges the rows of one file in their order: it remembers which devices and students earlier rows took. */
export function deviceJudge(inventory: Inventory) {
  const takenBy = new Map<string, number>();
  const studentsTaken = new Set<string>();

  function holderFor(stated: StatedDevice, remarks: Reason[]): string | null {
    if (stated.holder === null) return null;
    const holder = inventory.holderOf(stated.holder);
    if (holder === 'unknown' || holder === 'ambiguous') remarks.push({ code: `holder_${holder}`, field: 'user' });
    else if (holder.hasPrimary || studentsTaken.has(holder.id)) remarks.push({ code: 'holder_has_another', field: 'user' });
    else return holder.id;
    return null;
  }

  return (row: number, read: ReadDevice): JudgedDevice => {
    const { stated, faults } = read;
    const remarks = [...read.remarks];
    const mark = [stated.assetTag, stated.serial].filter(Boolean).join(' · ') || '—';
    const found = stated.model && inventory.modelOf(stated.model);
    const model = stated.model && {
      key: found ? modelKey(found) : modelKey(stated.model),
      ...(found ?? stated.model),
      kind: kindOfModel(`${stated.category ?? ''} ${stated.model.make} ${stated.model.name}`, inventory.kind === 'chrome' ? 'chromebook' : 'other'),
      known: found ?? undefined,
    };
    const wrong = (...reasons: Reason[]): JudgedDevice => ({
      verdict: 'wrong',
      effect: null,
      known: null,
      mark,
      values: null,
      before: null,
      reasons: [...faults, ...reasons],
      model: null,
    });
    const done = (effect: DeviceEffect, known: KnownDevice | null, values: Values, before: Values | null): JudgedDevice => ({
      verdict: remarks.length > 0 ? 'remark' : 'good',
      effect,
      known,
      mark,
      values,
      before,
      reasons: remarks,
      model,
    });
    if (faults.length > 0) return wrong();

    const byTag = stated.assetTag === null ? undefined : inventory.byTag.get(stated.assetTag);
    const bySerial = stated.serial === null ? undefined : inventory.bySerial.get(stated.serial);
    if (byTag && bySerial && byTag !== bySerial) return wrong({ code: 'two_devices', value: `${bySerial.assetTag} · ${byTag.serial}` });
    const known = bySerial ?? byTag;
    const marks = [known?.id, stated.serial && `serial ${stated.serial}`, stated.assetTag && `tag ${stated.assetTag}`].filter(
      (one) => one != null && one !== '',
    );
    const earlier = marks.map((one) => takenBy.get(one as string)).find((at) => at !== undefined);
    if (earlier !== undefined) return wrong({ code: 'duplicate', value: String(earlier) });
    for (const one of marks) takenBy.set(one as string, row);
    if (known?.status === 'disposed') return wrong({ code: 'disposed' });
    const siteId = stated.places.map(inventory.placeOf).find((id) => id !== undefined);
    return known ? compare(known, siteId) : begin(siteId);

    function begin(homeSiteId: string | undefined): JudgedDevice {
      if (stated.serial === null) return wrong({ code: 'missing', field: 'serial' });
      if (model === null) return wrong({ code: 'missing', field: 'model' });
      if (homeSiteId === undefined) return wrong({ code: 'unknown_place', field: 'location', value: stated.places[0] ?? '' });
      const tag = stated.assetTag ?? stated.serial;
      if (stated.assetTag === null) {
        // Not every list has tags; the serial says as well which one it is, until somebody sticks a label on.
        if (inventory.byTag.has(tag) || takenBy.get(`tag ${tag}`) !== undefined) return wrong({ code: 'missing', field: 'assetTag' });
        takenBy.set(`tag ${tag}`, row);
        remarks.push({ code: 'serial_as_tag', field: 'assetTag' });
      }
      const status = stated.status ?? 'in_stock';
      if (status === 'repair' || status === 'disabled') remarks.push({ code: 'begins_in_stock', field: 'status', value: status });
      const first = status === 'ordered' || status === 'received' ? status : 'in_stock';
      const after = AFTER[status] ?? [];
      const mayHold = first === 'in_stock' && after.length === 0;
      const studentId = mayHold ? holderFor(stated, remarks) : null;
      if (studentId !== null) studentsTaken.add(studentId);
      return done(
        'new',
        null,
        {
          assetTag: tag,
          serial: stated.serial,
          modelKey: model.key,
          modelName: `${model.make} ${model.name}`,
          homeSiteId,
          status: first,
          after,
          studentId,
          lastSeenAt: stated.lastSeenAt,
          osVersion: stated.osVersion,
          priceCents: stated.priceCents?.toString() ?? null,
          ...Object.fromEntries(FACTS.map((name) => [name, stated[name]])),
        },
        null,
      );
    }

    function compare(at: KnownDevice, homeSiteId: string | undefined): JudgedDevice {
      const [after, before]: [Values, Values] = [{}, {}];
      const tell = (name: keyof KnownDevice, value: string | null | undefined) => {
        if (value == null || value === at[name]) return;
        after[name] = value;
        before[name] = at[name] as string | null;
      };
      // Letters' case is no difference: what is here stays as it is written.
      if (stated.assetTag !== at.assetTag.toUpperCase()) tell('assetTag', stated.assetTag);
      if (stated.serial !== at.serial.toUpperCase()) tell('serial', stated.serial);
      // Another device under a known tag is more often a mistyped tag than a new serial.
      if (after['serial'] !== undefined && stated.assetTag !== null) remarks.push({ code: 'serial_changes', field: 'serial', value: at.serial });
      if (model && model.known?.id !== at.modelId) {
        after['modelKey'] = model.key;
        after['modelName'] = `${model.make} ${model.name}`;
        before['modelId'] = at.modelId;
      }
      if (homeSiteId === undefined && stated.places.length > 0) remarks.push({ code: 'unknown_place', field: 'location', value: stated.places[0]! });
      tell('homeSiteId', homeSiteId);
      for (const name of FACTS) tell(name, stated[name]);
      tell('priceCents', stated.priceCents?.toString());
      const agrees = stated.status === null ? undefined : AGREES[stated.status];
      if (agrees && !agrees.includes(at.status)) remarks.push({ code: 'status_differs', field: 'status', value: stated.status! });
      if (stated.holder !== null && agrees === undefined) give(at, after, before);
      const isChanged = Object.keys(after).length > 0;
      const isLater = stated.lastSeenAt !== null && (at.lastSeenAt === null || stated.lastSeenAt > at.lastSeenAt);
      if (isLater) after['lastSeenAt'] = stated.lastSeenAt;
      if (stated.osVersion !== null && stated.osVersion !== at.osVersion && (isLater || stated.lastSeenAt === null))
        after['osVersion'] = stated.osVersion;
      const effect = isChanged ? 'changed' : Object.keys(after).length > 0 ? 'seen' : 'same';
      return done(effect, at, after, isChanged ? before : null);
    }

    function give(at: KnownDevice, after: Values, before: Values) {
      const holder = inventory.holderOf(stated.holder!);
      if (typeof holder === 'object' && holder.id === at.studentId) return;
      if (at.status !== 'in_stock') {
        if (typeof holder === 'object') remarks.push({ code: 'held_otherwise', field: 'user' });
        return;
      }
      const studentId = holderFor(stated, remarks);
      if (studentId === null) return;
      studentsTaken.add(studentId);
      after['studentId'] = studentId;
      before['studentId'] = null;
    }
  };
}
