import { projectFileRows, projects, statedPhaseEvents, statedPhases } from '@steward/db/schema';
import { and, count, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aForm } from '../../condition/imports/imports.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { findFile } from '../received-files/queries.ts';
import { loadNext } from '../received-files/work-files.ts';
import { loadProjects } from './load-file.ts';
import { brought, PUBLISHED, untilLetIn } from './project-files.testing.ts';

const HEAD = [
  'Project Geographic District ,Project Building Identifier,Project School Name,Project Type ,Project Description,Project Phase Name,Project Status Name',
  'Project Phase Actual Start Date,Project Phase Planned End Date,Project Phase Actual End Date,Project Budget Amount',
  'Final Estimate of Actual Costs Through End of Phase Amount,Total Phase Actual Spending Amount,DSF Number(s)',
].join(',');
const row = (building: string, phase: string, { budget = '100', school = 'P.S. 1', status = 'Complete', start = '6/28/2024', dsf = 'DSF1' } = {}) =>
  `1,${building},${school},SCA CIP,BOILER,${phase},${status},${start},7/1/2024,PNS,${budget},90.00,80.50,${dsf}`;

let api: TestApi;
let cfo: ReturnType<TestApi['as']>;
beforeAll(async () => {
  api = await startApi();
  await aDistrict(api.db);
  cfo = api.as(await aPerson(api.db, { grants: [{ role: 'finance' }] }));
});
afterAll(() => api.close());

let made = 0;
const aProgramme = () => `Owner ${(made += 1)}`;
const first = (name: string, lines: string[], asOfOn = '2025-09-30') =>
  brought(api, cfo, { kind: 'projects', programmeName: name, asOfOn }, [HEAD, ...lines].join('\n'));
const later = (programme: string, lines: string[], asOfOn = '2025-12-31') =>
  brought(api, cfo, { kind: 'projects', programme, asOfOn }, [HEAD, ...lines].join('\n'));
const changesOf = async (id: string) => (await cfo.get(`/api/capital-files/${id}/changes?limit=200`)).body.items;

describe('a list of another owner’s projects', () => {
  test('rows of one project are its phases, with figures as they are stated and codes as what they say', async () => {
    const file = await first(aProgramme(), [
      row('M015', 'Scope'),
      row('M015', 'Design', { budget: 'DOER', start: 'FTK' }),
      row('M016', 'Scope', { status: 'PNS' }),
    ]);
    expect(file.state).toBe('done');
    expect(file.counts).toMatchObject({ rows: 3, placed: 3, listed: 0, projects: 2, added: 3, changed: 0, gone: 0, unknown: 3 });
    const { items, sums, asOf } = (await cfo.get(`/api/programmes/${file.programme.id}/stated-projects`)).body;
    expect(asOf).toBe('2025-09-30');
    expect(sums).toMatchObject({ projects: 2, phases: 3, phasesWithoutBudget: 1, budget: '200.00', spent: '241.50' });
    expect(items.map(({ building, phase, phases }: Record<string, unknown>) => [building, phase, phases])).toEqual([
      ['M015', 'complete', 2],
      ['M016', 'planned', 1],
    ]);
    const { phases } = (await cfo.get(`/api/projects/${items[0].id}/stated-phases`)).body;
    expect(phases[1]).toMatchObject({
      phase: 'Design',
      budget: { value: null, says: 'DOER' },
      startedOn: { value: null, says: 'FTK' },
      endedOn: { value: null, says: 'PNS' },
    });
    expect(phases[0]).toMatchObject({ startedOn: { value: '2024-06-28', says: null }, budget: { value: '100.00', says: null } });
  });

  test('rows that cannot be told apart are listed together, and none of them is taken', async () => {
    const file = await first(aProgramme(), [row('M015', 'Scope'), row('M015', 'Scope', { budget: '7' }), row('M015', 'Design')]);
    expect(file.counts).toMatchObject({ rows: 3, placed: 1, listed: 2 });
    expect(file.listed.map(({ row: at, reasons }: { row: number; reasons: unknown[] }) => [at, reasons])).toEqual([
      [2, [{ code: 'ambiguous', column: null, value: null, part: null, rows: [2, 3] }]],
      [3, [{ code: 'ambiguous', column: null, value: null, part: null, rows: [2, 3] }]],
    ]);
    const csv = await cfo.get(`/api/capital-files/${file.id}/rows.csv?locale=en`);
    expect(csv.text).toContain('Rows 2, 3 name the same building, type, description, phase and numbers');
  });

  test('a row without a building, or with a figure that is neither a number nor a code, is listed with what stood there', async () => {
    const file = await first(aProgramme(), [
      row('', 'Scope'),
      row('M015', 'Scope', { budget: 'about 12' }),
      row('M015', 'Design', { start: '13/45/2024' }),
    ]);
    expect(file.counts).toMatchObject({ placed: 0, listed: 3 });
    expect(
      file.listed.map(({ reasons: [reason] }: { reasons: Record<string, unknown>[] }) => [reason!['code'], reason!['column'], reason!['value']]),
    ).toEqual([
      ['missing', 'Project Building Identifier', ''],
      ['not_money', 'Project Budget Amount', 'about 12'],
      ['not_a_day', 'Project Phase Actual Start Date', '13/45/2024'],
    ]);
  });

  test('the same file again changes nothing', async () => {
    const lines = [row('M015', 'Scope'), row('M015', 'Design')];
    const { programme } = await first(aProgramme(), lines);
    const before = await snapshot(programme.id);
    const again = await later(programme.code, lines, '2025-09-30');
    expect(again.counts).toMatchObject({ added: 0, changed: 0, gone: 0, back: 0, same: 2 });
    expect(await snapshot(programme.id)).toEqual(before);
  });

  test('what is written otherwise but means the same is no difference: 814540 is 814540.00', async () => {
    const { programme } = await first(aProgramme(), [row('M015', 'Scope', { budget: '814540', dsf: '"DSF1, DSF2"' })]);
    const again = await later(programme.code, [row(' M015 ', 'Scope', { budget: '"814,540.00"', start: '06/28/2024', dsf: '"DSF2, DSF1"' })]);
    expect(again.counts).toMatchObject({ changed: 0, same: 1, added: 0 });
  });

  test('a later file yields its differences alone, each with what was said before and where it stands', async () => {
    const { programme } = await first(aProgramme(), [row('M015', 'Scope'), row('M015', 'Design'), row('M016', 'Scope')]);
    const file = await later(programme.code, [row('M015', 'Scope', { budget: 'PNS' }), row('M015', 'Design'), row('M017', 'Scope')]);
    expect(file.counts).toMatchObject({ added: 1, changed: 1, gone: 1, same: 1 });
    const changes = await changesOf(file.id);
    expect(
      changes.map(({ kind, row: at, project }: { kind: string; row: number; project: { code: string } }) => [kind, at, project.code.slice(0, 4)]),
    ).toEqual([
      ['changed', 2, 'M015'],
      ['added', 4, 'M017'],
      ['gone', null, 'M016'],
    ]);
    expect(changes[0].differences).toEqual([{ field: 'budget', before: '100.00', beforeSays: null, after: null, afterSays: 'PNS' }]);
    const { items } = (await cfo.get(`/api/programmes/${programme.id}/stated-projects`)).body;
    const [, lost] = items;
    expect((await cfo.get(`/api/projects/${lost.id}/stated-phases`)).body).toMatchObject({ phases: [{ isGone: true }], changes: [{ kind: 'gone' }] });
  });

  test('what comes back is told as that', async () => {
    const { programme } = await first(aProgramme(), [row('M015', 'Scope'), row('M016', 'Scope')]);
    await later(programme.code, [row('M015', 'Scope')], '2025-10-31');
    const file = await later(programme.code, [row('M015', 'Scope'), row('M016', 'Scope')], '2025-11-30');
    expect(file.counts).toMatchObject({ back: 1, same: 1, gone: 0 });
  });

  test('a phase that cannot be told apart any more stays as it was, and is not taken for gone', async () => {
    const { programme } = await first(aProgramme(), [row('M015', 'Scope')]);
    const file = await later(programme.code, [row('M015', 'Scope', { budget: '1' }), row('M015', 'Scope', { budget: '2' })]);
    expect(file.counts).toMatchObject({ listed: 2, changed: 0, gone: 0 });
  });

  test('stopped anywhere, it goes on, and each row counts once', async () => {
    const lines = Array.from({ length: 25 }, (_, i) => row(`B${i % 5}`, `Phase ${i}`));
    const answer = await cfo.post(
      '/api/capital-files',
      aForm({ kind: 'projects', programmeName: aProgramme(), asOfOn: '2025-09-30' }, 'f.csv', [HEAD, ...lines].join('\n')),
    );
    const { id } = answer.body;
    // A worker reads the file, places a piece, and dies in the middle of the next.
    const { capitalFileWork } = await import('../received-files/work-files.ts');
    await capitalFileWork(api.db, api.app.files, () => api.clock.now).work();
    const piece = async (isKilled: boolean) =>
      api.db
        .transaction(async (tx) => {
          await loadProjects(tx, (await findFile(tx, id))!, api.clock.now, 10);
          if (isKilled) throw new Error('killed');
        })
        .catch((error: Error) => expect(error.message).toBe('killed'));
    await piece(false);
    await piece(true);
    expect((await cfo.get(`/api/capital-files/${id}`)).body).toMatchObject({ state: 'loading', doneRatio: 0.4 });
    while (await loadNext(api.db, () => api.clock.now));
    const file = (await cfo.get(`/api/capital-files/${id}`)).body;
    expect(file).toMatchObject({ state: 'done', counts: { rows: 25, placed: 25, added: 25, projects: 5 } });
    expect(await snapshot(file.programme.id)).toMatchObject({ phases: 25, events: 25, projects: 5 });
  });

  test('a worker that died while it read is followed by one that begins anew', async () => {
    const { body } = await cfo.post(
      '/api/capital-files',
      aForm({ kind: 'projects', programmeName: aProgramme(), asOfOn: '2025-09-30' }, 'f.csv', `${HEAD}\n${row('M1', 'Scope')}`),
    );
    await api.db.insert(projectFileRows).values({
      fileId: body.id,
      row: 2,
      projectKey: 'half',
      phase: 'Half',
      project: {},
      facts: {},
      outcome: 'good',
      projectId: crypto.randomUUID(),
      phaseId: crypto.randomUUID(),
      eventId: crypto.randomUUID(),
    });
    await untilLetIn(api);
    expect((await cfo.get(`/api/capital-files/${body.id}`)).body.counts).toMatchObject({ rows: 1, placed: 1 });
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['a file without its columns', { kind: 'projects', programmeName: 'X', asOfOn: '2025-09-30' }, 'a,b\n1,2', 'capital_file.headings_missing'],
    ['no day', { kind: 'projects', programmeName: 'X' }, HEAD, 'request.invalid'],
    ['a day that is still to come', { kind: 'projects', programmeName: 'X', asOfOn: '2099-01-01' }, HEAD, 'capital_file.as_of_later'],
    ['no programme', { kind: 'projects', programme: 'nowhere', asOfOn: '2025-09-30' }, HEAD, 'capital_file.no_programme'],
    [
      'rows of the finance system for a new programme',
      { kind: 'actuals', programmeName: 'X', asOfOn: '2025-09-30' },
      'account,po,invoice,amount\n',
      'capital_file.not_into_theirs',
    ],
  ])('%s is refused', async (_what, fields, content, code) => {
    const answer = await cfo.post('/api/capital-files', aForm(fields, 'f.csv', content));
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  test('an older file would take back what a later one said, and is refused', async () => {
    const { programme } = await first(aProgramme(), [row('M015', 'Scope')]);
    const answer = await cfo.post(
      '/api/capital-files',
      aForm({ kind: 'projects', programme: programme.code, asOfOn: '2025-01-31' }, 'f.csv', `${HEAD}\n${row('M015', 'Scope')}`),
    );
    expect(answer.body).toMatchObject({ code: 'capital_file.older', asOfOn: '2025-09-30' });
  });

  test('the list as New York City published it: 13,153 rows are read, 24 are listed, the rest is placed; again it changes nothing', async () => {
    const published = PUBLISHED();
    const name = aProgramme();
    const file = await brought(api, cfo, { kind: 'projects', programmeName: name, asOfOn: '2025-09-30' }, published, 'nyc.csv');
    expect(file.counts).toMatchObject({ rows: 13_153, placed: 13_129, listed: 24, added: 13_129, projects: 6_982 });
    expect(file.listed).toHaveLength(24);
    expect(new Set(file.listed.map(({ reasons: [reason] }: { reasons: { code: string }[] }) => reason!.code))).toEqual(new Set(['ambiguous']));
    const before = await snapshot(file.programme.id);
    const [sums] = await api.db
      .select({ budget: sql<string>`sum(budget_cents)`, says: sql<string>`count(*) filter (where facts ? 'budgetSays')` })
      .from(statedPhases)
      .innerJoin(projects, eq(projects.id, statedPhases.projectId))
      .where(eq(projects.programmeId, file.programme.id));
    expect(Number(sums!.says)).toBe(4_781);
    const again = await brought(api, cfo, { kind: 'projects', programme: file.programme.code, asOfOn: '2025-09-30' }, published, 'nyc.csv');
    expect(again.counts).toMatchObject({ same: 13_129, added: 0, changed: 0, gone: 0, back: 0 });
    expect(await snapshot(file.programme.id)).toEqual(before);
    const next = published.replace('DOER,206654.00,0.00,DSF0001086173', 'DOER,206654.00,12.5,DSF0001086173').replace('814540.00', '814540');
    const third = await brought(api, cfo, { kind: 'projects', programme: file.programme.code, asOfOn: '2025-12-31' }, next, 'nyc-later.csv');
    expect(third.counts).toMatchObject({ same: 13_128, changed: 1, added: 0, gone: 0 });
    expect((await changesOf(third.id))[0]).toMatchObject({
      kind: 'changed',
      row: 2,
      differences: [{ field: 'spent', before: '0.00', after: '12.50' }],
    });
  }, 60_000);
});

/** Everything that a file may change. */
async function snapshot(programmeId: string) {
  const [phases] = await api.db
    .select({ phases: count(), hash: sql<string>`md5(string_agg(stated_phases::text, '' order by stated_phases.id))` })
    .from(statedPhases)
    .innerJoin(projects, eq(projects.id, statedPhases.projectId))
    .where(eq(projects.programmeId, programmeId));
  const [all] = await api.db
    .select({ projects: count(), rows: sql<string>`md5(string_agg(projects::text, '' order by projects.id))` })
    .from(projects)
    .where(and(eq(projects.programmeId, programmeId)));
  const [events] = await api.db
    .select({ events: count() })
    .from(statedPhaseEvents)
    .innerJoin(statedPhases, eq(statedPhases.id, statedPhaseEvents.phaseId))
    .innerJoin(projects, eq(projects.id, statedPhases.projectId))
    .where(eq(projects.programmeId, programmeId));
  return { ...phases, ...all, ...events };
}
