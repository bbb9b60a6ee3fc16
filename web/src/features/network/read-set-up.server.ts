import { type Api, must } from '#lib/server/api.ts';

/** Probes, what E-rate pays for, and what schools are held against. `brought`: the file that was let in just now. */
export async function readSetUp(api: Api, brought: string) {
  const [probes, imports, settings] = await Promise.all([
    api.GET('/api/network/probes'),
    api.GET('/api/network/erate-imports'),
    api.GET('/api/network/settings'),
  ]);
  const isId = /^[0-9a-f-]{36}$/.test(brought);
  const file = isId ? await api.GET('/api/network/erate-imports/{id}', { params: { path: { id: brought } } }) : undefined;
  return { probes: must(probes).items, imports: must(imports).items, settings: must(settings), file: file?.data ?? null };
}
