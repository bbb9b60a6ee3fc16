import { describe, expect, it } from 'vitest';
import { eventWords } from './event-words.ts';

const event = (kind: string, data: Record<string, unknown>, recordedAt: string | null = null) => ({
  id: 'e',
  kind,
  actor: { id: 'p', name: 'Ana Ruiz' },
  onBehalfOf: null,
  apiToken: null,
  isInternal: false,
  data,
  occurredAt: '2026-03-10T18:00:00Z',
  recordedAt,
});
const told = (kind: string, data: Record<string, unknown> = {}) => eventWords(event(kind, data));

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
  'field_set_aside',
  'field_dismissed',
  'building_reported',
  'building_linked',
  'building_unlinked',
];

describe('the history in plain words', () => {
  it('names both where somebody stood in for another, and the program where one did it', () => {
    const triaged = event('triaged', {});
    const [ben, board] = [
      { id: 'b', name: 'Ben Cole' },
      { id: 't', name: 'Wall board' },
    ];
    expect(eventWords({ ...triaged, onBehalfOf: ben, apiToken: null }).text).toBe('Ana Ruiz for Ben Cole looked at it');
    expect(eventWords({ ...triaged, onBehalfOf: null, apiToken: board }).text).toBe('Ana Ruiz (by the program “Wall board”) looked at it');
  });

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

  it('says when something was sent later from a phone, and who did what the desk entered', () => {
    expect(eventWords(event('completed', {}, '2026-03-10T20:00:00Z')).details).toEqual([expect.stringMatching(/^Sent later from a phone: .*2:00/)]);
    expect(told('completed').details).toEqual([]);
    expect(told('completed', { meantBy: 'Leo Paz' }).details).toEqual(['Leo Paz did it, and sent it from a phone']);
    expect(told('field_set_aside', { kind: 'complete', note: 'Valve replaced.' })).toMatchObject({
      text: 'Ana Ruiz sent “Done” from a phone, and it no longer fits. The desk looks at it',
      details: ['Valve replaced.'],
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

describe('what a rule of the desk did', () => {
  const gas = { rule: { id: 'r', name: 'Gas first' }, did: { teamName: 'Night crew', teamBefore: 'Plumbers', tags: ['gas'] } };
  it('is told with its reasons', () => {
    const because = [
      { condition: 'words', met: ['gas'] },
      { condition: 'siteIds', met: ['Alder'] },
      { condition: 'requestTypeIds', met: [{ en: 'Leak', es: 'Fuga' }] },
    ];
    expect(told('routed', { rules: [{ ...gas, because }] }).details).toEqual([
      'Rule “Gas first”: goes to Night crew instead of Plumbers; gets the tags gas. Why: the words contain “gas” and the school is Alder and the kind is Leak.',
    ]);
  });
  it('is told with what the order had come to', () => {
    const stuck = { ...gas, because: [], when: { kind: 'unassigned', workingHours: 4 }, did: { tell: ['lead'] } };
    expect(told('escalated', stuck).details).toEqual([
      'Rule “Gas first”: is told to those who lead the crew. Why: nobody has had it for 4 working hours.',
    ]);
  });
  it('is a line even where nothing is known of it', () => {
    expect(told('routed', { rules: 'x' })).toMatchObject({ text: 'Routed by a rule of the desk', details: [] });
  });
});
