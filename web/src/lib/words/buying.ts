import { m } from '#lib/paraglide/messages.js';
import { saying, type Words } from './table.ts';

/** Ways in which things are bought. */
export const METHODS: Words<string> = {
  quote: m.capital_method_quote,
  invitation_for_bids: m.capital_method_invitation_for_bids,
  rfp: m.capital_method_rfp,
  rfq: m.capital_method_rfq,
  sole_source: m.capital_method_sole_source,
  cooperative: m.capital_method_cooperative,
  emergency: m.capital_method_emergency,
  cmgc: m.capital_method_cmgc,
  design_build: m.capital_method_design_build,
};
export const methodWords = saying(METHODS);
