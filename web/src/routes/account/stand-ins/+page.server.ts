import { endAbsence, endDelegation, enterAbsence, giveDelegation, lookForColleague } from '#features/stand-ins/acts.server.ts';
import { readStandIns } from '#features/stand-ins/read.server.ts';
import { today } from '#lib/format.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, url }) {
  return { ...(await readStandIns(locals.api)), today: today(), did: url.searchParams.get('did') ?? '', key: newKey() };
}

export const actions = { give: giveDelegation, look: lookForColleague, end: endDelegation, away: enterAbsence, back: endAbsence };
