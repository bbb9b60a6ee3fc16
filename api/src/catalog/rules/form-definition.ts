import { LONGEST, type Question } from './form.ts';

/** What is wrong with a form: where (a pointer into the type) and what would be right. */
export type FormFault = { pointer: string; detail: string };

type Choices = NonNullable<Question['choices']>;

const repeated = (values: readonly string[]) => values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []));

function faultsOfChoices(choices: Choices | undefined, at: string): FormFault[] {
  if (!choices || choices.length < 2) return [{ pointer: `${at}/choices`, detail: 'Give at least two answers to choose from.' }];
  return repeated(choices.map(({ value }) => value)).map((i) => ({
    pointer: `${at}/choices/${i}/value`,
    detail: 'Another answer of this question has the same key.',
  }));
}

function faultsOfLimits({ kind, min, max }: Question, at: string): FormFault[] {
  if (kind === 'number')
    return min !== undefined && max !== undefined && min > max
      ? [{ pointer: `${at}/max`, detail: 'The largest number is less than the smallest.' }]
      : [];
  const faults: FormFault[] = min === undefined ? [] : [{ pointer: `${at}/min`, detail: 'Only a number has a smallest value.' }];
  if (max === undefined) return faults;
  if (kind !== 'text' && kind !== 'long_text') return [...faults, { pointer: `${at}/max`, detail: 'Only numbers and texts have a limit.' }];
  if (Number.isInteger(max) && max >= 1 && max <= LONGEST[kind]) return faults;
  return [...faults, { pointer: `${at}/max`, detail: `Give a length between 1 and ${LONGEST[kind]}.` }];
}

/** A question may depend on a yes or no, or on a choice, that comes before it: whoever fills in the form meets the other one first. */
function faultsOfCondition({ when }: Question, before: readonly Question[], at: string): FormFault[] {
  if (!when) return [];
  const other = before.find(({ key }) => key === when.key);
  if (!other) return [{ pointer: `${at}/when`, detail: 'The question that this depends on is not asked before it.' }];
  const answers: (string | boolean)[] =
    other.kind === 'yes_no' ? [true, false] : other.kind === 'choice' ? (other.choices ?? []).map(({ value }) => value) : [];
  return answers.includes(when.is) ? [] : [{ pointer: `${at}/when`, detail: 'The question that this depends on has no such answer.' }];
}

/** Everything that would make a form one that nobody can fill in, or that reads differently from how it is drawn. */
export function judgeForm(questions: readonly Question[]): FormFault[] {
  const twice = repeated(questions.map(({ key }) => key)).map((i) => ({ pointer: `/fields/${i}/key`, detail: 'Another question has the same key.' }));
  const each = questions.flatMap((question, i) => {
    const at = `/fields/${i}`;
    const choices = question.kind === 'choice' ? faultsOfChoices(question.choices, at) : [];
    const stray =
      question.kind !== 'choice' && question.choices ? [{ pointer: `${at}/choices`, detail: 'Only a choice has answers to choose from.' }] : [];
    return [...choices, ...stray, ...faultsOfLimits(question, at), ...faultsOfCondition(question, questions.slice(0, i), at)];
  });
  return [...twice, ...each];
}

/** A code made from a name, which no other has: "Leak or water" → leak_or_water, leak_or_water_2. */
export function codeFrom(name: string, taken: ReadonlySet<string>): string {
  const words =
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const base =
    words
      .join('_')
      .slice(0, 40)
      .replace(/^[^a-z]+|_+$/g, '') || 'other';
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(code)) return code;
  }
}
