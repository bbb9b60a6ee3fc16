import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { accountDigest } from '../account-digest.ts';
import { keyDigests } from '../key-digests.ts';
import { nothingInIt } from '../received-files/problems.ts';
import { type FileRow, insertRows, removeRows, setFile } from '../received-files/queries.ts';
import { type NewModel, tally } from '../received-files/summary.ts';
import { stillMine, type Working } from '../received-files/working.ts';
import type { DeviceStatus } from '../rules/device-lifecycle.ts';
import { placeFinder } from '../rules/places.ts';
import { openDevices } from './open-devices.ts';
import { listAccounts, listDevices, listModels, listPlaces, listPrimaries } from './queries.ts';
import { deviceJudge, type Holder, type Inventory, type JudgedDevice, type KnownDevice } from './rules/device-diff.ts';
import type { DeviceFileKind, Field } from './rules/fields.ts';
import { modelFinder, usualDay } from './rules/models.ts';
import { readDevice } from './rules/read-row.ts';

const BATCH = 5_000;

/** Students by the numbers and accounts that other systems know them by. An address may begin with the number. */
async function holderFinder(on: Sql, hasDevice: ReadonlySet<string | null>, secret: string): Promise<(account: string) => Holder> {
  const [byNumber, byAccount] = [new Map<string, Holder>(), new Map<string, Holder>()];
  const call = (map: Map<string, Holder>, key: string | null, holder: Holder) => {
    if (key !== null) map.set(key, map.has(key) ? 'ambiguous' : holder);
  };
  for (const { id, sourceId, accountDigest: digest } of await listAccounts(on)) {
    const holder = { id, hasPrimary: hasDevice.has(id) };
    call(byNumber, sourceId?.toLowerCase() ?? null, holder);
    call(byAccount, digest, holder);
  }
  return (account) => {
    const said = account.trim().toLowerCase();
    const found = [byAccount.get(accountDigest(said, secret)), byNumber.get(said), byNumber.get(said.split('@')[0]!)].filter(
      (one) => one !== undefined,
    );
    const ids = new Set(found.map((one) => (typeof one === 'string' ? one : one.id)));
    return ids.size === 0 ? 'unknown' : ids.size > 1 ? 'ambiguous' : found[0]!;
  };
}

async function inventoryOf(on: Sql, kind: DeviceFileKind, secret: string): Promise<Inventory> {
  const studentOf = new Map((await listPrimaries(on)).map(({ deviceId, studentId }) => [deviceId, studentId]));
  const known = (await listDevices(on)).map((row): KnownDevice => ({
    ...row,
    studentId: studentOf.get(row.id) ?? null,
    status: row.status as DeviceStatus,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    priceCents: row.priceCents?.toString() ?? null,
  }));
  return {
    kind,
    byTag: new Map(known.map((one) => [one.assetTag.toUpperCase(), one])),
    bySerial: new Map(known.map((one) => [one.serial.toUpperCase(), one])),
    modelOf: modelFinder(await listModels(on)),
    placeOf: placeFinder(await listPlaces(on)),
    holderOf: await holderFinder(on, new Set(studentOf.values()), secret),
  };
}

/** Collects what a list says of models: those that are new, and until when each is updated. */
function modelTally() {
  const found = new Map<
    string,
    { model: NonNullable<JudgedDevice['model']>; rows: number; days: Map<string, number>; prices: Map<string, number> }
  >();
  const count = (map: Map<string, number>, key: string | null | undefined) => key != null && map.set(key, (map.get(key) ?? 0) + 1);
  return {
    add(model: JudgedDevice['model'], updatesEndOn: string | null, price: string | null) {
      if (model === null) return;
      const kept = found.get(model.key) ?? { model, rows: 0, days: new Map(), prices: new Map() };
      kept.rows += 1;
      count(kept.days, updatesEndOn);
      count(kept.prices, price);
      found.set(model.key, kept);
    },
    models: (): NewModel[] =>
      [...found.values()]
        .filter(({ model }) => model.known === undefined)
        .map(({ model: { key, make, name, kind }, rows, days, prices }) => ({
          key,
          make,
          name,
          kind,
          rows,
          updatesEndOn: usualDay(days),
          priceCents: usualDay(prices),
        }))
        .toSorted((a, b) => b.rows - a.rows),
    updatesEnd: () =>
      [...found.values()].flatMap(({ model: { known }, days }) => {
        const to = usualDay(days);
        return known === undefined || to === null || to === known.autoUpdateExpiresOn
          ? []
          : [{ modelId: known.id, name: `${known.make} ${known.name}`, from: known.autoUpdateExpiresOn, to }];
      }),
  };
}

/** Compares a list of devices with what is here, and keeps what each row would do; nothing changes. Cut off anywhere, it is begun again: what was kept of it goes first. */
export async function checkDevices(db: Sql, row: FileRow, path: string, working: Working, secret: string): Promise<void> {
  const kind = row.kind as DeviceFileKind;
  const list = await openDevices(path, kind);
  const columns = row.headings === null ? list.columns : row.columns!;
  await keyDigests(db, secret);
  const at = new Map(columns.flatMap((name, i) => (name === null ? [] : [[name as Field, i] as const])));
  const judge = deviceJudge(await inventoryOf(db, kind, secret));
  const [counts, models] = [tally(), modelTally()];
  await removeRows(db, row.id);
  let batch: Parameters<typeof insertRows>[2][number][] = [];
  let [rowsRead, given] = [0, 0];
  async function flush(doneRatio: number) {
    await insertRows(db, row.id, batch);
    batch = [];
    await stillMine(db, row, working, { rowsRead, doneRatio: Math.min(1, doneRatio) });
  }
  for await (const { row: number, cells, read } of list.rows()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const said = readDevice(kind, (field) => cells[at.get(field) ?? -1] ?? '');
    const judged = judge(number, said);
    counts.add(judged);
    models.add(judged.model, said.stated.updatesEndOn, said.stated.priceCents?.toString() ?? null);
    rowsRead += 1;
    if (judged.values?.['studentId'] != null) given += 1;
    batch.push(keptRow(number, judged));
    if (batch.length >= BATCH) await flush(read);
  }
  if (rowsRead === 0) throw new Unreadable(nothingInIt());
  await flush(1);
  const summary = counts.summary({ given, models: models.models(), updatesEnd: models.updatesEnd() });
  await setFile(db, row.id, { state: 'checked', summary, checkedAt: working.clock(), doneRatio: 1, leaseId: null, leasedUntil: null });
}

/** What of a row is kept until the file is over. */
function keptRow(row: number, { verdict, effect, known, mark, values, before, reasons }: JudgedDevice) {
  const isSame = effect === 'same';
  return {
    row,
    verdict,
    effect,
    targetId: effect === 'new' ? uuidv7() : (known?.id ?? null),
    seenVersion: known?.version ?? null,
    mark,
    values: isSame ? null : values,
    before,
    reasons: reasons.length > 0 ? reasons : null,
  };
}
