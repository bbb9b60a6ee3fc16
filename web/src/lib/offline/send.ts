import type { FieldOperation, FieldResult, Photo, Queued } from './operation.ts';
import { type Ended, post, stop, untilStopped } from './post.ts';
import { queueOf, save } from './queue.ts';

/** The API takes fifty; the larger notes of fifty would be too much for one message. */
const AT_ONCE = 25;
const ANSWER_MS = 30_000;
const PHOTO_MS = 180_000;

/**
 * Sends what this person has waiting, in the order it was meant. One sender at a time on this phone, whatever tabs are open; whoever
 * comes meanwhile waits and finds less to do. What was sent and not answered is sent again under its id, and done once.
 */
export const sendQueue = (personId: string): Promise<Ended> =>
  untilStopped('steward-send', async () => {
    for (;;) {
      const waiting = (await queueOf(personId)).filter(({ state }) => state === 'waiting').slice(0, AT_ONCE);
      if (waiting.length === 0) return;
      await sendSome(personId, waiting);
    }
  });

async function sendSome(personId: string, things: readonly Queued[]) {
  const ready: Queued[] = [];
  for (const thing of things) if (await uploadPhotos(personId, thing)) ready.push(thing);
  if (ready.length === 0) return;
  const answer = await post(
    '/field/operations',
    JSON.stringify({ personId, sentAt: new Date().toISOString(), operations: ready.map(asSent) }),
    ANSWER_MS,
  );
  if (answer.ok) {
    const { results } = (await answer.json().catch(() => stop('no_signal'))) as { results: FieldResult[] };
    await save(
      ready.map((thing) =>
        answered(
          thing,
          results.find(({ id }) => id === thing.id),
        ),
      ),
    );
  } else if (ready.length > 1) {
    // One of them is not of the form that is taken: found by sending each alone.
    for (const thing of ready) await sendSome(personId, [thing]);
  } else {
    const problem = (await answer.json().catch(() => ({}))) as { title?: string; errors?: { detail: string }[] };
    await save(ready.map((thing) => refused(thing, problem.errors?.[0]?.detail ?? problem.title ?? '')));
  }
}

/** The photos first: what is sent names them. False when one of them cannot be taken. */
async function uploadPhotos(personId: string, thing: Queued): Promise<boolean> {
  for (const photo of thing.photos.filter(({ attachmentId }) => !attachmentId)) {
    const form = new FormData();
    form.append('file', photo.blob, photo.name);
    const answer = await post(`/field/photos?person=${personId}`, form, PHOTO_MS);
    const said = (await answer.json().catch(() => stop('no_signal'))) as { id: string; title?: string };
    if (!answer.ok) {
      await save([refused(thing, said.title ?? '')]);
      return false;
    }
    photo.attachmentId = said.id;
    await save([thing]);
  }
  return true;
}

const idsOf = (photos: readonly Photo[]) => photos.flatMap(({ attachmentId }) => attachmentId ?? []);

function asSent({ operation, photos }: Queued): FieldOperation {
  if (operation.kind === 'photo') return { ...operation, payload: { ...operation.payload, attachmentId: idsOf(photos)[0] ?? '' } };
  if (operation.kind === 'request') return { ...operation, payload: { ...operation.payload, attachmentIds: idsOf(photos) } };
  return operation;
}

const refused = (thing: Queued, detail: string): Queued => ({ ...thing, state: 'refused', detail });

function answered(thing: Queued, result: FieldResult | undefined): Queued {
  if (!result) return stop('no_signal');
  // Its upload waited longer than a day: the photo is still here, and goes up once more.
  if (result.code === 'work_order.unknown_attachment' && !thing.isSecondTry)
    return { ...thing, isSecondTry: true, photos: thing.photos.map(({ blob, name }) => ({ blob, name })) };
  if (result.outcome === 'refused') return refused(thing, result.detail ?? '');
  // The photo is on the order now: the phone needs its room.
  return { ...thing, photos: [], state: result.outcome === 'applied' ? 'sent' : 'set_aside' };
}
