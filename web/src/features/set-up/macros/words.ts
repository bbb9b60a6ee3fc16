import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { statusWords } from '#lib/words/crew-status.ts';
import { holdLabel } from '#lib/words/hold.ts';
import { priorityWords } from '#lib/words/priority.ts';
import type { Acts } from './macro.ts';

/** "Reply · On hold: A part": what a macro does, in a line. */
export function doesWords({ acts: given, team }: components['schemas']['Macro']): string {
  const { reply, move, assign, priority, tags, checklist } = given as Acts;
  return [
    reply && (reply.isInternal ? m.macros_use_note() : m.macros_reply()),
    move && [statusWords(move.to), move.holdReason && holdLabel(move.holdReason)].filter(Boolean).join(': '),
    assign && (team?.name ?? m.macros_to_me_yes()),
    priority && priorityWords(priority.to),
    tags && tags.join(', '),
    checklist && m.checklist_title(),
  ]
    .filter(Boolean)
    .join(' · ');
}
