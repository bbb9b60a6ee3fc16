import { type Api, must } from '#lib/server/api.ts';
import type { Status } from './words.ts';

const SHOWN = 50;

/** Coverage and equity, age, breakage, and what is to be replaced. */
export const readMeasures = async (api: Api) => ({ measures: must(await api.GET('/api/device-measures')) });

const LOOKS = ['overdue', 'silent', 'expiring', 'loaners'] as const;

/** The devices that the address asks for. */
export async function readDevices(api: Api, params: URLSearchParams) {
  const asked = { q: params.get('q') ?? '', status: params.get('status') ?? '', look: params.get('look') ?? '', model: params.get('model') ?? '' };
  const look = LOOKS.find((one) => one === asked.look);
  const cursor = params.get('cursor') ?? undefined;
  const query = {
    limit: SHOWN,
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.status ? { status: asked.status.split(',') as Status[] } : {}),
    ...(look ? { look } : {}),
    ...(asked.model ? { modelId: asked.model } : {}),
    ...(cursor ? { cursor } : {}),
  };
  return {
    ...must(await api.GET('/api/devices', { params: { query }, querySerializer: { array: { style: 'form', explode: false } } })),
    asked,
    cursor,
  };
}

export const readDevice = async (api: Api, id: string) => ({ device: must(await api.GET('/api/devices/{id}', { params: { path: { id } } })) });

export const readLabel = async (api: Api, tag: string) => ({ label: must(await api.GET('/api/device-labels/{tag}', { params: { path: { tag } } })) });

/** Who looked at which link, the newest first. */
export async function readViews(api: Api, params: URLSearchParams) {
  const cursor = params.get('cursor') ?? undefined;
  return { ...must(await api.GET('/api/device-link-views', { params: { query: { limit: SHOWN, ...(cursor ? { cursor } : {}) } } })), cursor };
}
