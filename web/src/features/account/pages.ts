import { m } from '#lib/paraglide/messages.js';

/** What of my account has a page of its own. */
export const ACCOUNT_PAGES = [
  { href: '/account/stand-ins', label: m.access_stand_ins, help: m.access_stand_ins_intro },
  { href: '/account/confirmations', label: m.access_confirmations, help: m.access_confirmations_intro },
  { href: '/account/programs', label: m.access_programs, help: m.access_programs_intro },
];
