import { redirect } from '@sveltejs/kit';
import { addRoom, endSession, lookForRooms, removeRoom, setLanguage, setMail } from '#features/account/acts.server.ts';
import { findPlaces, readAccount } from '#features/account/read.server.ts';

export async function load({ locals, url }) {
  if (!locals.me) redirect(303, '/sign-in');
  const [account, places] = await Promise.all([readAccount(locals.api), findPlaces(locals.api, locals.me, {})]);
  const { jobTitle, isMailed } = locals.me;
  return { ...account, places, jobTitle, isMailed, did: url.searchParams.get('did') ?? '' };
}

export const actions = { end: endSession, look: lookForRooms, add_room: addRoom, remove_room: removeRoom, language: setLanguage, mail: setMail };
