import { readChoices } from '#features/condition/forecast/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

/** Beside the page, whose figures move with its address: this stays. */
export async function load({ locals }) {
  mustHavePage(locals, 'buildings');
  return { choices: await readChoices(locals.api) };
}
