import { type Draft, type DraftChoice, EMPTY_QUESTION, MOST_CHOICES, MOST_QUESTIONS } from './draft.ts';

/** A key made from a label, which no other has. */
export function keyFrom(label: string, taken: ReadonlySet<string>): string {
  const words =
    label
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const base =
    words
      .join('_')
      .replace(/^[^a-z]+/, '')
      .slice(0, 40)
      .replace(/_+$/, '') || 'question';
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(key)) return key;
  }
}

function keyed<T>(items: readonly T[], keyOf: (item: T) => string, labelOf: (item: T) => string, withKey: (item: T, key: string) => T): T[] {
  const taken = new Set(items.map(keyOf).filter(Boolean));
  return items.map((item) => {
    if (keyOf(item) || !labelOf(item).trim()) return item;
    const key = keyFrom(labelOf(item), taken);
    taken.add(key);
    return withKey(item, key);
  });
}

/** The same with a key for each question and each answer that has none yet: from then on it stays, whatever the label becomes. */
export const withKeys = (draft: Draft): Draft => ({
  ...draft,
  fields: keyed(
    draft.fields,
    ({ key }) => key,
    ({ labelEn }) => labelEn,
    (question, key) => ({ ...question, key }),
  ).map((question) => ({
    ...question,
    choices: keyed(
      question.choices,
      ({ value }) => value,
      ({ labelEn }) => labelEn,
      (choice, value) => ({ ...choice, value }),
    ),
  })),
});

function swapped<T>(items: readonly T[], from: number, to: number): T[] {
  const [a, b] = [items[from], items[to]];
  return a === undefined || b === undefined ? [...items] : items.map((item, i) => (i === from ? b : i === to ? a : item));
}
const without = <T>(items: readonly T[], at: number) => items.filter((_item, i) => i !== at);

/** What a button of the form does to it: `add`, `up.2`, `down.2`, `remove.2`, `add-choice.2`, `remove-choice.2.1`, `up-choice.2.1`. */
export function act(given: Draft, what: string): Draft {
  const draft = withKeys(given);
  const [verb = '', first = '', second = ''] = what.split('.');
  const [i, j] = [Number(first), Number(second)];
  const { fields } = draft;
  const inQuestion = (change: (choices: DraftChoice[]) => DraftChoice[]) => ({
    ...draft,
    fields: fields.map((field, at) => (at === i ? { ...field, choices: change(field.choices) } : field)),
  });
  switch (verb) {
    case 'add':
      return fields.length < MOST_QUESTIONS ? { ...draft, fields: [...fields, { ...EMPTY_QUESTION, choices: [] }] } : draft;
    case 'up':
      return { ...draft, fields: swapped(fields, i, i - 1) };
    case 'down':
      return { ...draft, fields: swapped(fields, i, i + 1) };
    case 'remove':
      return { ...draft, fields: without(fields, i) };
    case 'add-choice':
      return inQuestion((choices) => (choices.length < MOST_CHOICES ? [...choices, { value: '', labelEn: '', labelEs: '' }] : choices));
    case 'remove-choice':
      return inQuestion((choices) => without(choices, j));
    case 'up-choice':
      return inQuestion((choices) => swapped(choices, j, j - 1));
    default:
      return draft;
  }
}
