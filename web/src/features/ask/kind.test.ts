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
    const device = question('device', { kind: 'choice' });
    const tag = question('tag', { when: { key: 'device', is: 'tv' } });
    expect(isAsked(where, [leaks, where], typed({ leaks: 'yes' }))).toBe(true);
    expect(isAsked(where, [leaks, where], typed({ leaks: 'no' }))).toBe(false);
    expect(isAsked(where, [leaks, where], typed({}))).toBe(false);
    expect(isAsked(tag, [device, tag], typed({ device: 'tv' }))).toBe(true);
  });

  it('asks nothing that follows from a question which is itself no longer asked', () => {
    const tile = question('tile', { when: { key: 'where', is: 'roof' } });
    const questions = [leaks, where, tile];
    expect(isAsked(tile, questions, typed({ leaks: 'yes', where: 'roof' }))).toBe(true);
    expect(isAsked(tile, questions, typed({ leaks: 'no', where: 'roof' }))).toBe(false);
    expect(answersOf(questions, typed({ leaks: 'no', where: 'roof', tile: 'x' }))).toEqual({ leaks: false });
  });

  it('sends numbers and yes/no as such, and leaves out what was not asked', () => {
    const questions = [leaks, where, question('degrees', { kind: 'number' })];
    expect(answersOf(questions, typed({ leaks: 'no', where: 'floor', degrees: '45' }))).toEqual({ leaks: false, degrees: 45 });
    expect(answersOf(questions, typed({ leaks: 'yes', where: ' floor ', degrees: '' }))).toEqual({ leaks: true, where: 'floor' });
    expect(answersOf(questions, typed({ degrees: 'warm' }))).toEqual({ degrees: 'warm' });
  });
});
