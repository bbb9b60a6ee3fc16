import { describe, expect, it } from 'vitest';
import { countsOf, filtersFrom, hrefOf, isFiltered, orderFrom, withChange } from './view.ts';

const read = (query: string) => filtersFrom(new URLSearchParams(query));

describe('the address of the desk', () => {
  it('shows what waits to be assigned when it says nothing, and nothing it does not know', () => {
    expect(read('')).toEqual({ view: 'to-assign', service: '', priority: '', q: '', cursor: '' });
    expect(read('view=everything&priority=P9').view).toBe('to-assign');
    expect(read('view=everything&priority=P9').priority).toBe('');
    expect(orderFrom(new URLSearchParams('order=wo-2026-000012'))).toBe('WO-2026-000012');
    expect(orderFrom(new URLSearchParams('order=../admin'))).toBe('');
  });

  it('is written without what is usual, and read again as it was', () => {
    expect(hrefOf(read(''))).toBe('/triage');
    const filters = read('view=on-hold&service=it&priority=P1%2CP2&q=no heat');
    expect(filtersFrom(new URL(hrefOf(filters, 'WO-2026-000012'), 'http://steward.example').searchParams)).toEqual(filters);
    expect(hrefOf(read('view=new'), 'WO-2026-000012')).toBe('/triage?view=new&order=WO-2026-000012');
  });

  it('goes back to the first page when the list changes', () => {
    expect(withChange(read('cursor=abc&q=heat'), { view: 'new' })).toEqual({ ...read('view=new&q=heat') });
    expect(isFiltered(read('view=new'))).toBe(false);
    expect(isFiltered(read('q=heat'))).toBe(true);
  });

  it('counts each view from the counts by status', () => {
    expect(countsOf({ submitted: 3, triaged: 2, on_hold: 1, assigned: 4, closed: 90 })).toEqual({
      'to-assign': 5,
      new: 3,
      triaged: 2,
      'on-hold': 1,
      'all-open': 10,
    });
  });
});
