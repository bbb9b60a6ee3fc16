import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, judgeAnswers, type Question } from './form.ts';

const FORM: Question[] = [
  { key: 'what', kind: 'text', isRequired: true, max: 20 },
  { key: 'running', kind: 'yes_no', isRequired: true },
  { key: 'where', kind: 'choice', isRequired: true, choices: [{ value: 'floor' }, { value: 'ceiling' }], when: { key: 'running', is: true } },
  { key: 'tile', kind: 'text', isRequired: true, when: { key: 'where', is: 'ceiling' } },
  { key: 'degrees', kind: 'number', isRequired: false, min: -40, max: 130 },
  { key: 'since', kind: 'date', isRequired: false },
];
const GOOD: Answers = { what: 'Leak', running: false };
const errorsOf = (answers: Answers) => {
  const verdict = judgeAnswers(FORM, answers);
  return verdict.ok ? {} : Object.fromEntries(verdict.errors.map((e) => [e.key, e.detail]));
};

test('a complete form passes, texts trimmed, what was left empty left out', () => {
  expect(judgeAnswers(FORM, { ...GOOD, what: '  Leak ', since: '' })).toEqual({ ok: true, answers: { what: 'Leak', running: false } });
});

describe('each answer is checked by its question', () => {
  test.each<[string, Answers]>([
    ['what', { ...GOOD, what: 'x'.repeat(21) }],
    ['what', { ...GOOD, what: 'a\nb' }],
    ['running', { ...GOOD, running: 'yes' }],
    ['where', { ...GOOD, running: true }],
    ['where', { ...GOOD, running: true, where: 'roof' }],
    ['degrees', { ...GOOD, degrees: 131 }],
    ['degrees', { ...GOOD, degrees: '12' }],
    ['since', { ...GOOD, since: '2026-02-30' }],
    ['unknown', { ...GOOD, unknown: 'x' }],
    ['__proto__', JSON.parse('{"what":"a","running":false,"__proto__":"x"}') as Answers],
  ])('%s is named', (key, answers) => expect(Object.keys(errorsOf(answers))).toContain(key));
});

test('a question is asked only when its condition is, and then required', () => {
  expect(errorsOf({ ...GOOD, where: 'floor' })).toEqual({ where: 'This is not asked with your other answers. Leave it out.' });
  expect(errorsOf({ ...GOOD, running: true, where: 'ceiling' })).toEqual({ tile: 'Answer this.' });
  expect(errorsOf({ ...GOOD, running: true, where: 'floor' })).toEqual({});
});

test('whatever is sent, the verdict names fields and never throws; what passes passes again', () => {
  const answer = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom('floor', 'ceiling', '2026-01-01'));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('what', 'running', 'where', 'tile', 'degrees', 'since', 'other'), answer), (answers) => {
      const verdict = judgeAnswers(FORM, answers);
      if (verdict.ok) expect(judgeAnswers(FORM, verdict.answers)).toEqual(verdict);
      else expect(verdict.errors.length).toBeGreaterThan(0);
    }),
  );
});
