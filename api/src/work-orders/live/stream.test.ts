import { expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { messageOf, Stream } from './stream.ts';

const actor: Actor = { id: 'me', name: 'A', email: 'a@test.example', locale: 'en', siteId: null, grants: [], compartments: [], teamIds: [] };
const subject = {
  serviceCode: 'facilities',
  areaId: null,
  siteId: 's',
  compartment: null,
  requesterId: 'me',
  submittedById: 'me',
  assigneeId: null,
  teamId: null,
};
const message = messageOf({ id: 'order', number: 'WO-1', version: 2, isInternal: false, before: [], subject });
const read = (stream: Stream) => String(stream.out.read() ?? '');

test('the position comes with the last of what is told together, so that whoever leaves in between is told all of it again', () => {
  const stream = new Stream('token', actor, 0.5);
  stream.isBehind = false;
  stream.tell([message, message], 'P1');
  expect(read(stream)).toBe(
    'retry: 2000\n\nevent: change\ndata: {"id":"order","number":"WO-1","version":2}\n\nevent: change\ndata: {"id":"order","number":"WO-1","version":2}\nid: P1\n\n',
  );
});

test('until what was missed is told, nothing says where to go on from', () => {
  const stream = new Stream('token', actor, 0);
  stream.tell([message], 'P1');
  expect(read(stream)).not.toContain('id: ');
});

test('who does not read is let go', () => {
  const stream = new Stream('token', actor, 0);
  for (let i = 0; i < 10_000 && !stream.out.destroyed; i++) stream.tell([message], 'P');
  expect([stream.out.destroyed, stream.out.readableLength < 300_000]).toEqual([true, true]);
});
