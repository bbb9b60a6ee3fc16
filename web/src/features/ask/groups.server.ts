import { inLanguage } from '#lib/format.ts';
import type { Api } from '#lib/server/api.ts';
import { findKinds } from '#lib/server/kinds.ts';
import { type Kind, kindOf } from './kind.ts';

/** Kinds of request under the name of their service, in the reader's language. */
export type Group = { name: string; kinds: Kind[] };

/** Everything one can ask for, service by service. */
export async function everyKind(api: Api): Promise<Group[]> {
  const [types, services] = await Promise.all([findKinds(api, undefined), api.GET('/api/services')]);
  const nameOf = new Map(services.data?.items.map(({ code, nameEn, nameEs }) => [code, inLanguage({ en: nameEn, es: nameEs })]));
  return [...Map.groupBy(types, ({ serviceCode }) => nameOf.get(serviceCode) ?? serviceCode)].map(([name, its]) => ({
    name,
    kinds: its.map(kindOf),
  }));
}
