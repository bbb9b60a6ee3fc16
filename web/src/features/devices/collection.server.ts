import { fail } from '@sveltejs/kit';
import { type Api, must } from '#lib/server/api.ts';
import { keyOf, newKey, typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { today } from '#lib/format.ts';
import { labelCode } from '#lib/label-code.ts';
import type { ScanResult } from '#lib/offline/scan.ts';

const SHOWN = 50;
const FIRST_STATION = '1';
const IS_DAY = /^20\d\d-\d\d-\d\d$/;

const stationIn = (params: URLSearchParams) => params.get('station')?.trim().slice(0, 60) || FIRST_STATION;

/** The collection that the address asks for: of a school, or which schools there are. */
export async function readCollection(api: Api, params: URLSearchParams) {
  const asked = params.get('since') ?? '';
  const since = IS_DAY.test(asked) ? asked : today();
  const station = stationIn(params);
  const schools = must(await api.GET('/api/device-collections', { params: { query: { since } } })).items;
  const siteId = params.get('school') ?? (schools.length === 1 ? schools[0]!.id : '');
  const key = newKey();
  if (siteId === '') return { since, station, schools, collection: undefined, exceptions: undefined, isFirst: true, key };
  const cursor = params.get('cursor') ?? undefined;
  const of = { siteId };
  const [collection, exceptions] = await Promise.all([
    api.GET('/api/device-collections/{siteId}', { params: { path: of, query: { since } } }).then(must),
    api
      .GET('/api/device-collections/{siteId}/scans', {
        params: { path: of, query: { since, only: 'exceptions', limit: SHOWN, ...(cursor ? { cursor } : {}) } },
      })
      .then(must),
  ]);
  return { since, station, schools, collection, exceptions, isFirst: !cursor, key, readAt: new Date().toISOString() };
}

export type ScannedByForm = { code: string; result: ScanResult };

/** One scan by form, where there is no script. */
export async function scanByForm(api: Api, params: URLSearchParams, form: FormData) {
  const { code: scanned = '', damage = '' } = typedValues(form);
  const code = labelCode(scanned);
  if (code === '') return {};
  return sendOne(api, params, { id: keyOf(form) ?? newKey(), deviceAt: new Date().toISOString(), code, ...(damage.trim() ? { damage } : {}) }, code);
}

/** Takes the last scan by form back. */
export async function undoByForm(api: Api, params: URLSearchParams, form: FormData) {
  const { undoes = '', tag = '' } = typedValues(form);
  return sendOne(api, params, { id: newKey(), deviceAt: new Date().toISOString(), undoes }, tag);
}

type Scan = { id: string; deviceAt: string } & ({ code: string; damage?: string } | { undoes: string });
async function sendOne(api: Api, params: URLSearchParams, scan: Scan, code: string) {
  const [siteId, station] = [params.get('school') ?? '', stationIn(params)];
  const { data, error: problem } = await api.POST('/api/device-collections/{siteId}/scans', {
    params: { path: { siteId } },
    body: { station, sentAt: new Date().toISOString(), scans: [scan] },
  });
  if (problem) return fail(problem.status, { title: problem.errors?.[0]?.detail ?? problemWords(problem) });
  return { scanned: { code, result: data.results[0]! } satisfies ScannedByForm };
}
