import { type Api, must } from '#lib/server/api.ts';
import type { Status } from './words.ts';

const SHOWN = 50;

/** Coverage and equity, age, breakage, and what is to be replaced. */
export const readMeasures = async (api: Api) => ({ measures: must(await api.GET('/api/device-measures')) });

const LOOKS = ['overdue', 'silent', 'expiring', 'loaners'] as const;

const ASKED = ['q', 'status', 'look', 'model', 'site', 'grade', 'minAge', 'expiresIn'] as const;
/** The API says modelId and siteId where the address of the page says model and site. */
const OF_API: Record<string, string> = { model: 'modelId', site: 'siteId' };
const OF_PAGE: Record<string, string> = { modelId: 'model', siteId: 'site' };
const renamed = (query: string | URLSearchParams, names: Record<string, string>) =>
  new URLSearchParams([...new URLSearchParams(query)].map(([name, value]) => [names[name] ?? name, value]));
const hrefOf = (kept: string) => `/devices/all?${renamed(kept, OF_PAGE)}`;
/** What the address of the list looks for, as a view keeps it. */
export const keptQuery = (params: URLSearchParams) =>
  renamed(new URLSearchParams([...params].filter(([name, value]) => value !== '' && (ASKED as readonly string[]).includes(name))), OF_API).toString();

/** The devices that the address asks for. */
export async function readDevices(api: Api, params: URLSearchParams) {
  const asked = Object.fromEntries(ASKED.map((name) => [name, params.get(name)?.trim() ?? ''])) as Record<(typeof ASKED)[number], string>;
  const whole = (name: 'grade' | 'minAge' | 'expiresIn') => (/^\d{1,4}$/.test(asked[name]) ? { [name]: Number(asked[name]) } : {});
  const look = LOOKS.find((one) => one === asked.look);
  const cursor = params.get('cursor') ?? undefined;
  const query = {
    limit: SHOWN,
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.status ? { status: asked.status.split(',') as Status[] } : {}),
    ...(look ? { look } : {}),
    ...(asked.model ? { modelId: asked.model } : {}),
    ...(asked.site ? { siteId: asked.site } : {}),
    ...whole('grade'),
    ...whole('minAge'),
    ...whole('expiresIn'),
    ...(cursor ? { cursor } : {}),
  };
  const views = must(await api.GET('/api/device-views')).items.map(({ id, name, query: kept }) => ({ id, name, href: hrefOf(kept) }));
  return {
    views,
    ...must(await api.GET('/api/devices', { params: { query }, querySerializer: { array: { style: 'form', explode: false } } })),
    asked,
    cursor,
  };
}

/** One device, and where it may be handed out the rooms of its school. */
export async function readDevice(api: Api, id: string) {
  const device = must(await api.GET('/api/devices/{id}', { params: { path: { id } } }));
  const gives = device.allowedMoves.includes('assign') || device.allowedMoves.includes('lend');
  const found = gives ? await api.GET('/api/sites/{id}/rooms', { params: { path: { id: device.site.id }, query: { limit: 200 } } }) : undefined;
  const rooms = (found?.data?.items ?? []).map((room) => ({ id: room.id, label: `${room.number} ${room.name}`.trim() }));
  return { device, rooms };
}

/** What a device may be said to be and where it may belong. */
export async function readChoices(api: Api) {
  const [models, sites] = [must(await api.GET('/api/device-models')), must(await api.GET('/api/sites'))];
  return {
    models: models.items.map(({ id, make, name }) => ({ id, name: `${make} ${name}` })),
    sites: sites.items.map(({ id, name }) => ({ id, name })),
  };
}

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
/** What a student's family was charged and what became of it; the look is noted. */
export const readStatement = async (api: Api, id: string) => ({
  statement: must(await api.GET('/api/students/{id}/device-statement', { params: { path: { id } } })),
});

export const readModels = async (api: Api) => ({ models: must(await api.GET('/api/device-models')) });
export const readModel = async (api: Api, id: string) => ({ model: must(await api.GET('/api/device-models/{id}', { params: { path: { id } } })) });
/** What falls due and what is planned. */
export const readRefresh = async (api: Api) => ({ refresh: must(await api.GET('/api/device-refresh')) });
