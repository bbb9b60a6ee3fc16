import type { FieldOperation, Photo, Queued } from '#lib/offline/operation.ts';
import type { Act, Order } from './order.ts';

type Reason = Extract<FieldOperation, { kind: 'hold' }>['payload']['holdReason'];
type Value = (field: string) => string | undefined;
type Given = { order: Order; pass: string; personId: string; value: Value; photos: readonly Photo[]; now: number };
type Meant<K> = K extends FieldOperation['kind'] ? Pick<Extract<FieldOperation, { kind: K }>, 'kind' | 'payload'> : never;

const acknowledged = (value: Value) => (value('acknowledgeHazard') ? { acknowledgeHazard: true } : {});

/** What a card's form means, one thing after the other: what is added first, so that all of it is there when the work is done. */
function partsOf(act: Act, value: Value): Meant<FieldOperation['kind']>[] {
  const [note, minutes] = [value('note'), value('minutes')];
  const labour: Meant<'labour'>[] = minutes ? [{ kind: 'labour', payload: { minutes: Number(minutes) } }] : [];
  switch (act) {
    case 'start':
    case 'resume':
      return [{ kind: act, payload: acknowledged(value) }];
    case 'hold': {
      const [holdReason, holdUntilOn] = [value('holdReason') as Reason, value('holdUntilOn')];
      return [{ kind: 'hold', payload: { holdReason, ...(holdUntilOn ? { holdUntilOn } : {}), ...(note ? { note } : {}) } }];
    }
    case 'give_back':
      return [{ kind: 'give_back', payload: { note: note ?? '' } }];
    case 'complete':
      return [...labour, { kind: 'complete', payload: { resolutionNote: value('resolutionNote') ?? '' } }];
    case 'report':
      return [...(note ? [{ kind: 'note', payload: { body: note, isInternal: true } } satisfies Meant<'note'>] : []), ...labour];
    default:
      return [];
  }
}

/** A card's form as things for the queue, each with an id of its own and the phone's time. */
export function meantBy(act: Act, { order, pass, personId, value, photos, now }: Given): Queued[] {
  const pictures = photos.map((photo) => ({ part: { kind: 'photo' as const, payload: { attachmentId: '', isInternal: false } }, photos: [photo] }));
  return [...pictures, ...partsOf(act, value).map((part) => ({ part, photos: [] }))].map(({ part, photos: own }) => {
    const id = crypto.randomUUID();
    return {
      id,
      personId,
      operation: {
        ...part,
        id,
        orderId: order.id,
        pass,
        deviceAt: new Date(now).toISOString(),
        seen: { status: order.status, version: order.version },
      } as FieldOperation,
      about: { number: order.number, title: order.title },
      photos: own,
      state: 'waiting',
    };
  });
}
