import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from './migrate.ts';
import { emptyDatabase } from './testing.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');

/** A database as it was before a migration, and what brings it to today. */
async function before(migration: string) {
  const { url, drop } = await emptyDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'steward-before-'));
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  onTestFinished(async () => {
    await sql.end();
    await drop();
    await rm(directory, { recursive: true });
  });
  await cp(join(MIGRATIONS, 'meta'), join(directory, 'meta'), { recursive: true });
  for (const name of await readdir(MIGRATIONS))
    if (name.endsWith('.sql') && name < migration) await writeFile(join(directory, name), await readFile(join(MIGRATIONS, name)));
  await migrate(url, { directory });
  return { sql, upgrade: () => migrate(url) };
}

it('what happened to buildings is told by system where only one can have moved; the rest stays unknown', async () => {
  const { sql, upgrade } = await before('0023');
  await sql`insert into building_systems (code, level, name) values ('D30', 2, 'HVAC'), ('D3020', 3, 'Heat'), ('B3010', 3, 'Roof') on conflict do nothing`;
  const [{ id: structure }] = await sql<[{ id: string }]>`insert into structures (id, portfolio_id, code, name, site_name, kind, dm_cents)
    select uuidv7(), id, 'S', 'Main', 'School', 'main', 0 from portfolios where code = 'district' returning id`;
  const found = async () => {
    const [{ id }] = await sql<
      [{ id: string }]
    >`insert into deficiencies (id, structure_id, system_code, priority, scope, cost_cents, cost_base_year, found_on, source, status)
      values (uuidv7(), ${structure}, 'D3020', 2, 'Cold', 500, 2026, '2026-01-01', 'inspection', 'open') returning id`;
    return id;
  };
  const happened = (kind: string, dm: number, crv: number, deficiency: string | null = null) =>
    sql`insert into condition_events (id, structure_id, kind, cause, deficiency_id, dm_delta_cents, crv_delta_cents, occurred_at)
      values (uuidv7(), ${structure}, ${kind}, 'findings', ${deficiency}, ${dm}, ${crv}, now())`;
  const [plain, changed] = [await found(), await found()];
  await happened('deficiency_found', 500, 0, plain);
  await happened('deficiency_found', 400, 0, changed);
  await happened('deficiency_changed', 100, 0, changed);
  await happened('year_turned', 20, 90);
  await happened('structure_changed', 0, 7_000);
  await happened('photos_added', 0, 0, plain);
  await upgrade();
  const events = await sql<{ kind: string; by_system: unknown }[]>`select kind, by_system from condition_events order by id`;
  expect(events.map(({ kind, by_system }) => [kind, by_system])).toEqual([
    ['deficiency_found', { D30: { dm: '500', crv: '0' } }],
    ['deficiency_found', null],
    ['deficiency_changed', null],
    ['year_turned', null],
    ['structure_changed', {}],
    ['photos_added', {}],
  ]);
  await expect(sql`update condition_events set kind = 'other'`).rejects.toThrow();
});

it('files that were let in stay counted; one that was half in is tried anew', async () => {
  const { sql, upgrade } = await before('0023');
  const file = async (state: string, outcomes: string[]) => {
    const [{ id }] = await sql<
      [{ id: string }]
    >`insert into imports (id, portfolio_id, kind, file_name, file_digest, size_bytes, format, mapping, state, created_at)
      select uuidv7(), id, 'deficiencies', 'a.csv', 'x', 1, '{}', '{}', ${state}, now() from portfolios where code = 'district' returning id`;
    for (const [i, outcome] of outcomes.entries())
      await sql`insert into import_rows (import_id, row, verdict, effect, outcome) values (${id}, ${i + 2}, 'good', 'new', ${outcome})`;
    return id;
  };
  const [done, half] = [await file('done', ['done', 'done', 'kept']), await file('loading', ['done', 'waiting'])];
  await upgrade();
  const rows = await sql`select id, state, rows_to_load, rows_done, rows_kept from imports order by id`;
  expect([...rows]).toEqual([
    { id: done, state: 'done', rows_to_load: 3, rows_done: 2, rows_kept: 1 },
    { id: half, state: 'checking', rows_to_load: 0, rows_done: 0, rows_kept: 0 },
  ]);
  expect((await sql`select row from import_rows where is_kept`).map(({ row }) => row)).toEqual([4]);
});

it('amounts that somebody entered get the year of the cost basis that counted then; a building that this moves is counted anew', async () => {
  const { sql, upgrade } = await before('0034');
  const [{ id: portfolio }] = await sql<[{ id: string }]>`select id from portfolios where code = 'district'`;
  const basis = async (number: number, effectiveOn: string, baseYear: number) => {
    const [{ id }] = await sql<
      [{ id: string }]
    >`insert into cost_bases (id, portfolio_id, number, effective_on, base_year, escalation_ratio, location_factor, soft_cost_ratio, source, created_at)
      values (uuidv7(), ${portfolio}, ${number}, ${effectiveOn}, ${baseYear}, 0.04, 1, 0, 'A test', now()) returning id`;
    return id;
  };
  await basis(1, '2022-01-01', 2022);
  const today = await basis(2, '2025-07-01', 2025);
  const building = async (code: string, value: number | null) => {
    const [{ id }] = await sql<[{ id: string }]>`insert into structures (id, portfolio_id, code, name, site_name, kind, dm_cents, replacement_cents)
      values (uuidv7(), ${portfolio}, ${code}, 'Main', 'School', 'main', 0, ${value}) returning id`;
    await sql`insert into structure_conditions (structure_id, system_code, dm_cents, year, cost_basis_id) values (${id}, 'D30', 0, 2026, ${today})`;
    return id;
  };
  const part = async (structure: string, cents: number | null, addedAt: string | null) => {
    const [{ id }] = await sql<
      [{ id: string }]
    >`insert into components (id, structure_id, system_code, name, quantity, unit, unit_cost_cents, year_installed)
      values (uuidv7(), ${structure}, 'D3020', 'Boiler', 1, 'each', ${cents}, 2000) returning id`;
    if (addedAt)
      await sql`insert into condition_events (id, structure_id, component_id, kind, cause, dm_delta_cents, crv_delta_cents, occurred_at)
        values (uuidv7(), ${structure}, ${id}, 'component_added', 'correction', 0, 0, ${addedAt})`;
    return id;
  };
  const [old, now] = [await building('old', 900), await building('now', null)];
  await sql`insert into condition_events (id, structure_id, kind, cause, data, dm_delta_cents, crv_delta_cents, occurred_at)
    values (uuidv7(), ${old}, 'structure_changed', 'correction', '{"after": {"replacementValue": "9.00"}}', 0, 900, '2024-05-01T12:00:00Z')`;
  const parts = [
    await part(old, 100, '2023-03-01T12:00:00Z'),
    await part(now, 100, '2026-01-05T12:00:00Z'),
    await part(now, 100, null),
    await part(now, null, null),
  ];
  await upgrade();
  const years = await sql<{ id: string; year: number | null }[]>`select id, unit_cost_base_year as year from components`;
  expect(parts.map((id) => years.find((one) => one.id === id)!.year)).toEqual([2022, 2025, 2025, null]);
  const structures = await sql`select code, replacement_base_year as year, recount_as from structures order by code`;
  expect([...structures]).toEqual([
    { code: 'now', year: null, recount_as: null },
    { code: 'old', year: 2022, recount_as: 'cost_years_known' },
  ]);
});

it('a building says by itself when it was counted: as its systems do, or, without any, when something last happened to it', async () => {
  const { sql, upgrade } = await before('0036');
  const [{ id: portfolio }] = await sql<[{ id: string }]>`select id from portfolios where code = 'district'`;
  const basis = async (number: number, effectiveOn: string) => {
    const [{ id }] = await sql<
      [{ id: string }]
    >`insert into cost_bases (id, portfolio_id, number, effective_on, base_year, escalation_ratio, location_factor, soft_cost_ratio, source, created_at)
      values (uuidv7(), ${portfolio}, ${number}, ${effectiveOn}, 2024, 0.04, 1, 0, 'A test', now()) returning id`;
    return id;
  };
  const [old, today] = [await basis(1, '2024-01-01'), await basis(2, '2025-07-01')];
  const building = async (code: string) => {
    const [{ id }] = await sql<[{ id: string }]>`insert into structures (id, portfolio_id, code, name, site_name, kind, dm_cents)
      values (uuidv7(), ${portfolio}, ${code}, 'Main', 'School', 'main', 0) returning id`;
    return id;
  };
  const [parts, valued] = [await building('parts'), await building('valued')];
  await building('unknown');
  await sql`insert into structure_conditions (structure_id, system_code, dm_cents, year, cost_basis_id) values (${parts}, 'D30', 0, 2026, ${today})`;
  // Still the year before, in the district.
  await sql`insert into condition_events (id, structure_id, kind, cause, dm_delta_cents, crv_delta_cents, occurred_at)
    values (uuidv7(), ${valued}, 'structure_changed', 'correction', 0, 900, '2025-01-01T05:00:00Z')`;
  await upgrade();
  const counted = await sql`select code, counted_year as year, cost_basis_id as basis from structures order by code`;
  expect([...counted]).toEqual([
    { code: 'parts', year: 2026, basis: today },
    { code: 'unknown', year: null, basis: null },
    { code: 'valued', year: 2024, basis: old },
  ]);
});
