/** What the address narrows the schools to. Empty strings are "all". */
export type Asked = { portfolio: string; area: string; level: string; band: string; show: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function askedOf(params: Pick<URLSearchParams, 'get'>): Asked {
  const area = params.get('area') ?? '';
  return {
    portfolio: (params.get('portfolio') ?? '').slice(0, 60),
    area: UUID.test(area) || area === 'none' ? area : '',
    level: (params.get('level') ?? '').slice(0, 40),
    band: (params.get('band') ?? '').slice(0, 40),
    /** `measures`: the list tells what stands beside the index. */
    show: params.get('show') === 'measures' ? 'measures' : '',
  };
}

/** One school, whose page it is then. */
export function schoolOf(params: Pick<URLSearchParams, 'get'>): string | undefined {
  const id = params.get('school') ?? '';
  return UUID.test(id) ? id : undefined;
}

/** The same as the API names it. */
export const queryOf = ({ portfolio, area, level, band }: Asked) => ({
  ...(portfolio ? { portfolio } : {}),
  ...(area ? { areaId: area } : {}),
  ...(level ? { level } : {}),
  ...(band ? { band } : {}),
});

/** The page with this changed. */
export function hrefOf(asked: Asked, change: Partial<Asked>): string {
  const params = new URLSearchParams(Object.entries({ ...asked, ...change }).filter(([, value]) => value !== ''));
  return params.size > 0 ? `/buildings?${params}` : '/buildings';
}

/** Two days that the address names; empty where it does not, or names no day. */
export type Dates = { from: string; to: string };
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const dayOf = (value: string | null) => (value !== null && DAY.test(value) ? value : '');
export const datesOf = (params: Pick<URLSearchParams, 'get'>): Dates => ({ from: dayOf(params.get('from')), to: dayOf(params.get('to')) });

/** What a history or bridge is of, as the API names it: a building, a school, or the schools asked for. */
export type Of = { portfolio?: string; structureId?: string; siteId?: string; areaId?: string; level?: string; system?: string };
const SYSTEM = /^[A-G]\d\d$/;
/** The system of level 2 that the address names, as D30. */
const systemOf = (params: Pick<URLSearchParams, 'get'>): Pick<Of, 'system'> => {
  const system = params.get('system') ?? '';
  return SYSTEM.test(system) ? { system } : {};
};
export function ofAddress(params: Pick<URLSearchParams, 'get'>): Of {
  const id = (name: string) => (UUID.test(params.get(name) ?? '') ? { [name]: params.get(name)! } : {});
  const { band: _none, ...narrowed } = queryOf({ ...askedOf(params), band: '' });
  return { ...id('structureId'), ...id('siteId'), ...narrowed, ...systemOf(params) };
}
/** The same in an address of ours. */
const paramsOf = ({ areaId, ...of }: Of) => ({ ...of, ...(areaId ? { area: areaId } : {}) });
const address = (path: string, params: Record<string, string | undefined>) => {
  const given = Object.entries(params).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
};

/** What changed of this, between these days; `cause`: what happened behind that part. */
export const changesHref = (of: Of, dates: Partial<Dates> = {}, cause?: string, cursor?: string) =>
  `${address('/buildings/changes', { ...paramsOf(of), ...dates, cause, cursor })}${cause ? '#events' : ''}`;
/** The figures of a chart as a file. */
export const csvHref = (figure: 'history' | 'bridge' | 'systems' | 'areas' | 'levels', of: Of, more: Record<string, string> = {}) =>
  address(`/buildings/csv/${figure}`, { ...paramsOf(of), ...more });
/** What a form in an address keeps of what it is of; the system is a choice of its own. */
export const keptParams = ({ system: _chosen, ...of }: Of): Record<string, string> => paramsOf(of);
