import { expect, test } from 'vitest';
import { changesOf } from './changes.ts';

const row: { number: string; endsOn: string; monthly: string | null } = { number: 'C-1', endsOn: '2027-06-30', monthly: null };

test('only what differs is a change, with what it was', () => {
  expect(changesOf(row, { number: 'C-1', endsOn: '2028-06-30' })).toEqual({ before: { endsOn: '2027-06-30' }, after: { endsOn: '2028-06-30' } });
});
test('what becomes unknown is one too; what is not said is none', () => {
  expect(changesOf<typeof row>({ ...row, monthly: '5.00' }, { monthly: null })).toEqual({ before: { monthly: '5.00' }, after: { monthly: null } });
  expect(changesOf(row, { monthly: undefined as unknown as null })).toBeUndefined();
  expect(changesOf(row, { ...row })).toBeUndefined();
});
