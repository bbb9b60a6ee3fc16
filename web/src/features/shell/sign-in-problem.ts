import { m } from '#lib/paraglide/messages.js';

const WORDS: Record<string, (about: { provider: string }) => string> = {
  'session.provider_unreachable': m.sign_in_provider_unreachable,
  'session.provider_declined': m.sign_in_provider_declined,
  'session.no_email': m.sign_in_no_email,
  'session.other_domain': m.sign_in_other_domain,
  'session.address_taken': m.sign_in_address_taken,
  'session.deactivated': m.sign_in_deactivated,
  'request.too_many': m.sign_in_wait,
  'portal.api_unreachable': m.sign_in_unreachable,
};

/** Why somebody who went to a provider stands here again. */
export const signInProblem = (code: string, provider: string | undefined): string =>
  (WORDS[code] ?? m.sign_in_provider_failed)({ provider: provider ?? m.sign_in_some_provider() });
