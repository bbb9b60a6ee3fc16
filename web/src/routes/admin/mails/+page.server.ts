import { retryMail } from '#features/mails/acts.server.ts';
import { askedOf, readMails } from '#features/mails/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, url, parent }) {
  // Who is no administrator hears "no such page", not what the API says about the list.
  await parent();
  const asked = askedOf(url.searchParams);
  return { asked, list: await readMails(locals.api, asked), did: url.searchParams.get('did') ?? '', formKey: newKey() };
}

export const actions = { retry: retryMail };
