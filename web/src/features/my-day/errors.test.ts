import { describe, expect, it } from 'vitest';
import { errorsIn } from './errors.ts';

const on = (values: Record<string, string>) => (field: string) => values[field];
const more = { photos: 0, today: '2026-11-26' };
const fields = (...given: Parameters<typeof errorsIn>) => Object.keys(errorsIn(...given));

describe('what a form of a card sees by itself', () => {
  it('a wait until today or later, for a reason', () => {
    expect(fields('hold', on({ holdReason: 'parts', holdUntilOn: '2026-11-26' }), more)).toEqual([]);
    expect(fields('hold', on({ holdReason: 'parts' }), more)).toEqual([]);
    expect(fields('hold', on({ holdUntilOn: '2026-11-25' }), more)).toEqual(['holdReason', 'holdUntilOn']);
  });

  it('words that are missing, and words that are more than the district takes', () => {
    expect(fields('complete', on({}), more)).toEqual(['resolutionNote']);
    expect(fields('complete', on({ resolutionNote: 'x'.repeat(2_000) }), more)).toEqual([]);
    expect(fields('complete', on({ resolutionNote: 'x'.repeat(2_001) }), more)).toEqual(['resolutionNote']);
    expect(fields('give_back', on({ note: 'x'.repeat(2_001) }), more)).toEqual(['note']);
    expect(fields('report', on({ note: 'x'.repeat(5_001) }), more)).toEqual(['note']);
  });

  it('minutes of at most a day, and a report that says something', () => {
    expect(fields('report', on({ minutes: '1440' }), more)).toEqual([]);
    expect(fields('report', on({ minutes: '1441' }), more)).toEqual(['minutes']);
    expect(fields('report', on({}), more)).toEqual(['minutes']);
    expect(fields('report', on({}), { ...more, photos: 1 })).toEqual([]);
  });
});
