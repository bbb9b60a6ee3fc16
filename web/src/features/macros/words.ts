import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { statusWords } from '#lib/words/crew-status.ts';
import { holdWords } from '#lib/words/hold.ts';
import { priorityWords } from '#lib/words/priority.ts';
import { saying, type Words } from '#lib/words/table.ts';

export type Preview = components['schemas']['MacroUsePreview'];
export type Act = Preview['acts'][number];

const NAMES: Words<Act['name']> = {
  priority: m.macros_name_priority,
  tags: m.macros_name_tags,
  checklist: m.macros_name_checklist,
  reply: m.macros_name_reply,
  assign: m.macros_name_assign,
  move: m.macros_name_move,
};
/** What an act is called: "Reply". */
export const actName = saying(NAMES);

/** What an act would do, in words; what is written stands apart. */
export function actWords(act: Act, requester: string): string {
  switch (act.name) {
    case 'priority':
      return m.macros_act_priority({ priority: priorityWords(act.priority) });
    case 'tags':
      return m.macros_act_tags({ tags: act.add.join(', ') });
    case 'checklist':
      return m.macros_act_checklist({ items: act.items.map(inLanguage).join(' · ') });
    case 'reply':
      return act.isInternal ? m.macros_act_note() : m.macros_act_reply({ name: requester });
    case 'assign':
      return m.macros_act_assign({ to: [act.team?.name, act.person?.name].filter(Boolean).join(', ') });
    case 'move':
      return act.to === 'on_hold'
        ? m.macros_act_hold({ reason: holdWords(act.holdReason ?? '') })
        : m.macros_act_move({ status: statusWords(act.to) });
  }
}
