import { describe, expect, it } from 'vitest';
import { answersOf, isAsked, type Question } from './kind.ts';

const question = (key: string, more: Partial<Question> = {}): Question => ({
  key,
  kind: 'text',
  label: key,
  isRequired: false,
  choices: [],
  ...more,
});
const leaks = question('leaks', { kind: 'yes_no' });
const where = question('where', { when: { key: 'leaks', is: true } });
const typed = (values: Record<string, string>) => (key: string) => values[key] ?? '';

describe('what a kind of request asks', () => {
  it('asks a follow-up question only after its answer', () => {
    expect(isAsked(where, typed({ leaks: 'yes' }))).toBe(true);
    expect(isAsked(where, typed({ leaks: 'no' }))).toBe(false);
    expect(isAsked(where, typed({}))).toBe(false);
    expect(isAsked(question('tag', { when: { key: 'device', is: 'tv' } }), typed({ device: 'tv' }))).toBe(true);
  });

  it('sends numbers and yes/no as such, and leaves out what was not asked', () => {
    const questions = [leaks, where, question('degrees', { kind: 'number' })];
    expect(answersOf(questions, typed({ leaks: 'no', where: 'floor', degrees: '45' }))).toEqual({ leaks: false, degrees: 45 });
    expect(answersOf(questions, typed({ leaks: 'yes', where: ' floor ', degrees: '' }))).toEqual({ leaks: true, where: 'floor' });
    expect(answersOf(questions, typed({ degrees: 'warm' }))).toEqual({ degrees: 'warm' });
  });
});
