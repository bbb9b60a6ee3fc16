import { describe, expect, test } from 'vitest';
import type { Calendar } from '#kernel/calendar.ts';
import type { EscalatesWhen } from './desk-rules.ts';
import { escalatesAt } from './escalation.ts';

const WEEK: Calendar = {
  timeZone: 'America/Denver',
  week: [[], ...Array.from({ length: 5 }, () => [[420, 1020]] as const), []],
  exceptions: new Map(),
};
const [LONG_AGO, NOW] = [0, Date.parse('2026-11-27T16:00:00Z')];
const happened = (kind: string, at: string, data: Record<string, unknown> = {}) => ({ kind, at: new Date(at), data });
/** Monday, 16:00 in Denver: an hour before the crew goes home. */
const ASKED = happened('submitted', '2026-11-23T23:00:00Z');
const asks = (at: string, cause = 'asked') => happened('approval_requested', at, { cause });
const reached = (when: EscalatesWhen, history: ReturnType<typeof happened>[], since = LONG_AGO) => {
  const at = escalatesAt(when, history, WEEK, since, NOW);
  return at === null ? null : new Date(at).toISOString();
};

describe('an order nobody has', () => {
  const when = { kind: 'unassigned', workingHours: 4 } as const;
  test.each<[string, ReturnType<typeof happened>[], string | null]>([
    ['comes to it after so much working time', [ASKED], '2026-11-24T17:00:00.000Z'],
    ['does not where somebody took it before', [ASKED, happened('taken', '2026-11-24T16:59:00Z')], null],
    ['does where only a crew was named', [ASKED, happened('assigned', '2026-11-24T15:00:00Z', { teamName: 'Plumbers' })], '2026-11-24T17:00:00.000Z'],
    ['did before somebody took it', [ASKED, happened('taken', '2026-11-24T18:00:00Z')], '2026-11-24T17:00:00.000Z'],
    [
      'counts anew from when it was given back',
      [ASKED, happened('taken', '2026-11-24T15:00:00Z'), happened('given_back', '2026-11-25T14:00:00Z')],
      '2026-11-25T18:00:00.000Z',
    ],
    [
      'counts from when it was approved where it waited for that',
      [ASKED, asks('2026-11-23T23:00:00Z'), asks('2026-11-24T15:00:00Z'), happened('approved', '2026-11-25T14:00:00Z', { cause: 'asked' })],
      '2026-11-25T18:00:00.000Z',
    ],
    ['does not while it waits for an approval', [ASKED, asks('2026-11-23T23:00:00Z')], null],
    [
      'is not begun anew by an approval of its cost',
      [ASKED, asks('2026-11-24T15:00:00Z', 'cost'), happened('approved', '2026-11-25T14:00:00Z', { cause: 'cost' })],
      '2026-11-24T17:00:00.000Z',
    ],
    ['does not once it is cancelled', [ASKED, happened('cancelled', '2026-11-24T15:00:00Z')], null],
  ])('%s', (_name, history, expected) => {
    expect(reached(when, history)).toBe(expected);
  });
  test('is left alone where that was before the rule was on', () => {
    expect(reached(when, [ASKED], Date.parse('2026-11-24T17:00:01Z'))).toBeNull();
  });
});

test('an order near its promise comes to it with its warning, of the same clock and share', () => {
  const warned = happened('warned', '2026-11-25T15:00:00Z', { clock: 'resolution', share: 0.75 });
  expect(reached({ kind: 'due_share', clock: 'resolution', share: 0.75 }, [ASKED, warned])).toBe('2026-11-25T15:00:00.000Z');
  expect(reached({ kind: 'due_share', clock: 'resolution', share: 1 }, [ASKED, warned])).toBeNull();
  expect(reached({ kind: 'due_share', clock: 'response', share: 0.75 }, [ASKED, warned])).toBeNull();
});

test('an order on hold comes to it after so many days in one hold', () => {
  const held = (at: string) => happened('held', at);
  expect(reached({ kind: 'on_hold', days: 2 }, [ASKED, held('2026-11-24T16:00:00Z')])).toBe('2026-11-26T16:00:00.000Z');
  const twice = [ASKED, held('2026-11-24T16:00:00Z'), happened('resumed', '2026-11-25T16:00:00Z'), held('2026-11-25T17:00:00Z')];
  expect(reached({ kind: 'on_hold', days: 2 }, twice)).toBeNull();
});
