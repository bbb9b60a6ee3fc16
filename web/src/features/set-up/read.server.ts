import { inLanguage } from '#lib/format.ts';
import type { Option } from '#lib/option.ts';
import { type Api, must } from '#lib/server/api.ts';
import type { Names } from './change-words.ts';
import { isSubject } from './subjects.ts';

const BESIDE = 10;
const PAGE = 25;

/** Services and trades: to choose from as `service/trade`, and by name. */
export async function readServices(api: Api): Promise<{ names: Names; services: Option[]; trades: Option[] }> {
  const { items } = must(await api.GET('/api/services'));
  const say = ({ nameEn, nameEs }: { nameEn: string; nameEs: string }) => inLanguage({ en: nameEn, es: nameEs });
  return {
    services: items.map((service) => ({ value: service.code, label: say(service) })),
    trades: items.flatMap((service) =>
      service.trades.map((trade) => ({ value: `${service.code}/${trade.code}`, label: `${say(service)}: ${say(trade)}` })),
    ),
    names: {
      services: Object.fromEntries(items.map((service) => [service.code, say(service)])),
      trades: Object.fromEntries(items.flatMap((service) => service.trades.map((trade) => [trade.code, say(trade)]))),
    },
  };
}

/** The latest changes of one thing, for beside it. */
export const readChangesOf = async (api: Api, subject: string, subjectId: string) =>
  isSubject(subject) ? must(await api.GET('/api/set-up/changes', { params: { query: { subject, subjectId, limit: BESIDE } } })).items : [];

/** What the address of the history says. */
export const askedOf = (query: URLSearchParams) => ({
  subject: query.get('subject') ?? '',
  actorId: query.get('actor') ?? '',
  cursor: query.get('cursor') ?? '',
});

/** A page of the history. */
export async function readHistory(api: Api, { subject, actorId, cursor }: ReturnType<typeof askedOf>) {
  const query = {
    limit: PAGE,
    ...(isSubject(subject) ? { subject } : {}),
    ...(/^[0-9a-f-]{36}$/i.test(actorId) ? { actorId } : {}),
    ...(cursor ? { cursor } : {}),
  };
  return must(await api.GET('/api/set-up/changes', { params: { query } }));
}
