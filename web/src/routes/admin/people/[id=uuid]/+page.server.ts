import { endRole, setActivity, signOut } from '#features/people/acts.server.ts';
import { endCompartment, lookPrivate, proposeCompartment } from '#features/people/compartments.server.ts';
import { giveRole, lookAgain } from '#features/people/give.server.ts';
import { readPerson } from '#features/people/read.server.ts';
import { endAbsence, enterAbsence } from '#features/stand-ins/acts.server.ts';
import { readAbsencesOf } from '#features/stand-ins/read.server.ts';
import { today } from '#lib/format.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, url, parent }) {
  await parent();
  const [person, absences] = await Promise.all([
    readPerson(locals.api, params.id, url.searchParams.get('history')),
    readAbsencesOf(locals.api, params.id),
  ]);
  return {
    ...person,
    absences,
    today: today(),
    did: url.searchParams.get('did') ?? '',
    key: newKey(),
  };
}

export const actions = {
  give: giveRole,
  look: lookAgain,
  end: endRole,
  sign_out: signOut,
  activity: setActivity,
  propose: proposeCompartment,
  look_private: lookPrivate,
  end_compartment: endCompartment,
  away: enterAbsence,
  back: endAbsence,
};
