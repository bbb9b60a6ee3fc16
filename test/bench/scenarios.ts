import { createHmac } from 'node:crypto';
import type postgres from 'postgres';
import type { Load, Movable, Sent } from './job.ts';

/** A word that stands in this many orders, however many there are. */
const RARE = { word: 'kookaburra', orders: 24 };
const COMMON_IS_ABOVE = 0.02;

export const OPERATIONS = ['create', 'create with a key', 'list', 'triage', 'get', 'search, common word', 'search, rare word', 'transition'] as const;
export type Operation = (typeof OPERATIONS)[number];
export const isWrite = (operation: Operation) => operation.startsWith('create') || operation === 'transition';

type Sql = postgres.Sql;

/** The cookie of a session made for this person, signed as the product signs it. */
export async function signIn(sql: Sql, personId: string, secret: string): Promise<string> {
  const token = `bench-${personId}`;
  await sql`insert into sessions (id, person_id, token, expires_at) values (uuidv7(), ${personId}, ${token}, now() + interval '1 day')
    on conflict (token) do update set expires_at = excluded.expires_at`;
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `steward.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

const get = (path: string, cookie: string): Sent => ({ method: 'GET', path, headers: { cookie } });

/** Rows are drawn by the hash of their id: spread over the table, and the same ones each time. */
export async function makeLoads(sql: Sql, secret: string): Promise<Record<Exclude<Operation, 'transition'>, Load> & { moves: () => Promise<Load> }> {
  const cookies = new Map<string, string>();
  const cookieOf = async (personId: string) => {
    if (!cookies.has(personId)) cookies.set(personId, await signIn(sql, personId, secret));
    return cookies.get(personId)!;
  };
  // The desk of a service with nothing narrower, and the crews and orders that it sees.
  const desks = await sql<{ personId: string; serviceCode: string }[]>`
    select g.person_id as "personId", g.service_code as "serviceCode" from role_grants g join people p on p.id = g.person_id and p.is_active
    where g.role = 'dispatcher' and g.ended_at is null and g.area_id is null and g.site_id is null and g.service_code in ('facilities', 'it') order by 1`;
  const deskOf = (serviceCode: string) => desks.find((d) => d.serviceCode === serviceCode)!.personId;
  const withDesk = async (rows: readonly { serviceCode: string }[], path: (row: never) => string) =>
    Promise.all(rows.map(async (row) => get(path(row as never), await cookieOf(deskOf(row.serviceCode)))));

  const staff = await sql<{ id: string; siteId: string; buildingId: string; roomId: string }[]>`
    select p.id, p.site_id as "siteId", r.building_id as "buildingId", r.id as "roomId" from people p
    join sites s on s.id = p.site_id and s.status = 'active' join lateral (select * from rooms r where r.site_id = p.site_id order by md5(r.id::text || p.id) limit 1) r on true
    where p.is_active order by md5(p.id::text) limit 200`;
  const types = await sql<{ id: string }[]>`
    select id from request_types where is_active and compartment is null and service_code in ('facilities', 'it') and not fields @? '$[*] ? (@.isRequired == true)' order by code limit 12`;
  const create: Sent[] = await Promise.all(
    staff.map(async ({ id, ...place }, i) => ({
      method: 'POST',
      path: '/api/work-orders',
      headers: { cookie: await cookieOf(id), 'content-type': 'application/json' },
      body: JSON.stringify({
        requestTypeId: types[i % types.length]!.id,
        title: `The heater by the window rattles ${i}`,
        description: 'It began on Monday and is worse in the morning. The children in the second row cannot hear well.',
        ...place,
      }),
    })),
  );

  const teams = await sql<{ id: string; serviceCode: string }[]>`
    select o.team_id as id, o.service_code as "serviceCode" from work_orders o join teams t on t.id = o.team_id and t.compartment is null
    where o.service_code in ('facilities', 'it') and o.compartment is null and o.status in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold')
    group by 1, 2 order by count(*) desc, 1 limit 6`;
  const orders = await sql<{ id: string; serviceCode: string }[]>`
    select id, service_code as "serviceCode" from work_orders where service_code in ('facilities', 'it') and compartment is null order by md5(id::text) limit 400`;

  await sql`update work_order_texts set words = words || to_tsvector('simple', ${RARE.word}) where work_order_id in (
    select id from work_orders where service_code = 'facilities' and compartment is null order by md5(id::text) limit ${RARE.orders}) and not words @@ ${RARE.word}::tsquery
    and (select count(*) from work_order_texts where words @@ ${RARE.word}::tsquery) < ${RARE.orders}`;
  const [common] = await sql<{ word: string }[]>`
    select word from ts_stat('select words from work_order_texts where work_order_id in (select id from work_orders where service_code = ''facilities'' order by md5(id::text) limit 4000)')
    where word ~ '^[a-z]{4,}$' and ndoc > ${4000 * COMMON_IS_ABOVE} and word not in ('room', 'school', 'classroom') order by ndoc desc, word limit 1`;
  const searching = async (word: string) => [get(`/api/work-orders?q=${word}`, await cookieOf(deskOf('facilities')))];

  // Held and taken up again: an order that is assigned, each by its desk.
  const moves = async (): Promise<Load> => {
    const rows = await sql<{ id: string; version: number; serviceCode: string }[]>`
      with chosen as (select id from work_orders where service_code in ('facilities', 'it') and compartment is null and team_id is not null order by md5(id::text) limit 640)
      update work_orders set status = 'assigned', hold_reason = null, hold_note = null, hold_until_on = null, held_from = null
      where id in (select id from chosen) returning id, version, service_code as "serviceCode"`;
    const owned: Movable[] = await Promise.all(
      rows.map(async ({ id, version, serviceCode }) => ({ id, version, cookie: await cookieOf(deskOf(serviceCode)) })),
    );
    return { kind: 'moves', orders: owned };
  };
  const requests = (all: readonly Sent[]): Load => ({ kind: 'requests', requests: all });
  return {
    create: requests(create),
    'create with a key': requests(create),
    list: requests(await withDesk(teams, (team: { id: string }) => `/api/work-orders?teamId=${team.id}&isOpen=true&limit=50`)),
    // As Triage opens: what breaches next, of all that the desk may see in its service.
    triage: requests(
      await withDesk(
        desks,
        ({ serviceCode }: { serviceCode: string }) => `/api/work-orders?serviceCode=${serviceCode}&isOpen=true&sort=due&limit=50`,
      ),
    ),
    get: requests(await withDesk(orders, (order: { id: string }) => `/api/work-orders/${order.id}`)),
    'search, common word': requests(await searching(common!.word)),
    'search, rare word': requests(await searching(RARE.word)),
    moves,
  };
}

/** Takes away what writing left behind, so that both sides find the same: the orders made, their dead rows, and waiting index entries. */
export async function tidy(sql: Sql, since: Date): Promise<void> {
  await sql.begin(async (tx) => {
    // Events refuse to be deleted, by trigger; only here is there reason to.
    await tx`set local session_replication_role = replica`;
    const made = tx`select id from work_orders where submitted_at >= ${since}`;
    await tx`delete from work_order_events where work_order_id in (${made}) or occurred_at >= ${since}`;
    await tx`delete from work_order_texts where work_order_id in (${made})`;
    await tx`delete from idempotency_keys where created_at >= ${since}`;
    await tx`delete from work_orders where submitted_at >= ${since}`;
  });
  await sql`vacuum work_orders, work_order_events, work_order_texts, person_rooms, idempotency_keys`;
}
