import { z } from 'zod';

const position = z.string().min(1).max(4_000);

export const LiveQuery = z.strictObject({
  after: position.optional().describe('A position: what happened since is told first. The header Last-Event-ID does the same and comes before it.'),
});
export const LiveHeaders = z.object({ 'last-event-id': position.optional() });

export const LivePosition = z
  .object({ position: z.string().describe('Everything that could be seen when this was asked. Ask for it first, then for what is to be shown.') })
  .meta({ id: 'LivePosition' });

export const LiveStream = {
  description:
    'Server-sent events. `change` {id, number, version}: something happened to an order that you may see. `gone` {id}: you no longer may. ' +
    '`reset`: what you missed is too much, or your access changed; load anew what you show. `here`: that the stream is open. The id is the position to go on from.',
  content: { 'text/event-stream': { schema: z.string() } },
};
