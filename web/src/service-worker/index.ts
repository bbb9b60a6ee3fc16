import { assets, immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { ASK, COLLECTION, forgetKept, keepCollection, keepPages, KEPT, MY_DAY, NEEDS_SIGNAL } from '#lib/offline/keep.ts';
import { peopleWaiting } from '#lib/offline/queue.ts';
import { peopleWithScans, sendScans } from '#lib/offline/scans.ts';
import { sendQueue } from '#lib/offline/send.ts';

/*
 * For people who work where there is no signal: My day and the collection day register it. It keeps the portal's own files, and answers with the
 * pages that those kept when the network does not answer in time. It never keeps a page by itself.
 */

const FILES = 'steward-files';
const BUILT = '/_app/immutable/';
const PICTURE = /^\/api\/attachments\/[^/]+\/thumbnail$/;
const PATIENCE_MS = 5_000;

/** Fonts of other scripts than ours would only take room, and what reads a camera is kept by who uses one. */
const needed = (path: string) => !path.endsWith('.wasm') && (!path.endsWith('.woff2') || path.includes('inter-latin-wght'));
const shipped = [...immutable, ...assets].map(({ path }) => `/${path.replace(/^\//, '')}`).filter(needed);

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => Promise.all(shipped.map((path) => addOnce(cache, path)))));
  void self.skipWaiting();
});

/** Built files are named by what is in them: what is there is right. */
async function addOnce(cache: Cache, path: string) {
  if (!path.startsWith(BUILT) || !(await cache.match(path, { ignoreVary: true }))) await cache.add(path);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

/** Files of earlier versions go, once the pages that are kept are fetched anew: until then they may still be opened with them. */
async function tidy() {
  const cache = await caches.open(FILES);
  for (const name of await caches.keys()) if (name.startsWith(KEPT) && !(await keepAnew(name))) return;
  for (const { url } of await cache.keys()) if (!shipped.includes(new URL(url).pathname)) await cache.delete(url);
}

async function keepAnew(name: string) {
  const personId = name.slice(KEPT.length);
  const cache = await caches.open(name);
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const station = await cache.match(COLLECTION);
  const days =
    !paths.includes(MY_DAY) ||
    keepPages(
      personId,
      paths.filter((path) => PICTURE.test(path)),
    );
  return (await days) && (!station || keepCollection(personId, station.url));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    const answer = navigate(request, url);
    event.respondWith(answer);
    // There is signal, and not every browser says so by itself.
    event.waitUntil(answer.then(sendForAll).catch(() => {}));
  } else if (request.method !== 'GET') return;
  else if (shipped.includes(url.pathname) || url.pathname.startsWith(BUILT)) event.respondWith(file(request, url));
  else if (PICTURE.test(url.pathname)) event.respondWith(picture(request));
});

/** The network first; a page that was kept when it is away or dawdles. Who goes to sign in or out leaves nothing to read behind. */
async function navigate(request: Request, { pathname }: URL): Promise<Response> {
  const answer = fetch(request);
  const isAtTheDoor = pathname === '/sign-out' || pathname === '/sign-in';
  if (isAtTheDoor && (await answer.catch(() => undefined))) await forgetKept();
  if (request.method !== 'GET') return answer.catch(notWithoutSignal);
  const instead = await keptFor(pathname);
  if (!instead) return answer;
  const came = await (isKept(pathname) ? inTime(answer) : answer.catch(() => undefined));
  return came && came.status < 500 ? came : instead;
}

const isKept = (pathname: string) => pathname === '/' || pathname === MY_DAY || pathname === COLLECTION;
const inTime = (answer: Promise<Response>) =>
  Promise.race([answer.catch(() => undefined), new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))]);

async function keptFor(pathname: string): Promise<Response | undefined> {
  if (pathname === '/' || pathname === COLLECTION) return kept(pathname === '/' ? ASK : COLLECTION);
  const day = await kept(MY_DAY);
  if (pathname === MY_DAY) return day;
  const home = day ? MY_DAY : (await kept(COLLECTION)) ? COLLECTION : undefined;
  return home && Response.redirect(home);
}

/** A form that goes by itself, such as signing out: the page that is kept says that it needs signal, and stays. */
async function notWithoutSignal(error: unknown): Promise<Response> {
  const home = (await kept(MY_DAY)) ? MY_DAY : COLLECTION;
  if (!(await kept(home))) throw error;
  return Response.redirect(`${home}?${NEEDS_SIGNAL}`, 303);
}

const kept = (path: string) => caches.match(path, { ignoreVary: true });

async function file(request: Request, { pathname }: URL): Promise<Response> {
  const cache = await caches.open(FILES);
  const found = await cache.match(pathname, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && pathname.startsWith(BUILT)) await cache.put(pathname, answer.clone());
  return answer;
}

const picture = async (request: Request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

/** The browser says that the signal is back, also when no page is open. */
self.addEventListener('sync', ((event: ExtendableEvent & { tag: string }) => {
  if (event.tag === 'steward-queue') event.waitUntil(sendForAll());
}) as EventListener);

async function sendForAll() {
  const ends = [];
  for (const personId of await peopleWaiting()) ends.push(await sendQueue(personId));
  for (const personId of await peopleWithScans()) ends.push(await sendScans(personId));
  // A failure is what makes the browser try again.
  if (ends.includes('no_signal')) throw new Error('no signal');
}
