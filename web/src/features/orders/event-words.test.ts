import { describe, expect, it } from 'vitest';
import { eventWords } from './event-words.ts';

const told = (kind: string, data: Record<string, unknown> = {}) =>
  eventWords({ id: 'e', kind, actor: { id: 'p', name: 'Ana Ruiz' }, isInternal: false, data, occurredAt: '2026-03-10T18:00:00Z' });

/** Every kind that the API writes. */
const KINDS = [
  'submitted',
  'triaged',
  'assigned',
  'taken',
  'started',
  'held',
  'resumed',
  'completed',
  'closed',
  'given_back',
  'cancelled',
  'marked_duplicate',
  'reopened',
  'hazard_acknowledged',
  'prioritised',
  'planned',
  'edited',
  'rated',
  'followed_up',
  'commented',
  'attached',
  'labour_logged',
  'cost_logged',
];

describe('the history in plain words', () => {
  it.each(KINDS)('has words of its own for %s, also when the event carries no data', (kind) => {
    const { text } = told(kind);
    expect(text).toContain('Ana Ruiz');
    expect(text).not.toBe('Ana Ruiz changed something');
    expect(text).not.toContain('undefined');
  });

  it('says who and when even for a kind it does not know', () => {
    expect(told('teleported').text).toBe('Ana Ruiz changed something');
  });

  it('names team and person, reasons, days and amounts', () => {
    expect(told('assigned', { teamName: 'Plumbing', personName: 'Leo Paz' }).text).toBe('Ana Ruiz gave it to Leo Paz, Plumbing');
    expect(told('assigned', { teamName: 'Plumbing' }).text).toBe('Ana Ruiz gave it to Plumbing');
    expect(told('held', { reason: 'parts' }).text).toBe('Ana Ruiz put it on hold. It waits for: a part');
    expect(told('cost_logged', { amount: '12.50', description: 'Valve' })).toMatchObject({
      text: 'Ana Ruiz entered a cost of $12.50',
      details: ['Valve'],
    });
    expect(told('prioritised', { after: { priority: 'P2', priorityReason: 'Exams' } })).toMatchObject({
      text: 'Ana Ruiz set the priority: Urgent',
      details: ['Exams'],
    });
  });

  it('shows what was written along with the act', () => {
    expect(told('reopened', { note: 'Still drips.' }).details).toEqual(['Still drips.']);
    expect(told('submitted', { files: ['sink.jpg'] }).details).toEqual(['With: sink.jpg']);
    expect(told('edited', { after: { title: 'Faucet drips', roomId: 'r' } })).toMatchObject({
      text: 'Ana Ruiz changed: What is wrong, Room',
      details: ['What is wrong: Faucet drips'],
    });
  });
});
