import { error } from '@sveltejs/kit';
import { nameSteps, readNamed } from '#features/set-up/names.server.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent, url }) {
  await parent();
  const serviceCode = url.searchParams.get('service') ?? '';
  const [{ named, mayChange }, { names }] = await Promise.all([
    readNamed(locals.api, params.kind, params.code, serviceCode),
    readServices(locals.api),
  ]);
  if (!mayChange) error(404, { message: 'There is no such service or trade.', requestId: locals.requestId });
  return {
    names,
    named,
    service: names.services[serviceCode] ?? '',
    changes: named ? await readChangesOf(locals.api, params.kind, named.code) : [],
    begun: {
      values: { nameEn: named?.nameEn ?? '', nameEs: named?.nameEs ?? '', serviceCode } as Record<string, string>,
      version: String(named?.version ?? 0),
      key: newKey(),
    },
  };
}

export const actions = nameSteps;
