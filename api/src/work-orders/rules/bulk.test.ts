import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BULK_STATES, changedColumns, columnsBack, mayUndo, UNDO_SECONDS } from './bulk.ts';

const at = new Date('2026-11-24T16:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);

describe('undoing a change of many', () => {
  it.each([
    ['while it runs', { state: 'running', finishedAt: null }, 500, true],
    ['at the last moment', { state: 'done', finishedAt: at }, UNDO_SECONDS, true],
    ['a second later', { state: 'done', finishedAt: at }, UNDO_SECONDS + 1, false],
    ['twice', { state: 'undoing', finishedAt: at }, 1, false],
    ['again', { state: 'undone', finishedAt: at }, 1, false],
  ] as const)('%s', (_name, bulk, seconds, may) => expect(mayUndo({ ...bulk, byId: 'me', stays: false }, 'me', later(seconds))).toBe(may));

  it('is for who made it, whenever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BULK_STATES), fc.integer({ min: 0, max: 100 }), (state, seconds) => {
        expect(mayUndo({ state, finishedAt: at, byId: 'another', stays: false }, 'me', later(seconds))).toBe(false);
        // What was written stays, whoever wrote it.
        expect(mayUndo({ state, finishedAt: at, byId: 'me', stays: true }, 'me', later(seconds))).toBe(false);
      }),
    );
  });

  it('puts back what differed, instants as instants, whatever was there', () => {
    const column = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
    );
    const rows = fc.record({
      status: fc.string(),
      statusChangedAt: column,
      completedAt: column,
      note: fc.option(fc.string()),
      version: fc.integer(),
    });
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const kept = JSON.parse(JSON.stringify(changedColumns(before, after))) as Record<string, unknown>;
        expect(JSON.stringify({ ...after, ...columnsBack(kept), version: 0 })).toBe(JSON.stringify({ ...after, ...before, version: 0 }));
      }),
    );
  });
});
