import { readChoices } from '#features/condition/choices.server.ts';
import {
  addPart,
  ask,
  cost,
  edit,
  end,
  facts,
  link,
  look,
  part,
  photoOff,
  photos,
  record,
  remove,
  renew,
  unlink,
} from '#features/condition/keep.server.ts';
import { openOf } from '#features/condition/keeping.ts';
import { readStructure } from '#features/condition/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'buildings');
  const structure = await readStructure(locals.api, params.id);
  const open = openOf(url.searchParams);
  return { structure, did: url.searchParams.get('did'), open, choices: await readChoices(locals.api, structure, open), key: newKey() };
}

export const actions = { look, record, edit, end, cost, photos, photoOff, link, unlink, ask, facts, addPart, part, renew, remove };
