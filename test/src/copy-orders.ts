import type postgres from 'postgres';

export const OPEN_STATUSES = `('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold')`;

/** Copies open orders that are not confidential, with their histories, until so many are open; triggers sleep. Their numbers begin with WO-9999. */
export async function openTo(sql: postgres.Sql, wanted: number): Promise<void> {
  const columnsOf = async (table: string) =>
    (
      await sql<{ name: string }[]>`
        select column_name as name from information_schema.columns where table_name = ${table} and table_schema = 'public' and is_generated = 'NEVER' order by ordinal_position`
    ).map(({ name }) => name);
  const [orders, events] = [await columnsOf('work_orders'), await columnsOf('work_order_events')];
  const copied = (names: readonly string[], instead: Record<string, string>) => names.map((name) => instead[name] ?? `s.${name}`).join(', ');
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(`
      create temp table copies on commit drop as
        with o as (
          select id, row_number() over (order by id) as n, count(*) over () as among, (select count(*) from work_orders where status in ${OPEN_STATUSES}) as there
          from work_orders where status in ${OPEN_STATUSES} and compartment is null)
        select o.id as old, uuidv7() as new, row_number() over () as n from o, generate_series(1, ${wanted}) k where (k - 1) * o.among + o.n <= ${wanted} - o.there`);
    await tx.unsafe(`
      insert into work_orders (${orders.join(', ')})
        select ${copied(orders, { id: 'c.new', number: `'WO-9999-' || lpad(c.n::text, 6, '0')` })} from copies c join work_orders s on s.id = c.old`);
    await tx.unsafe(`
      insert into work_order_events (${events.join(', ')})
        select ${copied(events, { id: 'uuidv7()', work_order_id: 'c.new' })} from copies c join work_order_events s on s.work_order_id = c.old`);
  });
  await sql`vacuum analyze work_orders, work_order_events`;
}
