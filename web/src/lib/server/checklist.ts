import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';

/** What is still open on a checklist, for who is about to finish; nothing where nothing is. */
export function leftWords(checklist: components['schemas']['Checklist'] | undefined): string | undefined {
  const count = checklist ? checklist.items.length - checklist.done : 0;
  return count ? m.checklist_left({ count }) : undefined;
}
