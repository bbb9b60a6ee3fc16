import { connect } from '@steward/db';
import { seedDemonstrationPeople, seedReference, uuidFor } from '@steward/db/seed';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { centsOf } from '#kernel/money.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { seedCondition } from '../../condition/index.ts';
import { aPerson } from '../../people/people.testing.ts';
import { seedCapital } from '../demonstration/seed-capital.ts';

let api: TestApi;
let url: string;
let cfo: ReturnType<TestApi['as']>;
let bond: string;
beforeAll(async () => {
  api = await startApi();
  url = api.config.databaseUrl;
  const { db, close } = connect(url, { poolSize: 1, role: 'none' });
  await seedReference(db);
  await seedDemonstrationPeople(db, NOW);
  await seedCondition(db, NOW);
  await seedCapital(db, NOW);
  await db.execute(sql`analyze`);
  await close();
  cfo = api.as({ id: uuidFor('person cfo') });
  bond = (await cfo.get('/api/programmes')).body.items.find((one: { programme: { code: string } }) => one.programme.code === 'bond-2018').programme
    .id;
}, 180_000);
afterAll(() => api.close());

const cents = (amount: string) => centsOf(amount);
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + centsOf(amount), 0n);
const programme = async (query = '') => (await cfo.get(`/api/programmes/${bond}${query}`)).body;
const projects = async (query: string) => (await cfo.get(`/api/projects?programmeId=${bond}&${query}`)).body;
const entries = async (query: string) => (await cfo.get(`/api/ledger-entries?programmeId=${bond}&${query}`)).body;

describe('a programme', () => {
  test('says where its money comes from and goes to, as of today and when it last agreed with the finance system', async () => {
    const answer = await programme();
    expect(answer).toMatchObject({ isDemonstration: true, asOf: '2026-11-24', isWhole: true, programme: { code: 'bond-2018' } });
    expect(answer.reconciledOn).toMatch(/^2026-/);
    const received = Object.fromEntries(answer.sources.map((one: { code: string; received: string }) => [one.code, one.received]));
    expect(sum([received['bond-a'], received['bond-b']])).toBe(56_700_000_000n);
    expect(received['general-fund']).toBe('138000000.00');
    const uses = Object.fromEntries(answer.uses.map((one: { use: string; figures: { baseline: string } }) => [one.use, one.figures.baseline]));
    expect(uses).toMatchObject({ projects: '563000000.00', charter: '56000000.00', contingency: '86000000.00' });
  });

  test('adds up: what came in is what lines have and what is unallocated; lines of uses are those of purposes', async () => {
    const { sources, uses, lineKinds, figures } = await programme();
    expect(sum(sources.map((one: { received: string }) => one.received))).toBe(
      cents(figures.budget) + sum(sources.map((one: { unallocated: string }) => one.unallocated)),
    );
    expect(sum(uses.map((one: { figures: { budget: string } }) => one.figures.budget))).toBe(
      sum(sources.map((one: { received: string }) => one.received)),
    );
    expect(sum(lineKinds.map((one: { figures: { forecast: string } }) => one.figures.forecast))).toBe(cents(figures.forecast));
  });

  test('as of a day that is over is what its entries up to then come to', async () => {
    const past = await programme('?asOf=2024-03-31');
    const then = await entries('figure=committed&until=2024-03-31&lineKind=given&limit=1');
    expect(past).toMatchObject({ asOf: '2024-03-31' });
    expect(past.figures.committed).toBe(then.total.amount);
    const now = await programme();
    expect(cents(past.figures.committed)).toBeLessThan(cents(now.figures.committed));
    expect(await programme('?asOf=2026-11-24')).toEqual(now);
    expect((await programme('?asOf=2019-01-01')).figures).toMatchObject({ budget: '0.00', committed: '0.00', forecast: '0.00' });
  });

  test('a day to come is refused', async () => {
    const { status, body } = await cfo.get(`/api/programmes/${bond}?asOf=2027-01-01`);
    expect([status, body.code]).toEqual([422, 'capital.day_to_come']);
  });
});

test.each(['revenue', 'baseline', 'budget', 'committed', 'uncommitted', 'expended', 'encumbered', 'retainage', 'payable', 'paid', 'toCommit'])(
  'the entries behind %s come to it: of the programme, of its projects and of one project',
  async (figure) => {
    const { figures, uses } = await programme();
    expect((await entries(`figure=${figure}&lineKind=given&limit=1`)).total.amount).toBe(figures[figure]);
    const use = uses.find((one: { use: string }) => one.use === 'projects');
    expect((await entries(`figure=${figure}&lineKind=projects&limit=1`)).total.amount).toBe(use.figures[figure]);
    const [project] = (await projects('state=waiting&limit=1')).items;
    expect((await entries(`figure=${figure}&projectId=${project.id}&limit=200`)).total.amount).toBe(project.figures[figure]);
  },
);

test('the entries behind a budget come to it of all lines, too: what moved between two of them is counted once', async () => {
  const { sources, figures } = await programme();
  const received = sum(sources.map((one: { received: string }) => one.received));
  expect(cents((await entries('figure=budget&limit=1')).total.amount)).toBe(received);
  expect(cents((await entries('figure=uncommitted&limit=1')).total.amount)).toBe(received - cents(figures.committed));
});

test('entries come page by page, each once, the latest first', async () => {
  const seen: { id: string; effectiveOn: string }[] = [];
  let cursor = '';
  do {
    const page = await entries(`kind=transfer&limit=5${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items);
    cursor = page.nextCursor ?? '';
  } while (cursor);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect((await entries('kind=transfer&limit=200')).items.map(({ id }: { id: string }) => id)).toEqual(seen.map(({ id }) => id));
  expect(seen.map(({ effectiveOn }) => effectiveOn)).toEqual(
    seen
      .map(({ effectiveOn }) => effectiveOn)
      .toSorted()
      .toReversed(),
  );
});

describe('projects', () => {
  test('together have the money of the programme’s projects', async () => {
    const all = await projects('limit=200');
    expect([all.total, all.items.length]).toEqual([160, 160]);
    const { uses } = await programme();
    const use = uses.find((one: { use: string }) => one.use === 'projects');
    for (const figure of ['budget', 'committed', 'expended', 'forecast', 'pending'])
      expect(sum(all.items.map((one: { figures: Record<string, string> }) => one.figures[figure]!))).toBe(cents(use.figures[figure]));
  });

  test('are found by how they stand: less than promised, late, over, committed and not started', async () => {
    const less = await projects('state=less_than_promised');
    expect(less.items.every((one: { site: { name: string } }) => one.site.name.includes('(fictitious)'))).toBe(true);
    expect(less.total).toBe(3);
    const late = await projects('state=late&sort=slip');
    expect(late.items[0].slipDays).toBeGreaterThan(100);
    const over = await projects('state=over');
    expect(over.items.every((one: { figures: { variance: string } }) => one.figures.variance.startsWith('-'))).toBe(true);
    const { projects: counted } = await programme();
    expect([less.total, late.total, over.total]).toEqual([3, counted.late, counted.over]);
    const waits = await projects('state=committed_not_started&limit=200');
    expect(waits.total).toBe(counted.committedNotStarted);
    expect(sum(waits.items.map((one: { figures: { committed: string } }) => one.figures.committed))).toBe(cents(counted.committedNotStartedAmount));
  });

  test.each(['', '&asOf=2026-03-31'])('are late by as many days in a list as building is on their own page: %s', async (day) => {
    const { items } = (await cfo.get(`/api/projects?programmeId=${bond}&sort=slip&limit=12${day}`)).body;
    for (const { id, slipDays } of items) {
      const { phases } = (await cfo.get(`/api/projects/${id}?${day.slice(1)}`)).body;
      expect(phases.find(({ phase }: { phase: string }) => phase === 'construction')?.slipDays ?? null).toBe(slipDays);
    }
  });

  test('one says who approved its change orders, how its contract came about, and what its promises put right', async () => {
    const [found] = (await projects(`q=${encodeURIComponent('larkspur')}`)).items;
    const { body } = await cfo.get(`/api/projects/${found.id}`);
    const change = body.requests.find((one: { kind: string }) => one.kind === 'change_order');
    expect(change).toMatchObject({ state: 'approved', reasonCode: 'code' });
    expect(change.decisions.map((one: { person: { name: string } }) => one.person.name)).toEqual([
      'Susan Ashworth',
      'Victor Lindgren',
      'Omar Castellan',
    ]);
    const built = body.contracts.find((one: { title: string }) => one.title.startsWith('Construction'));
    expect(built.procurement).toMatchObject({ method: 'invitation_for_bids' });
    expect(built.procurement.bids.filter((one: { isChosen: boolean }) => one.isChosen)).toHaveLength(1);
    expect(sum(body.lines.map((one: { figures: { budget: string } }) => one.figures.budget))).toBe(cents(body.project.figures.budget));
  });

  test('one is told as of a day that is over: its contracts, requests, promises and phase are those of that day', async () => {
    const [found] = (await projects(`q=${encodeURIComponent('cottonwood')}`)).items;
    const { body } = await cfo.get(`/api/projects/${found.id}?asOf=2022-06-30`);
    expect(sum(body.contracts.map((one: { committed: string }) => one.committed))).toBe(cents(body.project.figures.committed));
    expect(body.contracts.every((one: { executedOn: string }) => one.executedOn <= '2022-06-30')).toBe(true);
    expect(body.requests.every((one: { requestedAt: string }) => one.requestedAt < '2022-07-01T07')).toBe(true);
    expect(body.promises.map((one: { state: string }) => one.state)).toEqual(['promised', 'promised']);
    expect(body.project).toMatchObject({ phase: 'design', progressRatio: 0, promises: { total: 2, complete: 0, dropped: 0 } });
    expect(body.phases.find((one: { phase: string }) => one.phase === 'construction')).toMatchObject({ actualStartOn: null, actualEndOn: null });
    const later = (await cfo.get(`/api/projects/${found.id}?asOf=2024-01-31`)).body;
    expect(later.promises.map((one: { state: string }) => one.state)).toEqual(['dropped', 'under_way']);
    expect(sum(later.contracts.map((one: { expended: string }) => one.expended))).toBe(cents(later.project.figures.expended));
    expect(found.promises).toMatchObject({ complete: 1, dropped: 1 });
  });

  test('those of a day that is over are counted as they stood then', async () => {
    const [then, now] = [await programme('?asOf=2022-06-30'), await programme()];
    expect(then.projects.promises.total).toBe(now.projects.promises.total);
    expect(then.projects.promises.complete).toBeLessThan(now.projects.promises.complete);
    expect([then.projects.promises.dropped, then.lessThanPromised]).toEqual([0, []]);
    // Of six that are late today, one was known to be.
    expect([then.projects.late, (await projects('asOf=2022-06-30&state=late')).total, now.projects.late]).toEqual([1, 1, 6]);
    const marlow = (await projects('asOf=2023-04-30&q=marlow&limit=1')).items[0];
    expect(marlow.slipDays).toBeGreaterThan(0);
    expect(then.projects.phases.complete ?? 0).toBeLessThan(now.projects.phases.complete);
    expect((await projects('asOf=2022-06-30&state=less_than_promised')).total).toBe(0);
  });

  test('the walk goes on from a promise to the deficiency it puts right, and back', async () => {
    const all = await projects('limit=200');
    for (const { id } of all.items) {
      const { promises } = (await cfo.get(`/api/projects/${id}`)).body;
      const need = promises.flatMap((one: { needs: object[] }) => one.needs)[0];
      if (!need) continue;
      const back = await projects(`deficiencyId=${need.deficiencyId}`);
      expect(back.items.map((one: { id: string }) => one.id)).toEqual([id]);
      return;
    }
    throw new Error('No promise puts anything right.');
  });
});

test('contingency says where each dollar went, who asked and who approved', async () => {
  const { body } = await cfo.get(`/api/programmes/${bond}/contingency`);
  const drawn = body.draws.filter((one: { direction: string }) => one.direction === 'drawn');
  expect(sum(drawn.map((one: { amount: string }) => one.amount))).toBe(cents(body.drawn));
  expect(cents(body.given) - cents(body.drawn) + cents(body.returned)).toBe(cents(body.left));
  expect(body.months.at(-1).left).toBe(body.left);
  for (const draw of drawn)
    expect([draw.reason.length > 10, draw.decisions.length > 0, draw.project.siteName.includes('(fictitious)')]).toEqual([true, true, true]);
});

describe('what changed', () => {
  test('in March is told with the draw of that month and its reason', async () => {
    const { body } = await cfo.get(`/api/programmes/${bond}/changes?since=2026-03-01&until=2026-03-31&limit=200`);
    const draw = body.items.find((one: { moved: string | null }) => one.moved === 'draw');
    expect(draw).toMatchObject({ kind: 'transfer', reason: expect.stringContaining('sprinklers') });
    const counted = body.tally.reduce((total: number, one: { count: number }) => total + one.count, 0);
    expect(body.items.length).toBe(Math.min(200, counted));
    const times = body.items.map((one: { at: string }) => one.at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test('comes page by page, each once, also of one kind or project', async () => {
    const of = async (query: string) => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await cfo.get(
          `/api/programmes/${bond}/changes?since=2026-10-01&limit=20${query && `&${query}`}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...body.items.map((one: { id: string }) => one.id));
        cursor = body.nextCursor ?? '';
        if (!cursor) {
          const counted = body.tally.filter(({ kind }: { kind: string }) => !query.includes('kind=') || query.includes(kind));
          expect(seen.length).toBe(counted.reduce((total: number, one: { count: number }) => total + one.count, 0));
        }
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      return seen.length;
    };
    expect(await of('')).toBeGreaterThan(await of('kind=invoice'));
    const [project] = (await projects('state=waiting&limit=1')).items;
    expect(await of(`projectId=${project.id}`)).toBeGreaterThan(0);
  });
});

describe('files', () => {
  test('the CSV has every project, and says first what it is', async () => {
    const { text, headers } = await cfo.get(`/api/programmes/${bond}/export`);
    expect(headers['content-disposition']).toContain('steward-capital-2026-11-24.csv');
    const lines = text.slice(1).split('\r\n');
    expect(lines[0]).toBe('Demonstration: not real figures');
    expect(lines.filter((line) => /^P-\d{3},/.test(line))).toHaveLength(160);
  });
  test('the workbook opens: a zip with four sheets', async () => {
    const answer = await api.app.inject({
      method: 'GET',
      url: `/api/programmes/${bond}/export?format=xlsx`,
      headers: { cookie: (await cfo.cookie)! },
    });
    expect(answer.statusCode).toBe(200);
    const bytes = answer.rawPayload;
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    for (const n of [1, 2, 3, 4]) expect(bytes.includes(`xl/worksheets/sheet${n}.xml`)).toBe(true);
  });
  test('the entries behind a figure are a file too', async () => {
    const { text } = await cfo.get(`/api/ledger-entries/export?programmeId=${bond}&kind=transfer`);
    expect(text).toContain('sprinklers');
  });
});

describe('who sees what', () => {
  test('who is limited to an area sees its projects only, in every list, count, sum and file', async () => {
    const [{ area_id: areaId }] = (await api.db.execute<{ area_id: string }>(
      sql`select s.area_id from projects p join sites s on s.id = p.site_id where p.programme_id = ${bond} limit 1`,
    )) as unknown as [{ area_id: string }];
    const planner = api.as(await aPerson(api.db, { grants: [{ role: 'planner', areaId }] }));
    const all = (await projects(`areaId=${areaId}&limit=200`)).items;
    const seen = (await planner.get(`/api/projects?programmeId=${bond}&limit=200`)).body;
    expect(seen.isWhole).toBe(false);
    expect(seen.items.map((one: { id: string }) => one.id)).toEqual(all.map((one: { id: string }) => one.id));
    const own = (await planner.get(`/api/programmes/${bond}`)).body;
    expect(own.projects.total).toBe(all.length);
    expect(cents(own.figures.budget)).toBe(sum(all.map((one: { figures: { budget: string } }) => one.figures.budget)));
    expect(own.sources).toEqual([]);
    expect((await planner.get(`/api/ledger-entries?programmeId=${bond}&figure=budget&lineKind=given&limit=1`)).body.total.amount).toBe(
      own.figures.budget,
    );
    expect((await planner.get(`/api/programmes/${bond}/contingency`)).body.draws).toEqual([]);
    const file = (await planner.get(`/api/programmes/${bond}/export`)).text;
    expect(file.match(/^P-\d{3},/gm)).toHaveLength(all.length);
    const other = (await projects('limit=200')).items.find((one: { id: string }) => !all.some(({ id }: { id: string }) => id === one.id));
    expect((await planner.get(`/api/projects/${other.id}`)).body.code).toBe('capital.no_project');
    const changes = (await planner.get(`/api/programmes/${bond}/changes?since=2026-01-01&limit=200`)).body;
    expect(changes.items.every((one: { project: { id: string } | null }) => all.some(({ id }: { id: string }) => id === one.project?.id))).toBe(true);
  });

  test('who has nothing to do with it is told so', async () => {
    const teacher = api.as(await aPerson(api.db, { grants: [{ role: 'requester' }] }));
    for (const path of ['/api/programmes', `/api/programmes/${bond}`, `/api/projects?programmeId=${bond}`, `/api/ledger-entries?programmeId=${bond}`])
      expect([(await teacher.get(path)).status, path]).toEqual([403, path]);
  });
});

test('what is asked for is told once, not again by each of its events; why a promise was changed is told with it', async () => {
  const manager = api.as({ id: uuidFor('person capital') });
  const [project] = (await projects('q=cottonwood&limit=1')).items;
  const all = (await cfo.get(`/api/budget-lines?programmeId=${bond}`)).body.items;
  const to = all.find((one: { projectId: string | null; kind: string }) => one.projectId === project.id && one.kind === 'construction');
  const from = all.find((one: { sourceId: string; kind: string }) => one.sourceId === to.sourceId && one.kind === 'contingency');
  const body = { fromLineId: from.id, toLineId: to.id, amount: '10.00', title: 'Signs', reason: 'They fell down', noDocumentReason: 'None yet' };
  expect((await manager.post(`/api/programmes/${bond}/transfers`, { body })).status).toBe(201);
  const scope = { promise: 'Put up signs', promised: '10.00' };
  const made = (await manager.post(`/api/projects/${project.id}/scopes`, { body: scope })).body;
  const change = { state: 'dropped', reason: 'They stand already' };
  expect((await manager.patch(`/api/project-scopes/${made.id}`, { body: change, ifMatch: made.version })).status).toBe(200);
  const { items } = (await cfo.get(`/api/programmes/${bond}/changes?since=2026-11-24&projectId=${project.id}`)).body;
  expect(items.map(({ kind, event, state, reason }: Record<string, string>) => [kind, event ?? state, reason])).toEqual([
    ['event', 'scope_changed', 'They stand already'],
    ['event', 'scope_added', null],
    ['transfer', 'waiting', 'They fell down'],
  ]);
});

test('a promise added today is counted today, as one that was added after what voters were shown, and on no day before it', async () => {
  const manager = api.as({ id: uuidFor('person capital') });
  const counts = async (query = '') => (await programme(query)).projects;
  const [now, then] = [await counts(), await counts('?asOf=2025-03-31')];
  const [project] = (await projects('q=larkspur&limit=1')).items;
  expect((await manager.post(`/api/projects/${project.id}/scopes`, { body: { promise: 'Bicycle racks' } })).status).toBe(201);
  const made = await manager.post(`/api/programmes/${bond}/projects`, { body: { code: 'LATE-1', name: 'A late thought' } });
  expect(made.status).toBe(201);
  const after = await counts();
  expect([after.promises.total, after.promises.addedLater, after.total]).toEqual([
    now.promises.total + 1,
    now.promises.addedLater + 1,
    now.total + 1,
  ]);
  expect(await counts('?asOf=2025-03-31')).toEqual(then);
  expect((await projects('asOf=2025-03-31&q=LATE-1')).total).toBe(0);
  expect((await cfo.get(`/api/projects/${made.body.id}?asOf=2025-03-31`)).body.code).toBe('capital.no_project');
  const later = async (query = '') =>
    (await cfo.get(`/api/projects/${project.id}${query}`)).body.promises.map(({ addedLaterOn }: { addedLaterOn: string | null }) => addedLaterOn);
  expect((await later()).at(-1)).toBe('2026-11-24');
  expect((await later('?asOf=2025-03-31')).every((day: string | null) => day === null)).toBe(true);
});

test('what happened in the first hour of the day on which clocks go back is of that day', async () => {
  const id = '01a00000-0000-7000-8000-000000000001';
  await api.db.execute(
    sql`insert into capital_events (id, programme_id, kind, data, occurred_at) values (${id}, ${bond}, 'programme_changed', '{}', '2026-11-01T06:30:00Z')`,
  );
  const on = async (day: string) =>
    (await cfo.get(`/api/programmes/${bond}/changes?since=${day}&until=${day}&kind=event&limit=200`)).body.items.some(
      (one: { id: string }) => one.id === id,
    );
  expect([await on('2026-10-31'), await on('2026-11-01')]).toEqual([false, true]);
});
