import { describe, expect, it } from 'vitest';
import { countsOf, filtersFrom, hrefOf, inView, isFiltered, orderFrom, wholeQueryOf, withChange } from './view.ts';

const SAVED = { id: '0f6f3a52-6f0c-4a11-9a3e-2f1d7c5b9e10', query: 'serviceCode=it&holdReason=parts', sort: 'oldest', columns: ['hold', 'tags'] };
const read = (query: string) => filtersFrom(new URLSearchParams(query));

describe('the address of the desk', () => {
  it('shows what waits to be assigned when it says nothing, and nothing it does not know', () => {
    expect(read('')).toEqual({
      view: 'to-assign',
      service: '',
      priority: '',
      q: '',
      cursor: '',
      more: {},
      sort: 'due',
      columns: [],
      isChanged: false,
      hasDefault: false,
    });
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

  it('narrows by everything the list knows, and keeps to it through a page of filters', () => {
    const filters = read('view=all&tags=boiler&submittedFrom=2026-10-01&sort=oldest&columns=hold,nonsense,rating&nonsense=1');
    expect(filters).toMatchObject({
      view: 'all',
      more: { tags: 'boiler', submittedFrom: '2026-10-01' },
      sort: 'oldest',
      columns: ['hold', 'rating'],
    });
    expect(filtersFrom(new URL(hrefOf(filters), 'http://steward.example').searchParams)).toEqual(filters);
    expect(wholeQueryOf(filters)).toEqual({ tags: 'boiler', submittedFrom: '2026-10-01' });
    expect(wholeQueryOf(read('view=new&status=on_hold'))).toEqual({ status: 'on_hold' });
  });

  it('opens a saved view by its id alone, and keeps what is changed beside it apart', () => {
    const opened = filtersFrom(new URLSearchParams(`view=${SAVED.id}`), [SAVED]);
    expect(opened).toMatchObject({
      view: SAVED.id,
      service: 'it',
      more: { holdReason: 'parts' },
      sort: 'oldest',
      columns: ['hold'],
      isChanged: false,
    });
    expect(hrefOf(opened, 'WO-2026-000012')).toBe(`/triage?view=${SAVED.id}&order=WO-2026-000012`);
    const changed = withChange(opened, { more: {} });
    expect(hrefOf(changed)).toBe(`/triage?view=${SAVED.id}&service=it&sort=oldest&columns=hold`);
    expect(filtersFrom(new URL(hrefOf(changed), 'http://steward.example').searchParams, [SAVED])).toEqual(changed);
    const bare = withChange(changed, { service: '', sort: 'due', columns: [] });
    expect(filtersFrom(new URL(hrefOf(bare), 'http://steward.example').searchParams, [SAVED])).toEqual(bare);
    expect(inView(opened, 'new')).toEqual(read('view=new'));
  });

  it('opens the default view when it says nothing; the first is then named', () => {
    const opened = filtersFrom(new URLSearchParams(), [SAVED], SAVED.id);
    expect(opened).toMatchObject({ view: SAVED.id, service: 'it', hasDefault: true });
    expect(hrefOf(inView(opened, 'to-assign'))).toBe('/triage?view=to-assign');
    expect(filtersFrom(new URLSearchParams('q=heat'), [SAVED], SAVED.id).view).toBe('to-assign');
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
