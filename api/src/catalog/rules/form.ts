import { day, line, paragraphs } from '#kernel/text.ts';

/** One question of a request type's form, as the catalogue keeps it. */
export type Question = {
  key: string;
  kind: 'text' | 'long_text' | 'number' | 'date' | 'choice' | 'yes_no';
  isRequired: boolean;
  choices?: readonly { value: string }[];
  /** For numbers, inclusive bounds; for texts, `max` is the longest length. */
  min?: number;
  max?: number;
  when?: { key: string; is: string | boolean };
};
export type Answer = string | number | boolean;
export type Answers = Record<string, Answer>;
export type AnswerError = { key: string; detail: string };
export type FormVerdict = { ok: true; answers: Answers } | { ok: false; errors: AnswerError[] };

/** The longest answer that a text may have. */
export const LONGEST = { text: 200, long_text: 4_000 } as const;

/** Is the question asked, given the answers to the others? One whose own condition is not asked is not asked either. */
export function isAsked(question: Question, questions: readonly Question[], answers: Answers): boolean {
  if (!question.when) return true;
  const { key, is } = question.when;
  const other = questions.find((q) => q.key === key);
  return other !== undefined && answers[key] === is && isAsked(other, questions, answers);
}

const isEmpty = (answer: Answer | undefined) => answer === undefined || (typeof answer === 'string' && answer.trim() === '');

function judgeNumber({ min, max }: Question, answer: Answer): string | undefined {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) return 'Write a number.';
  if (min !== undefined && answer < min) return `Write a number of at least ${min}.`;
  if (max !== undefined && answer > max) return `Write a number of at most ${max}.`;
  return undefined;
}

function judgeText(question: Question, answer: Answer): string | undefined {
  const max = question.max ?? LONGEST[question.kind === 'text' ? 'text' : 'long_text'];
  const checked = (question.kind === 'text' ? line(max) : paragraphs(max)).safeParse(answer);
  return checked.success ? undefined : (checked.error.issues[0]?.message ?? 'Use ordinary characters.');
}

/** What is wrong with one answer, in words for the person who gave it; undefined when nothing is. */
function judgeAnswer(question: Question, answer: Answer): string | undefined {
  switch (question.kind) {
    case 'number':
      return judgeNumber(question, answer);
    case 'yes_no':
      return typeof answer === 'boolean' ? undefined : 'Answer yes or no.';
    case 'choice':
      return question.choices?.some(({ value }) => value === answer) ? undefined : 'Choose one of the answers listed.';
    case 'date':
      return day().safeParse(answer).success ? undefined : 'Write a day that exists, as 2026-03-10.';
    default:
      return judgeText(question, answer);
  }
}

/** Checks answers against the form that drew them: typed, required where asked, nothing that was not asked. Texts come back trimmed. */
export function judgeAnswers(questions: readonly Question[], given: Answers): FormVerdict {
  const errors: AnswerError[] = [];
  const answers: Answers = {};
  for (const key of Object.keys(given)) if (!questions.some((q) => q.key === key)) errors.push({ key, detail: 'There is no such question.' });
  for (const question of questions) {
    const { key } = question;
    const answer = Object.hasOwn(given, key) ? given[key] : undefined;
    const asked = isAsked(question, questions, given);
    if (isEmpty(answer)) {
      if (asked && question.isRequired) errors.push({ key, detail: 'Answer this.' });
      continue;
    }
    const detail = asked ? judgeAnswer(question, answer!) : 'This is not asked with your other answers. Leave it out.';
    if (detail) errors.push({ key, detail });
    else answers[key] = typeof answer === 'string' ? answer.trim() : answer!;
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, answers };
}
