import { type Api, must } from '#lib/server/api.ts';
import { inLanguage } from '#lib/format.ts';
import { systemWords } from '#lib/words/system.ts';
import type { Open } from './keeping.ts';
import type { StructurePage } from './words.ts';

const MANY = 100;

/** What the open form chooses from; nothing where it chooses from nothing. */
export async function readChoices(api: Api, structure: StructurePage, open: Open | undefined) {
  if (!structure.may.plan || !open) return {};
  if (open.act === 'part-add') return { systems: await systemsOf(api) };
  if (open.act === 'order') return { orders: await ordersAt(api, structure.siteId) };
  if (open.act === 'ask') return { kinds: await kindsFor(api, structure.deficiencies.find(({ id }) => id === open.id)?.systemCode) };
  return {};
}
export type Choices = Awaited<ReturnType<typeof readChoices>>;

const listSystems = async (api: Api) => must(await api.GET('/api/building-systems')).items;
const systemsOf = async (api: Api) => (await listSystems(api)).map((system) => ({ value: system.code, label: systemWords(system) }));

/** Open orders of the school, the newest first. */
async function ordersAt(api: Api, siteId: string | null) {
  if (siteId === null) return [];
  const query = { siteId, isOpen: 'true', serviceCode: 'facilities', limit: MANY } as const;
  const { data } = await api.GET('/api/work-orders', { params: { query } });
  return (data?.items ?? [])
    .filter(({ isConfidential }) => !isConfidential)
    .map(({ number, title }) => ({ value: number, label: `${number} ${title}` }));
}

/** Kinds of request that need no answers of their own, those that speak of this system first. */
async function kindsFor(api: Api, systemCode: string | undefined) {
  const [{ data }, systems] = await Promise.all([
    api.GET('/api/request-types', { params: { query: { limit: 200, serviceCode: 'facilities' } } }),
    listSystems(api),
  ]);
  const fitting = systems.find(({ code }) => code === systemCode)?.requestTypeIds ?? [];
  return (data?.items ?? [])
    .filter(({ fields, isConfidential }) => !isConfidential && !fields.some(({ isRequired }) => isRequired))
    .map(({ id, nameEn, nameEs }) => ({ value: id, label: inLanguage({ en: nameEn, es: nameEs }), fits: fitting.includes(id) }))
    .toSorted((a, b) => Number(b.fits) - Number(a.fits) || a.label.localeCompare(b.label));
}
