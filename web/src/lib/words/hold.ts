import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { choicesOf, saying, type Words } from './table.ts';

type Reason = NonNullable<components['schemas']['WorkOrderSummary']['hold']>['reason'];

/** What one may wait for, the commonest first. */
const HOLD: Words<Reason> = {
  parts: m.hold_parts,
  access: m.hold_access,
  vendor: m.hold_vendor,
  awaiting_requester: m.hold_awaiting_requester,
  approval: m.hold_approval,
};

/** "a part": what it waits for, within a sentence. */
export const holdWords = saying(HOLD);

/** "A part": the same where it stands alone. */
export const holdLabel = (reason: string) => capital(holdWords(reason));
export const holdChoices = () => choicesOf(HOLD).map(({ value, label }) => ({ value, label: capital(label) }));

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
