import { inLanguage } from '#lib/format.ts';
import type { Api } from '#lib/server/api.ts';
import { findKinds } from '#lib/server/kinds.ts';
import { type Kind, kindOf } from './kind.ts';

/** Kinds of request under the name of their service, in the reader's language. */
export type Group = { name: string; kinds: Kind[] };

/** Everything one can ask for, service by service in the district's order. */
export async function everyKind(api: Api): Promise<Group[]> {
  const [types, services] = await Promise.all([findKinds(api, undefined), api.GET('/api/services')]);
  const inOrder = services.data?.items ?? [];
  return inOrder
    .map(({ code, nameEn, nameEs }) => ({
      name: inLanguage({ en: nameEn, es: nameEs }),
      kinds: types.filter((type) => type.serviceCode === code).map(kindOf),
    }))
    .filter(({ kinds }) => kinds.length > 0);
}

/** Without those that are private. */
export const openKinds = ({ name, kinds }: Group): Group => ({ name, kinds: kinds.filter(({ isConfidential }) => !isConfidential) });
