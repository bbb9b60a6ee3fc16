import type { FormField } from '@steward/db/schema';
import fc from 'fast-check';

const words = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...Array.from('abc xyzñé¿?')) }).map((text) => `w${text.trim()}`);
const labels = { labelEn: words, labelEs: words };
const key = (name: string) => fc.nat(99).map((n) => `${name}_${n}`);

/** One question of any kind, right or not quite; what it depends on is chosen among the questions before it, mostly. */
const aQuestion = fc.record(
  {
    key: key('q'),
    kind: fc.constantFrom<FormField['kind'][]>('text', 'long_text', 'number', 'date', 'choice', 'yes_no'),
    ...labels,
    isRequired: fc.boolean(),
    choices: fc.uniqueArray(fc.record({ value: key('c'), ...labels }), { minLength: 2, maxLength: 4, selector: ({ value }) => value }),
    limit: fc.integer({ min: 5, max: 150 }),
    dependsOn: fc.nat(),
  },
  { requiredKeys: ['key', 'kind', 'labelEn', 'labelEs', 'isRequired', 'choices'] },
);

/** A form as an administrator may build it. */
export const aForm = fc.uniqueArray(aQuestion, { maxLength: 6, selector: (q) => q.key }).map((questions) => {
  const form: FormField[] = [];
  for (const { choices, limit, dependsOn, ...question } of questions) {
    const parents = form.filter(({ kind }) => kind === 'yes_no' || kind === 'choice');
    const parent = dependsOn === undefined || parents.length === 0 ? undefined : parents[dependsOn % parents.length];
    form.push({
      ...question,
      ...(question.kind === 'choice' ? { choices } : {}),
      ...(limit !== undefined && question.kind !== 'choice' && question.kind !== 'yes_no' && question.kind !== 'date' ? { max: limit } : {}),
      ...(parent ? { when: { key: parent.key, is: parent.kind === 'yes_no' ? true : parent.choices![0]!.value } } : {}),
    });
  }
  return form;
});
