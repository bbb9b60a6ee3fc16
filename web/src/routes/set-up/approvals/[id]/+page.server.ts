import { error } from '@sveltejs/kit';
import { draftOfPolicy, newPolicy } from '#features/set-up/approval-draft.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { editPolicy, lookAtPolicy, NEW_POLICY, savePolicy } from '#features/set-up/save-policy.server.ts';
import { inLanguage } from '#lib/format.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params: { id }, parent, url }) {
  await parent();
  const isNew = id === NEW_POLICY;
  if (!isNew && !/^[0-9a-f-]{36}$/i.test(id)) error(404, { message: 'There is no such approval policy.', requestId: locals.requestId });
  const [{ names }, policy, types, changes] = await Promise.all([
    readServices(locals.api),
    isNew ? undefined : locals.api.GET('/api/set-up/approval-policies/{id}', { params: { path: { id } } }).then(must),
    locals.api.GET('/api/request-types', { params: { query: { limit: 200 } } }).then(must),
    isNew ? [] : readChangesOf(locals.api, 'approval_rule', id),
  ]);
  const say = ({ nameEn, nameEs }: { nameEn: string; nameEs: string }) => inLanguage({ en: nameEn, es: nameEs });
  const kinds = types.items.toSorted((a, b) => a.serviceCode.localeCompare(b.serviceCode) || say(a).localeCompare(say(b)));
  return {
    policy,
    draft: policy ? draftOfPolicy(policy) : newPolicy(),
    mayChange: policy?.may.change ?? true,
    people: Object.fromEntries((policy?.steps ?? []).flatMap(({ people }) => people.map(({ id: personId, name }) => [personId, name]))),
    names,
    places: Object.entries(names.services).flatMap(([code, label]) => [
      { value: code, label },
      ...kinds.filter(({ serviceCode }) => serviceCode === code).map((kind) => ({ value: `${code}/${kind.id}`, label: `${label}: ${say(kind)}` })),
    ]),
    questions: kinds.flatMap((kind) =>
      kind.fields
        .filter((field) => field.kind === 'number')
        .map((field) => ({ value: `${kind.id} ${field.key}`, label: `${say(kind)}: ${inLanguage({ en: field.labelEn, es: field.labelEs })}` })),
    ),
    changes,
    key: newKey(),
    did: url.searchParams.get('did') ?? '',
  };
}

export const actions = { look: lookAtPolicy, save: savePolicy, edit: editPolicy };
