import type { RequestEvent } from '@sveltejs/kit';
import { must } from '#lib/server/api.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

type Event = Pick<RequestEvent, 'locals' | 'setHeaders'>;

/** A cache between us and everybody keeps a page for a minute; its language is in its address, or the browser's. */
function forEverybody<T extends { isDemonstration: boolean }>({ locals, setHeaders }: Event, answer: T): T {
  setHeaders({ 'cache-control': 'public, s-maxage=60', vary: 'accept-language' });
  locals.mayBeFound = !answer.isDemonstration;
  return answer;
}

/** The public programmes. */
export const readOpen = async (event: Event) => forEverybody(event, must(await event.locals.api.GET('/api/open')));
export const readProgramme = async (event: Event, code: string) =>
  forEverybody(event, must(await event.locals.api.GET('/api/open/programmes/{code}', { params: { path: { code } } })));
export const readSchool = async (event: Event, id: string) =>
  forEverybody(event, must(await event.locals.api.GET('/api/open/schools/{id}', { params: { path: { id } } })));
export const readProject = async (event: Event, id: string) =>
  forEverybody(event, must(await event.locals.api.GET('/api/open/projects/{id}', { params: { path: { id } } })));
export const readDecisions = async (event: Event) => forEverybody(event, must(await event.locals.api.GET('/api/open/proposals')));
export const readDictionary = async (event: Event) =>
  forEverybody(event, must(await event.locals.api.GET('/api/open/dictionary', { params: { query: { lang: getLocale() } } })));

const plain = (words: string) => words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
/** The schools whose names hold this; all where nothing is asked for. */
export async function readSchools(event: Event, q: string) {
  const answer = forEverybody(event, must(await event.locals.api.GET('/api/open/schools')));
  return { ...answer, items: answer.items.filter(({ school }) => plain(school.name).includes(plain(q))) };
}

const inReadersLanguage = () => ({ params: { query: { lang: getLocale() } } });
/** What the staff say of each service. */
export const readSurvey = async (event: Event) => forEverybody(event, must(await event.locals.api.GET('/api/open/survey', inReadersLanguage())));
/** Devices and bandwidth of each school. */
export const readTechnology = async (event: Event) =>
  forEverybody(event, must(await event.locals.api.GET('/api/open/technology', inReadersLanguage())));
/** The strategic plan's measures. */
export const readPlan = async (event: Event) => forEverybody(event, must(await event.locals.api.GET('/api/open/plan', inReadersLanguage())));
