import { type Api, must } from '#lib/server/api.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/** Lists or rosters so far; null for who sees none. */
export async function readFiles(api: Api, which: 'devices' | 'students') {
  const answer = await api.GET('/api/device-files', { params: { query: { locale: getLocale() } } });
  if (answer.error?.code === 'device_file.not_for_you') return null;
  const { items, may } = must(answer);
  return { items: items.filter(({ kind }) => (kind === 'oneroster') === (which === 'students')), may };
}

const ROWS = 50;
const SHOWN = ['new', 'changed', 'left', 'odd'] as const;
export type Shown = (typeof SHOWN)[number];

/** One file, with a page of its rows once it was compared. */
export async function readFile(api: Api, id: string, asked: URLSearchParams) {
  const locale = getLocale();
  const file = must(await api.GET('/api/device-files/{id}', { params: { path: { id }, query: { locale } } }));
  const cursor = asked.get('cursor') ?? undefined;
  const usual: Shown =
    !file.summary || file.state !== 'checked' ? 'odd' : file.summary.effects.changed > 0 ? 'changed' : file.summary.effects.new > 0 ? 'new' : 'odd';
  const show = SHOWN.find((one) => one === asked.get('show')) ?? usual;
  const query = { show, limit: ROWS, locale, ...(cursor === undefined ? {} : { cursor }) };
  const hasRows = file.summary !== null && (file.state === 'checked' || file.state === 'done');
  return { file, show, cursor, rows: hasRows ? must(await api.GET('/api/device-files/{id}/rows', { params: { path: { id }, query } })) : null };
}

/** Devices that students who left still have. */
export const readUnreturned = async (api: Api, cursor: string | undefined) =>
  must(await api.GET('/api/unreturned-devices', { params: { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } }));
