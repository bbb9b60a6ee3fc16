import type { RequestType } from '#lib/api/types.ts';
import { inLanguage } from '#lib/format.ts';

/** One field of a kind's form, in the reader's language. */
export type Question = {
  key: string;
  kind: RequestType['fields'][number]['kind'];
  label: string;
  help?: string | undefined;
  isRequired: boolean;
  choices: { value: string; label: string }[];
  min?: number | undefined;
  max?: number | undefined;
  when?: { key: string; is: string | boolean } | undefined;
};

/** What one may ask for, in the reader's language: only what the form draws. */
export type Kind = {
  id: string;
  name: string;
  help: string;
  selfHelp: string;
  isConfidential: boolean;
  /** Somebody may be in danger: the form says what to do before writing. */
  isDanger: boolean;
  questions: Question[];
};

export const kindOf = (type: RequestType): Kind => ({
  id: type.id,
  name: inLanguage({ en: type.nameEn, es: type.nameEs }),
  help: inLanguage({ en: type.helpEn, es: type.helpEs }),
  selfHelp: inLanguage({ en: type.selfHelpEn ?? '', es: type.selfHelpEs ?? type.selfHelpEn ?? '' }),
  isConfidential: type.isConfidential,
  isDanger: type.defaultUrgency === 'danger',
  questions: type.fields.map((field) => ({
    key: field.key,
    kind: field.kind,
    label: inLanguage({ en: field.labelEn, es: field.labelEs }),
    help: inLanguage({ en: field.helpEn ?? '', es: field.helpEs ?? field.helpEn ?? '' }) || undefined,
    isRequired: field.isRequired,
    choices: (field.choices ?? []).map((choice) => ({ value: choice.value, label: inLanguage({ en: choice.labelEn, es: choice.labelEs }) })),
    min: field.min,
    max: field.max,
    when: field.when,
  })),
});

/** The form's name of a question. */
export const answerName = (key: string) => `answers.${key}`;

/**
 * Whether a question is asked, given what else was answered. A yes or no is kept as 'yes' and 'no' in the form. What an answer that is no
 * longer asked for itself led to is not asked either.
 */
export function isAsked(question: Question, questions: readonly Question[], valueOf: (key: string) => string): boolean {
  if (!question.when) return true;
  const { key, is } = question.when;
  const other = questions.find((one) => one.key === key);
  const value = valueOf(key);
  const isSo = typeof is === 'boolean' ? value === (is ? 'yes' : 'no') : value === is;
  return isSo && other !== undefined && isAsked(other, questions, valueOf);
}

/** The answers as the API takes them: numbers and yes/no as such, nothing that was not asked or not answered. */
export function answersOf(questions: Question[], valueOf: (key: string) => string): Record<string, string | number | boolean> {
  const answers: Record<string, string | number | boolean> = {};
  for (const question of questions) {
    const value = valueOf(question.key).trim();
    if (value === '' || !isAsked(question, questions, valueOf)) continue;
    if (question.kind === 'yes_no') answers[question.key] = value === 'yes';
    // What is no number goes as it is: the API says so beside the field.
    else if (question.kind === 'number') answers[question.key] = Number.isNaN(Number(value)) ? value : Number(value);
    else answers[question.key] = value;
  }
  return answers;
}
