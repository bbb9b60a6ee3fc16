import { inLanguage } from '#lib/format.ts';
import type { Option } from '#lib/option.ts';
import { type Api, must } from '#lib/server/api.ts';
import { findPeople } from '#lib/server/find.ts';

/** Who stands in for me, for whom I do, and what I may hand over. */
export async function readStandIns(api: Api) {
  const [delegations, services, absences] = await Promise.all([api.GET('/api/delegations'), api.GET('/api/services'), api.GET('/api/absences')]);
  return {
    ...must(delegations),
    absences: must(absences).items,
    services: Object.fromEntries(must(services).items.map(({ code, nameEn, nameEs }) => [code, inLanguage({ en: nameEn, es: nameEs })])),
  };
}

/** When somebody is away, for who may enter it: undefined for everybody else. */
export async function readAbsencesOf(api: Api, personId: string) {
  const { data } = await api.GET('/api/absences', { params: { query: { personId } } });
  return data?.items;
}

/** What the search for a colleague finds in a form that comes back, and who was chosen before. */
export async function peopleFor(api: Api, values: Record<string, string>): Promise<{ found: Option[]; chosenPerson: Option | undefined }> {
  const found = await findPeople(api, values['personQuery'] ?? '');
  const id = values['delegateId'] ?? '';
  return { found, chosenPerson: found.find(({ value }) => value === id) };
}
