import { m } from '#lib/paraglide/messages.js';
import { choicesOf, saying, type Words } from '#lib/words/table.ts';
import type { DraftQuestion, Question } from './draft.ts';

const KINDS: Words<Question['kind']> = {
  text: m.set_up_kind_text,
  long_text: m.set_up_kind_long_text,
  number: m.set_up_kind_number,
  date: m.set_up_kind_date,
  choice: m.set_up_kind_choice,
  yes_no: m.set_up_kind_yes_no,
};
/** How a question is answered: "A number". */
export const kindWords = saying(KINDS);
export const kindChoices = () => choicesOf(KINDS);

/** What a question may depend on: each answer of the yes-or-no and choice questions before it. */
export function whenChoices(questions: readonly DraftQuestion[], at: number): { value: string; label: string }[] {
  const before = questions.slice(0, at).filter(({ key }) => key);
  const asked = before.flatMap(({ key, kind, labelEn, choices }) => {
    const answers =
      kind === 'yes_no'
        ? [
            { value: 'yes', label: m.ui_yes() },
            { value: 'no', label: m.ui_no() },
          ]
        : kind === 'choice'
          ? choices.map((choice) => ({ value: choice.value, label: choice.labelEn }))
          : [];
    return answers.map(({ value, label }) => ({ value: `${key}=${value}`, label: m.set_up_when_is({ question: labelEn, answer: label }) }));
  });
  const always = { value: '', label: m.set_up_when_always() };
  const { when } = questions[at]!;
  // What it depended on is gone or comes later now: said rather than lost.
  const stray = when && !asked.some(({ value }) => value === when) ? [{ value: when, label: m.set_up_when_gone({ key: when }) }] : [];
  return [always, ...stray, ...asked];
}
