import { expect, test } from 'vitest';
import { addTo, asSubmitted, changesOf, NOTHING_FOUND } from './tried.ts';

const ORDER = {
  title: 'Gas in the kitchen',
  description: '',
  answers: {},
  requestTypeId: 'door',
  serviceCode: 'facilities',
  tradeCode: 'carpentry',
  siteId: 'alder',
  areaId: null,
  impact: 'building',
  urgency: 'danger',
  priority: 'P1',
};

test('an order is as it was asked: later changes are taken back, and what rules did', () => {
  const history = [
    { kind: 'submitted', data: { priority: 'P2', teamName: 'Night crew' } },
    { kind: 'routed', data: { rules: [{ did: { teamName: 'South', teamBefore: 'Plumbers' } }, { did: { priority: 'P2', priorityBefore: 'P3' } }] } },
    { kind: 'edited', data: { before: { title: 'Smell' }, after: { title: 'Gas' } } },
    { kind: 'prioritised', data: { before: { impact: 'room', priority: 'P2' }, after: { impact: 'building', priority: 'P1' } } },
    { kind: 'edited', data: { before: { title: 'Gas' }, after: { title: 'Gas in the kitchen' } } },
  ];
  expect(asSubmitted(ORDER, history)).toMatchObject({ title: 'Smell', impact: 'room', priority: 'P3', teamName: 'Plumbers', urgency: 'danger' });
});

test('what would not differ is no change; the rest is counted by effect', () => {
  const name = (id: string) => id.toUpperCase();
  expect(changesOf({ teamId: 'a', priority: 'P3' }, { teamName: 'A', priority: 'P3' }, name)).toEqual([]);
  const changes = changesOf({ teamId: 'b', tags: ['gas'] }, { teamName: 'A', priority: 'P3' }, name);
  const found = addTo(addTo(addTo(NOTHING_FOUND, '1', changes), '2', []), '3', changes.slice(0, 1));
  expect(found).toEqual({
    matched: 3,
    changed: 2,
    effects: [
      { kind: 'team', from: 'A', to: 'B', orders: 2 },
      { kind: 'tags', from: null, to: 'gas', orders: 1 },
    ],
    touched: [
      { id: '1', changes },
      { id: '3', changes: changes.slice(0, 1) },
    ],
  });
});
