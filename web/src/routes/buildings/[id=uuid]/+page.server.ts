import { amountWords } from '#features/condition/amount-words.ts';
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
import { eventWords } from '#features/condition/events.ts';
import { didWords, isOfComponents, recordedWords } from '#features/condition/happening-words.ts';
import { openOf } from '#features/condition/keeping.ts';
import { datesOf } from '#features/condition/asked.ts';
import { homeOf } from '#features/condition/home.server.ts';
import { readPutRight } from '#features/capital-project/put-right.server.ts';
import { readAssessment, readPast, readPlanned, readStructure } from '#features/condition/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, url }) {
  const home = homeOf(locals);
  const [structure, past] = await Promise.all([
    readStructure(locals.api, params.id),
    readPast(locals.api, { structureId: params.id }, datesOf(url.searchParams)),
  ]);
  const { siteId, buildingId } = structure;
  const planned = siteId && buildingId ? await readPlanned(locals.api, { siteId, buildingId }) : { orders: [], more: 0 };
  const open = openOf(url.searchParams);
  const choices = await readChoices(locals.api, structure, open);
  const assessed = await readAssessment(locals.api, structure);
  const did = url.searchParams.get('did');
  // Said on the server: the browser need not load the words.
  const happened = Object.fromEntries(structure.events.map((event) => [event.id, eventWords(event)]));
  const amounts = Object.fromEntries(structure.deficiencies.map((found) => [found.id, amountWords(found)]));
  return {
    happened,
    amounts,
    said: [didWords(did), did === 'recorded' ? recordedWords(structure.events[0]) : undefined].filter(Boolean).join(' ') || undefined,
    isOfComponents: isOfComponents(did),
    home,
    structure,
    past,
    planned,
    putRight: await readPutRight(locals.api, params.id),
    assessed,
    did,
    open,
    choices,
    key: newKey(),
  };
}

export const actions = { look, record, edit, end, cost, photos, photoOff, link, unlink, ask, facts, addPart, part, renew, remove };
