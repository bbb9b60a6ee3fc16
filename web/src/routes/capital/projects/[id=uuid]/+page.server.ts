import { lookedOf } from '#features/capital/asked.ts';
import { readProject } from '#features/capital/read.server.ts';
import { readChoices } from '#features/capital-project/choices.server.ts';
import { keep } from '#features/capital-project/keep.server.ts';
import { ACTS, openOf } from '#features/capital-project/keeping.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'capital');
  const { asOf } = lookedOf(url.searchParams);
  const { page, changes } = await readProject(locals.api, params.id, asOf);
  const open = page.may.run ? openOf(url.searchParams) : undefined;
  const choices = await readChoices(locals.api, open, url.searchParams);
  const did = ACTS.find((act) => act === url.searchParams.get('did'));
  return { page, changes, asOf, programmeCode: page.programme.code, open, choices, did, key: newKey() };
}

export const actions = { keep };
