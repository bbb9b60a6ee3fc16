import type { Sql } from '@steward/db';
import { deviceModels } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';

/** Some rows of a file, and by whose word and when they are let in. */
export type Piece = { fileId: string; after: number; upTo: number; byId: string; now: Date };

const rowsOf = ({ fileId, after, upTo }: Piece) => sql`r.file_id = ${fileId}::uuid and r.row > ${after} and r.row <= ${upTo}`;
const at = ({ now }: Piece) => sql`${now.toISOString()}::timestamptz`;
const event = (piece: Piece) => sql`${piece.fileId}::uuid, ${piece.byId}::uuid, ${at(piece)}`;
const fileData = ({ fileId }: Piece) => sql`jsonb_build_object('fileId', ${fileId}::text)`;

/** Where pieces end, so that each has about so many rows. */
export const listEnds = (on: Sql, fileId: string, rows: number) =>
  on.execute<{ upTo: number; done: number }>(sql`
    select max(row)::int as "upTo", max(n)::int as done from (
      select row, row_number() over (order by row) as n from device_file_rows where file_id = ${fileId}::uuid and effect in ('new','changed','seen','left')
    ) r group by (n - 1) / ${rows} order by 1`);

export const insertModels = (on: Sql, rows: (typeof deviceModels.$inferInsert)[]) =>
  rows.length === 0 ? Promise.resolve() : on.insert(deviceModels).values(rows).onConflictDoNothing();
export const setUpdatesEnd = (on: Sql, id: string, autoUpdateExpiresOn: string) =>
  on
    .update(deviceModels)
    .set({ autoUpdateExpiresOn, version: sql`${deviceModels.version} + 1` })
    .where(eq(deviceModels.id, id));

/** Says of rows whose device somebody changed or made since the comparison that they are left alone; gives how many. */
async function leaveAlone(on: Sql, piece: Piece, which: ReturnType<typeof sql>): Promise<number> {
  const [left] = await on.execute<{ n: number }>(sql`
    with left_alone as (
      update device_file_rows r set effect = 'same', verdict = 'remark', reasons = coalesce(r.reasons, '[]'::jsonb) || '[{"code":"changed_meanwhile"}]'::jsonb, values = null, before = null
      where ${rowsOf(piece)} and ${which} returning 1
    ) select count(*)::int as n from left_alone`);
  return left!.n;
}

/** New devices, each with the event that begins its history; gives how many were there already. */
export async function registerDevices(on: Sql, piece: Piece, models: Record<string, string>): Promise<number> {
  await on.execute(sql`
    insert into devices (id, asset_tag, serial, model_id, home_site_id, status, status_changed_at, acquired_on, price_cents, warranty_ends_on, order_number, last_seen_at, os_version, mac_address,
      created_at, updated_at)
    select r.target_id, v."assetTag", v.serial, m.value::uuid, v."homeSiteId", v.status, ${at(piece)}, v."acquiredOn", v."priceCents", v."warrantyEndsOn", v."orderNumber", v."lastSeenAt",
      v."osVersion", v."macAddress", ${at(piece)}, ${at(piece)}
    from device_file_rows r
    cross join lateral jsonb_to_record(r.values) as v("assetTag" text, serial text, "modelKey" text, "homeSiteId" uuid, status text, "acquiredOn" date, "priceCents" bigint,
      "warrantyEndsOn" date, "orderNumber" text, "lastSeenAt" timestamptz, "osVersion" text, "macAddress" text)
    join jsonb_each_text(${JSON.stringify(models)}::jsonb) m on m.key = v."modelKey"
    where ${rowsOf(piece)} and r.effect = 'new' order by r.row on conflict do nothing`);
  const left = await leaveAlone(on, piece, sql`r.effect = 'new' and not exists (select 1 from devices d where d.id = r.target_id)`);
  await on.execute(sql`
    insert into device_events (id, device_id, act_id, actor_id, occurred_at, kind, from_status, to_status, data)
    select uuidv7(), d.id, ${event(piece)}, 'register', null, d.status, ${fileData(piece)}
    from device_file_rows r join devices d on d.id = r.target_id where ${rowsOf(piece)} and r.effect = 'new' order by r.row`);
  return left;
}

const LEADS_TO = { lose: 'lost', steal: 'stolen', retire: 'retired', deprovision: 'retired' } as const;
export type AfterMove = keyof typeof LEADS_TO;
/** What happened to new devices before we heard of them. */
export const moveNew = (on: Sql, piece: Piece, kind: AfterMove) =>
  on.execute(sql`
    insert into device_events (id, device_id, act_id, actor_id, occurred_at, kind, from_status, to_status, data)
    select uuidv7(), d.id, ${event(piece)}, ${kind}, d.status, ${LEADS_TO[kind]}, ${fileData(piece)}
    from device_file_rows r join devices d on d.id = r.target_id where ${rowsOf(piece)} and r.effect = 'new' and r.values->'after' ? ${kind} order by r.row`);

/** Holds the devices that rows are about, and leaves those alone that somebody changed; gives how many. */
export async function holdDevices(on: Sql, piece: Piece): Promise<number> {
  await on.execute(sql`
    select 1 from devices where id in (select r.target_id from device_file_rows r where ${rowsOf(piece)} and r.effect in ('changed','seen')) order by id for update`);
  return leaveAlone(
    on,
    piece,
    sql`r.effect = 'changed' and not exists (select 1 from devices d where d.id = r.target_id and d.version = r.seen_version and d.status <> 'disposed')`,
  );
}
/** What rows change of devices: each change is an event that says what was there before. */
export async function changeDevices(on: Sql, piece: Piece, models: Record<string, string>): Promise<void> {
  const told = (name: string, column: string, type = 'text') =>
    sql.raw(`${column} = case when r.values ? '${name}' then (r.values->>'${name}')::${type} else d.${column} end`);
  await on.execute(sql`
    update devices d set ${told('assetTag', 'asset_tag')}, ${told('serial', 'serial')}, model_id = coalesce(m.value::uuid, d.model_id), ${told('homeSiteId', 'home_site_id', 'uuid')},
      ${told('acquiredOn', 'acquired_on', 'date')}, ${told('priceCents', 'price_cents', 'bigint')}, ${told('warrantyEndsOn', 'warranty_ends_on', 'date')},
      ${told('orderNumber', 'order_number')}, ${told('macAddress', 'mac_address')}
    from device_file_rows r left join jsonb_each_text(${JSON.stringify(models)}::jsonb) m on m.key = r.values->>'modelKey'
    where ${rowsOf(piece)} and r.effect = 'changed' and d.id = r.target_id`);
  await on.execute(sql`
    insert into device_events (id, device_id, act_id, actor_id, occurred_at, kind, from_status, to_status, data)
    select uuidv7(), d.id, ${event(piece)}, 'change', d.status, d.status,
      ${fileData(piece)} || jsonb_build_object('before', r.before - 'studentId', 'after', r.values - 'studentId' - 'modelKey' - 'lastSeenAt' - 'osVersion')
    from device_file_rows r join devices d on d.id = r.target_id where ${rowsOf(piece)} and r.effect = 'changed' and r.before - 'studentId' <> '{}'::jsonb order by r.row`);
}
/** That devices called in: nothing that anybody edits, and no event each night. A later call that came meanwhile stays. */
export const seeDevices = (on: Sql, piece: Piece) =>
  on.execute(sql`
    update devices d set last_seen_at = greatest(d.last_seen_at, (r.values->>'lastSeenAt')::timestamptz), os_version = coalesce(r.values->>'osVersion', d.os_version)
    from device_file_rows r where ${rowsOf(piece)} and r.effect in ('changed','seen') and r.values ?| array['lastSeenAt','osVersion'] and d.id = r.target_id`);

/** Gives devices in stock to the students whom the other system names, unless one of them has got another meanwhile. */
export const giveDevices = (on: Sql, piece: Piece) =>
  on.execute(sql`
    insert into device_events (id, device_id, act_id, actor_id, occurred_at, kind, from_status, to_status, student_id, data)
    select uuidv7(), d.id, ${event(piece)}, 'assign', d.status, 'assigned', s.id, ${fileData(piece)}
    from device_file_rows r join devices d on d.id = r.target_id join students s on s.id = (r.values->>'studentId')::uuid
    where ${rowsOf(piece)} and r.effect in ('new','changed') and d.status = 'in_stock' and s.status = 'active'
      and not exists (select 1 from device_assignments a where a.student_id = s.id and a.kind = 'primary' and a.ended_at is null)
    order by r.row`);
/** Notes who has what was given; gives how many. By the events alone: joined with the rows, tables that just grew are read over and over. */
export async function holdGiven(on: Sql, fileId: string): Promise<number> {
  const [given] = await on.execute<{ n: number }>(sql`
    with given as (
      insert into device_assignments (id, device_id, kind, student_id, site_id, started_at, opened_by_event_id)
      select uuidv7(), e.device_id, 'primary', e.student_id, s.site_id, e.occurred_at, e.id
      from device_events e join students s on s.id = e.student_id where e.act_id = ${fileId}::uuid and e.kind = 'assign' returning 1
    ) select count(*)::int as n from given`);
  return given!.n;
}
