import { queueOf, remove } from './queue.ts';

/** The names of the caches; the service worker reads them too. */
export const KEPT = 'steward-kept-';
export const MY_DAY = '/my-day';
/** In My day's address: what was just pressed needs signal. */
export const NEEDS_SIGNAL = 'needs=signal';
export const ASK = '/?all=yes&kept=yes';
export const COLLECTION = '/devices/collection';

const AN_HOUR_MS = 3_600_000;

/**
 * Keeps the person's pages and the small pictures on them for when there is no signal: as they are now, for this person only. What was sent
 * before they were fetched is on them, and leaves the queue.
 */
export async function keepPages(personId: string, pictures: readonly string[]): Promise<boolean> {
  const name = KEPT + personId;
  const sent = (await queueOf(personId)).filter(({ state }) => state === 'sent' || state === 'set_aside');
  await forgetKept(name);
  const [day, ask] = await Promise.all([fetchPage(MY_DAY), (await isRecent(name, ASK)) ? undefined : fetchPage(ASK)]);
  if (!day) return false;
  const cache = await caches.open(name);
  await cache.put(MY_DAY, day);
  if (ask) await cache.put(ASK, ask);
  await keepPictures(cache, pictures);
  await remove(sent);
  return true;
}

/** Keeps a station's page as it is at this address, whatever it was opened by. */
export async function keepCollection(personId: string, address: string): Promise<boolean> {
  const name = KEPT + personId;
  await forgetKept(name);
  const page = await fetchPage(address);
  if (page) await (await caches.open(name)).put(COLLECTION, page);
  return page !== undefined;
}

/** Kinds of request and rooms change slowly. */
async function isRecent(name: string, path: string) {
  const kept = await caches.match(path, { cacheName: name, ignoreVary: true });
  return kept !== undefined && Date.now() - Date.parse(kept.headers.get('date') ?? '') < AN_HOUR_MS;
}

/** Forgets what is kept of people's pages, except one person's. */
export async function forgetKept(except?: string): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(KEPT) && name !== except) await caches.delete(name);
}

/** The page as the server draws it; nothing when it sent us elsewhere, to sign in for example. */
async function fetchPage(path: string): Promise<Response | undefined> {
  const answer = await fetch(path, { headers: { accept: 'text/html' }, redirect: 'manual' }).catch(() => undefined);
  return answer?.ok ? answer : undefined;
}

async function keepPictures(cache: Cache, pictures: readonly string[]) {
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const wanted = new Set([...pictures, MY_DAY, COLLECTION, '/']);
  for (const path of kept) if (!wanted.has(path)) await cache.delete(path);
  // Best effort: a card without its picture is still a card.
  for (const path of pictures) if (!kept.includes(path)) await cache.add(path).catch(() => {});
}
