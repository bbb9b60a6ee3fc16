import { expect, it } from 'vitest';
import { z } from 'zod';
import { shapedAnswers } from './answers.ts';

const Item = z.object({ id: z.string(), at: z.date(), more: z.object({ note: z.string().nullable() }).nullable() });
const answer = shapedAnswers({ schema: z.object({ items: z.array(Item), next: z.string().optional() }), method: 'GET', url: '/', httpStatus: '200' });
const at = new Date('2026-11-27T10:00:00Z');

it('leaves out what the contract does not name, however deep it stands, and keeps the rest', () => {
  const items = [
    { id: 'a', at, more: { note: 'x', secret: 1 } },
    { id: 'b', at, more: null },
    { id: 'c', at, more: { note: null }, secret: 2 },
  ];
  expect(JSON.parse(answer({ items, next: undefined, secret: 3 }))).toEqual({
    items: [
      { id: 'a', at: at.toISOString(), more: { note: 'x' } },
      { id: 'b', at: at.toISOString(), more: null },
      { id: 'c', at: at.toISOString(), more: { note: null } },
    ],
  });
});

it('leaves out what a class adds of its own, and writes what it has under a name of the contract', () => {
  class Row {
    id = 'a';
    more = null;
    secret = 1;
    get at() {
      return at;
    }
  }
  expect(JSON.parse(answer({ items: [new Row()] }))).toEqual({ items: [{ id: 'a', at: at.toISOString(), more: null }] });
});
