import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { notNumbers } from './definition.ts';
import type { Draft, DraftQuestion } from './draft.ts';
import { pairLines } from './lines.ts';
import { wordsByPointer } from './refusal.server.ts';

/** `/fields/2/choices/0/labelEs` → `f.2.c.0.labelEs`: the box that a pointer of the API means. */
export function boxOf(pointer: string): string {
  const [, first = '', i, name, j, inner] = pointer.split('/');
  if (first === 'serviceCode' || first === 'tradeCode') return 'trade';
  if (first === 'checklist') return 'checklistEn';
  if (first !== 'fields' || i === undefined) return first;
  if (name === 'choices' && j !== undefined) return `f.${i}.c.${j}.${inner === 'labelEs' ? 'labelEs' : 'labelEn'}`;
  // A question without a label has no key yet either.
  return `f.${i}.${name === 'key' || name === undefined ? 'labelEn' : name}`;
}

/** What the API refuses, beside the boxes that it means. */
export function errorsOf(problem: Problem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [pointer, words] of wordsByPointer(problem)) errors[boxOf(pointer)] ??= words;
  return errors;
}

const TYPE_WORDS = { nameEn: m.set_up_name_en, nameEs: m.set_up_name_es, helpEn: m.set_up_help_en, helpEs: m.set_up_help_es, trade: m.set_up_trade };
const LABELS = { labelEn: m.set_up_label_en, labelEs: m.set_up_label_es };
const ANSWERS = { labelEn: m.set_up_answer_en, labelEs: m.set_up_answer_es };

/** Each of these that is empty, under its box's name; said with its label, as the summary above the form stands far from it. */
const emptyOf = <Name extends string>(of: Readonly<Record<NoInfer<Name>, string>>, labels: Record<Name, () => string>, at = '') =>
  (Object.keys(labels) as Name[]).flatMap((name): [string, string][] =>
    of[name].trim() ? [] : [[`${at}${name}`, m.set_up_problem_missing({ field: labels[name]() })]],
  );

function emptyInQuestion(question: DraftQuestion, i: number): [string, string][] {
  const inQuestion = (label: string) => `${m.set_up_question_number({ n: i + 1 })}, ${label}`;
  const of = (words: Record<'labelEn' | 'labelEs', () => string>) => ({
    labelEn: () => inQuestion(words.labelEn()),
    labelEs: () => inQuestion(words.labelEs()),
  });
  const labels = emptyOf(question, of(LABELS), `f.${i}.`);
  if (question.kind !== 'choice') return labels;
  const answers = question.choices.flatMap((choice, j) =>
    emptyOf(choice, of({ labelEn: () => ANSWERS.labelEn({ n: j + 1 }), labelEs: () => ANSWERS.labelEs({ n: j + 1 }) }), `f.${i}.c.${j}.`),
  );
  return [...labels, ...answers, ...(question.choices.length < 2 ? [[`f.${i}.choices`, m.set_up_problem_choices()] as [string, string]] : [])];
}

/** What the form itself can see, in the order of its boxes. */
export const emptyIn = (draft: Draft): Record<string, string> =>
  Object.fromEntries([
    ...emptyOf(draft, TYPE_WORDS),
    ...draft.fields.flatMap(emptyInQuestion),
    ...(pairLines(draft.checklistEn, draft.checklistEs) ? [] : [['checklistEs', m.macros_problem_lines()]]),
    ...notNumbers(draft).map((name) => [name, m.set_up_problem_number()]),
  ]);
