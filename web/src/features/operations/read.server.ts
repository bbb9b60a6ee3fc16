import { inLanguage } from '#lib/format.ts';
import { type Api, must } from '#lib/server/api.ts';
import { type Asked, queryOf } from './asked.ts';

/** The figures, and what the form chooses from. */
export async function readOperations(api: Api, asked: Asked) {
  const [report, services, areas] = await Promise.all([
    api.GET('/api/reports/operations', { params: { query: queryOf(asked) } }),
    api.GET('/api/services'),
    api.GET('/api/areas'),
  ]);
  return {
    asked,
    report: must(report),
    services: must(services).items.map(({ code, nameEn, nameEs }) => ({ value: code, label: inLanguage({ en: nameEn, es: nameEs }) })),
    areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })),
  };
}
