import { type Api, must } from '#lib/server/api.ts';
import { amountOf, type Asked, fundingsOf, scopeOf, whereOf, wrongIn } from './asked.ts';

const RUNS_SHOWN = 8;

/** What the form chooses from, and the runs that were saved last. */
export async function readChoices(api: Api) {
  const [report, areas, runs] = await Promise.all([
    api.GET('/api/condition'),
    api.GET('/api/areas'),
    api.GET('/api/forecast-runs', { params: { query: { limit: RUNS_SHOWN } } }),
  ]);
  const schools = must(report)
    .items.flatMap(({ site, buildings }) => (site.id === null ? [] : [{ value: site.id, label: site.name, buildings }]))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
    .map(({ buildings, ...school }) => ({ ...school, buildings: buildings.map(({ id, name }) => ({ value: id, label: name })) }));
  const { items, nextCursor, may } = must(runs);
  return {
    schools,
    areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })),
    runs: items,
    hasMoreRuns: nextCursor !== null,
    may,
  };
}

const percent = (ratio: number) => String(Math.round(ratio * 10_000) / 100);
const half = (amount: string, step: string) => String(Math.round(Number(amount) / 2 / Number(step)) * Number(step));

/** The years ahead as they were asked for; what was left open is filled in: half of what the slider reaches, and today’s index to hold. */
async function filledIn(api: Api, given: Asked) {
  if (given.funding && given.hold) return given;
  const { start, fundingRange, rates } = must(
    await api.GET('/api/forecast', { params: { query: { ...scopeOf(given), fundings: 'none', years: 30 } } }),
  );
  return {
    ...given,
    funding: given.funding || half(fundingRange.most, fundingRange.step),
    hold: given.hold || percent(Math.min(2, start.ratio ?? 0)),
    escalation: given.escalation || percent(rates.escalation),
    deterioration: given.deterioration || percent(rates.deterioration),
  };
}

/** What was asked for, and its report; none where a figure that was typed is wrong, for then nobody asked for any. `slid`: where the slider stands. */
export async function readForecast(api: Api, given: Asked) {
  const wrong = wrongIn(given);
  if (wrong.funding || wrong.figures.length > 0) {
    const { fundingRange: range } = must(await api.GET('/api/forecast', { params: { query: { ...whereOf(given), fundings: 'none' } } }));
    const slid = amountOf(given.funding) || half(range.most, range.step);
    return { asked: given, wrong, range, slid, report: undefined, csvHref: undefined };
  }
  const asked = await filledIn(api, given);
  const query = { ...scopeOf(asked), fundings: fundingsOf(asked), wait: Number(asked.wait) };
  const report = must(await api.GET('/api/forecast', { params: { query } }));
  const { wait: _wait, ...file } = query;
  const csv = new URLSearchParams(Object.entries(file).map(([name, value]) => [name, String(value)]));
  return { asked, wrong, range: report.fundingRange, slid: asked.funding, report, csvHref: `/api/forecast/export?${csv}` };
}

export const readRun = async (api: Api, id: string) => must(await api.GET('/api/forecast-runs/{id}', { params: { path: { id } } }));

/** The runs that were saved, the newest first. */
export const readRuns = async (api: Api, cursor: string | undefined) =>
  must(await api.GET('/api/forecast-runs', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } }));
