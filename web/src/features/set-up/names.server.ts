import { error, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { idempotent, ifMatch } from '#lib/server/forms.ts';
import { type Seen, twoSteps, type Values } from './two-steps.server.ts';

/** The service or trade that the address names; `trade/new` in a service is one that is not there yet. */
export async function readNamed(api: Api, kind: string, code: string, serviceCode: string) {
  const { items } = must(await api.GET('/api/set-up/services'));
  const found =
    kind === 'service'
      ? items.find((service) => service.code === code)
      : items.flatMap((service) => service.trades).find((trade) => trade.code === code);
  if (found) return { named: found, mayChange: found.may.change };
  const service = kind === 'trade' && code === 'new' ? items.find((one) => one.code === serviceCode) : undefined;
  if (!service) error(404, { message: 'There is no such service or trade.', requestId: '' });
  return { named: undefined, mayChange: service.may.addTrade };
}

const where = ({ params, url }: RequestEvent) => ({
  kind: params['kind'] ?? '',
  code: params['code'] ?? '',
  serviceCode: url.searchParams.get('service') ?? '',
});
const namesIn = (values: Values) => ({ nameEn: (values['nameEn'] ?? '').trim(), nameEs: (values['nameEs'] ?? '').trim() });

export const nameSteps = twoSteps({
  wrong: (values) => ({
    ...(values['nameEn']?.trim() ? {} : { nameEn: m.set_up_problem_missing({ field: m.set_up_name_en() }) }),
    ...(values['nameEs']?.trim() ? {} : { nameEs: m.set_up_problem_missing({ field: m.set_up_name_es() }) }),
  }),
  // Two names have no effect beyond themselves: what differs is seen here.
  preview: async (event, values): Promise<{ data: Seen }> => {
    const { kind, code } = where(event);
    const serviceCode = values['serviceCode'] ?? '';
    const { named } = await readNamed(event.locals.api, kind, code, serviceCode);
    const then = namesIn(values);
    if (!named) return { data: { before: null, after: { serviceCode, ...then } } };
    const keys = (['nameEn', 'nameEs'] as const).filter((key) => named[key] !== then[key]);
    const pick = (from: Record<'nameEn' | 'nameEs', string>): Record<string, unknown> => Object.fromEntries(keys.map((key) => [key, from[key]]));
    return { data: { before: pick(named), after: pick(then) } };
  },
  save: (event, values, { why, version, key }) => {
    const { kind, code } = where(event);
    const body = { ...namesIn(values), ...why };
    const { api } = event.locals;
    if (code === 'new')
      return api.POST('/api/set-up/trades', { params: { header: idempotent(key) }, body: { ...body, serviceCode: values['serviceCode'] ?? '' } });
    const params = { path: { code }, header: ifMatch(version) };
    return kind === 'service' ? api.PUT('/api/set-up/services/{code}', { params, body }) : api.PUT('/api/set-up/trades/{code}', { params, body });
  },
  versionNow: async (event) => {
    const { kind, code } = where(event);
    return String((await readNamed(event.locals.api, kind, code, '')).named?.version ?? 0);
  },
  done: () => '/set-up/services?did=saved',
});
