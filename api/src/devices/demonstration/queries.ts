import type { Sql } from '@steward/db';
import { deviceModels, sites } from '@steward/db/schema';
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Fleet, School } from './make-fleet.ts';

export const hasDevices = async (on: Sql) => (await on.select({ id: deviceModels.id }).from(deviceModels).limit(1)).length > 0;

/** Schools with students that the district itself gives devices to. */
export const listDemonstrationSchools = (on: Sql): Promise<School[]> =>
  on
    .select({ id: sites.id, code: sites.code, level: sites.level, enrollment: sql<number>`${sites.enrollment}` })
    .from(sites)
    .where(and(eq(sites.status, 'active'), eq(sites.isCharter, false), sql`${sites.level} is distinct from 'charter'`, isNotNull(sites.enrollment)))
    .orderBy(asc(sites.code));

const BATCH = 8_000;
const IN_ORDER = [
  'device_models',
  'charge_policies',
  'students',
  'student_names',
  'devices',
  'device_events',
  'device_assignments',
  'device_repairs',
  'device_charge_lines',
  'refresh_plans',
] as const satisfies readonly (keyof Fleet)[];
const GUARDED = ['devices', 'device_events', 'device_assignments', 'device_charge_lines'];

/** Writes the fleet as it is: its rows agree with each other, so the guards that watch over moves look away for this transaction, as the tables' owner may say. */
export async function insertFleet(on: Sql, fleet: Fleet): Promise<void> {
  const triggers = (state: 'disable' | 'enable') =>
    on.execute(sql.raw(GUARDED.map((table) => `alter table ${table} ${state} trigger user`).join('; ')));
  await triggers('disable');
  for (const table of IN_ORDER) {
    const rows = fleet[table];
    for (let i = 0; i < rows.length; i += BATCH) {
      const batch = rows.slice(i, i + BATCH);
      const columns = sql.raw(Object.keys(Object.assign({}, ...batch.slice(0, 50)) as object).join(', '));
      const name = sql.raw(table);
      await on.execute(
        sql`insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, ${JSON.stringify(batch)}::json)`,
      );
    }
  }
  await triggers('enable');
}
