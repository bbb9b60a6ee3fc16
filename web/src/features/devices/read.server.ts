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

const IS_DAY = /^20\d\d-\d\d-\d\d$/;

/** How many labels the address asks for, and where the PDF of them is. */
export async function readLabels(api: Api, params: URLSearchParams) {
  const get = (name: string) => params.get(name)?.trim() ?? '';
  const asked = {
    q: get('q'),
    status: get('status'),
    look: get('look'),
    model: get('model'),
    tags: get('tags'),
    since: get('since'),
    skip: get('skip'),
  };
  const look = LOOKS.find((one) => one === asked.look);
  const skip = Math.min(29, Math.max(0, Math.trunc(Number(asked.skip)) || 0));
  const query = {
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.status ? { status: asked.status.split(',') as Status[] } : {}),
    ...(look ? { look } : {}),
    ...(asked.model ? { modelId: asked.model } : {}),
    ...(IS_DAY.test(asked.since) ? { registeredSince: asked.since } : {}),
    ...(asked.tags
      ? {
          tags: asked.tags
            .split(/[\s,;]+/)
            .filter(Boolean)
            .join(','),
        }
      : {}),
  };
  const isAsked = Object.keys(query).length > 0;
  const serialized = { querySerializer: { array: { style: 'form', explode: false } } } as const;
  const [list, labels] = await Promise.all([
    api.GET('/api/devices', { params: { query: { limit: 1 } }, ...serialized }).then(must),
    isAsked ? api.GET('/api/device-label-sheets', { params: { query }, ...serialized }).then(must) : undefined,
  ]);
  const file = Object.entries({ ...query, skip }).map(([name, value]) => [name, String(value)]);
  return {
    asked: { ...asked, skip: String(skip) },
    models: list.models,
    may: list.may,
    labels,
    file: `/api/device-label-sheets.pdf?${new URLSearchParams(file)}`,
  };
}
