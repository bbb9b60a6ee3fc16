import { m } from '#lib/paraglide/messages.js';
import { statusWords } from '#lib/words/crew-status.ts';
import { holdLabel } from '#lib/words/hold.ts';
import { priorityWords } from '#lib/words/priority.ts';
import type { Names } from '../change-words.ts';

/** The fields of a macro, for the history. */
export const MACRO_FIELDS: Names['fields'] = {
  labels: {
    priorityReason: m.macros_priority_reason,
    replyEn: m.macros_reply_en,
    replyEs: m.macros_reply_es,
    isInternal: m.macros_audience_crew,
    toMe: m.macros_to_me,
    moveTo: m.macros_move_to,
    holdReason: m.macros_hold,
    note: m.macros_note,
  },
  codes: { setsPriority: priorityWords, moveTo: statusWords, holdReason: holdLabel },
};
