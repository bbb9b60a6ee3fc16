import { describe, expect, it } from 'vitest';
import type { components } from '#lib/api/schema.gen.ts';
import { changesIn } from './fields.ts';
import { statusWords } from './requester-status.ts';
import { statusWords as crewStatusWords } from './crew-status.ts';

const order = { status: 'in_progress', priority: 'P4', team: null, hold: { reason: 'parts', untilOn: null, note: null } };
const changes = (fields: string[], words = statusWords) => changesIn(fields, order as components['schemas']['WorkOrder'], words);

describe('what differs', () => {
  it('says the state in the words of the page', () => {
    expect(changes(['status'])).toEqual([{ label: 'Status', now: 'Being worked on' }]);
    expect(changes(['status'], crewStatusWords)).toEqual([{ label: 'Status', now: 'In progress' }]);
  });

  it('names each field with what it says now', () => {
    expect(changes(['priority', 'holdReason', 'teamId'])).toEqual([
      { label: 'Priority', now: 'Planned' },
      { label: 'What it waits for', now: 'A part' },
      { label: 'Team', now: 'Nothing' },
    ]);
  });

  it('tells fields without a name as one', () => {
    expect(changes(['title', 'unheardOf', 'another']).slice(1)).toEqual([{ label: 'Something else', now: 'Changed' }]);
  });
});
