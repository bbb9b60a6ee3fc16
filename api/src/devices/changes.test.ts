import { describe, expect, test } from 'vitest';
import { changesOf, idsIn } from './changes.ts';

const names = new Map([
  ['m1', 'Acme Book 11'],
  ['s1', 'Alder School'],
]);

describe('what an event changed', () => {
  test('is told field by field, models and schools by name, money in dollars', () => {
    const data = {
      before: { assetTag: 'JC-1', modelId: 'm1', siteId: 's1', isLoaner: false, plannedRefreshOn: null },
      after: { assetTag: 'JC-2', modelId: 'gone', siteId: null, isLoaner: true, plannedRefreshOn: '2028-06-30' },
    };
    expect(changesOf(data, names)).toEqual([
      { field: 'assetTag', before: 'JC-1', after: 'JC-2' },
      { field: 'model', before: 'Acme Book 11', after: 'gone' },
      { field: 'site', before: 'Alder School', after: null },
      { field: 'isLoaner', before: 'false', after: 'true' },
      { field: 'plannedRefreshOn', before: null, after: '2028-06-30' },
    ]);
    expect(idsIn(data)).toEqual(['m1', 's1', 'gone']);
  });
  test('is told alike whether a form or a file changed it', () => {
    const data = { before: { homeSiteId: null, priceCents: 32500 }, after: { homeSiteId: 's1', priceCents: '34000', fileId: 'f' } };
    expect(changesOf(data, names)).toEqual([
      { field: 'site', before: null, after: 'Alder School' },
      { field: 'price', before: '325.00', after: '340.00' },
    ]);
  });
  test('is nothing where an event says nothing of fields', () => {
    expect([
      changesOf({}, names),
      changesOf({ repair: 'mended' }, names),
      changesOf({ after: { model: 'x' }, before: { model: 'x' } }, names),
    ]).toEqual([[], [], []]);
  });
});
