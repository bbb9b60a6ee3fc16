import type { HoldReason, Status } from './lifecycle.ts';

export type InBoth = { en: string; es: string };
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';

/** What a macro does; each part as it would be done alone. */
export type Acts = {
  priority?: { to: Priority; reason: string };
  tags?: readonly string[];
  checklist?: readonly InBoth[];
  reply?: InBoth & { isInternal: boolean };
  assign?: { teamId?: string; toMe?: boolean };
  move?: { to: Status; holdReason?: HoldReason; note?: InBoth };
};

/** The order in which they are done: what may end one's own right to the order comes last. */
export const ACTS = ['priority', 'tags', 'checklist', 'reply', 'assign', 'move'] as const satisfies readonly (keyof Acts)[];
export type ActName = (typeof ACTS)[number];

/** What of an act is said by whoever uses the macro, in place of what it says itself. */
export type Said = { reply?: string | undefined; holdUntilOn?: string | undefined };

/** Whom the order is for, as far as words name them. */
export type Reader = { locale: 'en' | 'es'; requester: string; number: string; place: string };

const PLACEHOLDERS = ['requester', 'number', 'place'] as const;
const placeholderOf = (name: string) => PLACEHOLDERS.find((one) => one === name);
const BRACED = /\{([^{}]*)\}/g;

/** What stands in braces and is none of the placeholders. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(BRACED)].map((found) => found[1]!).filter((name) => !placeholderOf(name));

/** The words in the reader's language, with what the placeholders stand for. What it stands for is not looked into again. */
export const worded = (words: InBoth, reader: Reader): string =>
  words[reader.locale].replaceAll(BRACED, (braces, name: string) => {
    const known = placeholderOf(name);
    return known ? reader[known] : braces;
  });

/** One act with everything filled in: what a use case takes. */
export type Act =
  | { name: 'priority'; priority: Priority; priorityReason: string }
  | { name: 'tags'; add: readonly string[]; remove: readonly string[] }
  | { name: 'checklist'; items: readonly InBoth[] }
  | { name: 'reply'; body: string; isInternal: boolean }
  | { name: 'assign'; teamId: string | null; personId: string | null }
  | {
      name: 'move';
      to: Status;
      holdReason?: HoldReason | undefined;
      holdUntilOn?: string | undefined;
      note?: string | undefined;
      resolutionNote?: string | undefined;
    };

function moveOf({ to, holdReason, note }: NonNullable<Acts['move']>, reader: Reader, holdUntilOn: string | undefined): Act {
  const words = note && worded(note, reader);
  const said = to === 'completed' ? { resolutionNote: words } : { note: words };
  return { name: 'move', to, ...(to === 'on_hold' ? { holdReason, holdUntilOn } : {}), ...said };
}

function actOf(name: ActName, acts: Acts, reader: Reader, meId: string, said: Said): Act | null {
  switch (name) {
    case 'priority':
      return acts.priority ? { name, priority: acts.priority.to, priorityReason: acts.priority.reason } : null;
    case 'tags':
      return acts.tags?.length ? { name, add: acts.tags, remove: [] } : null;
    case 'checklist':
      return acts.checklist?.length ? { name, items: acts.checklist } : null;
    case 'reply':
      return acts.reply ? { name, body: said.reply ?? worded(acts.reply, reader), isInternal: acts.reply.isInternal } : null;
    case 'assign':
      return acts.assign ? { name, teamId: acts.assign.teamId ?? null, personId: acts.assign.toMe ? meId : null } : null;
    case 'move':
      return acts.move ? moveOf(acts.move, reader, said.holdUntilOn) : null;
  }
}

/** What using the macro does, act by act, in the order in which it is done. */
export const actsOf = (acts: Acts, reader: Reader, meId: string, said: Said = {}): Act[] =>
  ACTS.flatMap((name) => actOf(name, acts, reader, meId, said) ?? []);

/** Whether nothing of it stays when columns and tags are put back: what was written stays written. */
export const mayBePutBack = ({ reply, checklist }: Acts) => reply === undefined && checklist === undefined;

/** What of a macro does not go together with the rest of it. */
export type Fault = { pointer: string; detail: string };

const NEEDS_NOTE: readonly Status[] = ['cancelled', 'completed'];

/** What is wrong with a macro before any order is looked at; nothing where it could be used. */
export function faultsOf(acts: Acts): Fault[] {
  const faults: Fault[] = [];
  const wrong = (pointer: string, detail: string) => faults.push({ pointer: `/acts${pointer}`, detail });
  if (actsOf(acts, { locale: 'en', requester: '', number: '', place: '' }, '').length === 0) wrong('', 'Choose at least one thing to do.');
  const { assign, move } = acts;
  if (assign && !assign.teamId && !assign.toMe) wrong('/assign', 'Choose a team, or whoever uses it.');
  if (move && (move.to === 'on_hold') !== (move.holdReason !== undefined))
    wrong('/move/holdReason', move.to === 'on_hold' ? 'Choose what it waits for.' : 'Only what waits has a reason to wait.');
  if (move && NEEDS_NOTE.includes(move.to) && !move.note)
    wrong('/move/note/en', move.to === 'completed' ? 'Say what was done.' : 'Say why, in a few words.');
  for (const [pointer, words] of [['/reply', acts.reply] as const, ['/move/note', move?.note] as const])
    for (const locale of ['en', 'es'] as const) {
      const unknown = unknownPlaceholders(words?.[locale] ?? '');
      if (unknown.length > 0) wrong(`${pointer}/${locale}`, `{${unknown[0]}} stands for nothing. Use {requester}, {number} and {place}.`);
    }
  return faults;
}
