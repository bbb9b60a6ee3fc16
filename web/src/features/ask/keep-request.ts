import { m } from '#lib/paraglide/messages.js';
import { downscale } from '#lib/offline/downscale.ts';
import { enqueue } from '#lib/offline/queue.ts';
import { sendQueue } from '#lib/offline/send.ts';
import type { Kind } from './kind.ts';
import { emptyIn, requestOf } from './request.ts';

type Given = { kind: Kind; form: FormData; personId: string };

/** As many characters as the contract takes: what is kept now could be refused only much later. */
const AT_MOST = { title: 200, description: 5_000, placeNote: 200 };
const tooLongIn = (valueOf: (name: string) => string) =>
  Object.fromEntries(
    Object.entries(AT_MOST).flatMap(([name, max]) => (valueOf(name).length > max ? [[name, m.problem_field_too_long({ max })]] : [])),
  );

/**
 * Keeps a request on this phone until there is signal. Under the key of its form: had the form reached the district after all, it is found
 * there and not made again. Answers what is still missing; nothing when it is kept.
 */
export async function keepRequest({ kind, form, personId }: Given): Promise<Record<string, string> | undefined> {
  const valueOf = (name: string) => (form.get(name) as string | null)?.trim() ?? '';
  const errors = { ...emptyIn(kind, valueOf), ...tooLongIn(valueOf) };
  if (Object.keys(errors).length) return errors;
  const files = form.getAll('photos').filter((file) => file instanceof File && file.size > 0) as File[];
  const photos = await Promise.all(files.map(async (file) => ({ blob: await downscale(file), name: file.name })));
  const id = valueOf('idempotencyKey');
  const payload = { ...requestOf(kind, valueOf), attachmentIds: [] };
  await enqueue([
    {
      id,
      personId,
      operation: { kind: 'request', id, deviceAt: new Date().toISOString(), payload },
      about: { number: null, title: payload.title },
      photos,
      state: 'waiting',
    },
  ]);
  // My day and the service worker send it too; whoever is first.
  window.addEventListener('online', () => void sendQueue(personId), { once: true });
  return undefined;
}
