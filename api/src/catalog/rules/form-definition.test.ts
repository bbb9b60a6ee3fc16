import { REQUEST_TYPES } from '@steward/db/seed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aForm } from '../form.testing.ts';
import { codeFrom, judgeForm } from './form-definition.ts';
import { judgeAnswers, type Question } from './form.ts';

const leaking: Question = { key: 'leaking', kind: 'yes_no', isRequired: true };
const where: Question = {
  key: 'where',
  kind: 'choice',
  isRequired: true,
  choices: [{ value: 'floor' }, { value: 'roof' }],
  when: { key: 'leaking', is: true },
};
const tile: Question = { key: 'tile', kind: 'text', isRequired: false, max: 20, when: { key: 'where', is: 'roof' } };
const FORM = [leaking, where, tile];
const pointersOf = (form: Question[]) => judgeForm(form).map(({ pointer }) => pointer);

test('a form that can be filled in has no faults; so has each that the demonstration brings', () => {
  expect(judgeForm(FORM)).toEqual([]);
  expect(judgeForm([])).toEqual([]);
  for (const type of REQUEST_TYPES) expect([type.code, judgeForm(type.fields)]).toEqual([type.code, []]);
});

describe('each fault is named where it is', () => {
  test.each<[string, string[], Question[]]>([
    ['two questions of one key', ['/fields/1/key'], [leaking, { ...leaking, kind: 'text' }]],
    ['a condition on a later question', ['/fields/0/when'], [where, leaking]],
    ['a condition on a question that is gone', ['/fields/0/when'], [{ ...tile, when: { key: 'gone', is: true } }]],
    ['a condition on itself', ['/fields/0/when'], [{ ...leaking, when: { key: 'leaking', is: true } }]],
    ['a condition on an answer that there is not', ['/fields/2/when'], [leaking, where, { ...tile, when: { key: 'where', is: 'cellar' } }]],
    [
      'a condition on a text',
      ['/fields/1/when'],
      [
        { ...tile, when: undefined! },
        { ...leaking, when: { key: 'tile', is: 'x' } },
      ],
    ],
    ['a choice without answers', ['/fields/0/choices'], [{ key: 'where', kind: 'choice', isRequired: true }]],
    ['a choice of one', ['/fields/0/choices'], [{ key: 'where', kind: 'choice', isRequired: true, choices: [{ value: 'a' }] }]],
    [
      'two answers of one key',
      ['/fields/0/choices/1/value'],
      [{ key: 'w', kind: 'choice', isRequired: true, choices: [{ value: 'a' }, { value: 'a' }] }],
    ],
    ['a least that is more than the most', ['/fields/0/max'], [{ key: 'n', kind: 'number', isRequired: true, min: 3, max: 2 }]],
    ['a text longer than a text may be', ['/fields/0/max'], [{ ...tile, when: undefined!, max: 201 }]],
    ['a least for a text', ['/fields/0/min'], [{ ...tile, when: undefined!, min: 2 }]],
    ['a limit for a date', ['/fields/0/max'], [{ key: 'd', kind: 'date', isRequired: true, max: 2 }]],
  ])('%s', (_name, pointers, form) => expect(pointersOf(form)).toEqual(pointers));
});

test('whatever form passes, somebody can fill it in', () => {
  fc.assert(
    fc.property(aForm, fc.infiniteStream(fc.nat()), (form, picks) => {
      fc.pre(judgeForm(form).length === 0);
      const answers: Record<string, string | number | boolean> = {};
      for (const question of form) {
        const { value: pick } = picks.next() as { value: number };
        const { when } = question;
        if (when && answers[when.key] !== when.is) continue;
        answers[question.key] = {
          text: 'x',
          long_text: 'x',
          number: question.min ?? question.max ?? 1,
          date: '2026-11-30',
          choice: question.choices?.[pick % question.choices.length]?.value ?? '',
          yes_no: pick % 2 === 0,
        }[question.kind];
      }
      expect(judgeAnswers(form, answers)).toEqual({ ok: true, answers });
    }),
  );
});

test('a code is made from the name, and is nobody else’s', () => {
  expect(codeFrom('Too cold, or no heat!', new Set())).toBe('too_cold_or_no_heat');
  expect(codeFrom('¿Está frío?', new Set(['esta_frio', 'esta_frio_2']))).toBe('esta_frio_3');
  expect(codeFrom('日本', new Set())).toBe('other');
  fc.assert(fc.property(fc.string(), (name) => /^[a-z][a-z0-9_]{0,39}$/.test(codeFrom(name, new Set()))));
});
