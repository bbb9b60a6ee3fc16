import type { Actor } from '#kernel/actor.ts';
import type { TestApi } from '../app.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { inviteNext } from './work-surveys.ts';

export const SERVICES = ['facilities', 'it', 'hr', 'nutrition'];
export const DAYS = { opensOn: '2026-11-20', closesOn: '2026-12-04' };
type Survey = { id: string; version: number; allowedMoves: string[] };

const good = ({ status, body }: { status: number; body: unknown }) => {
  if (status >= 400) throw new Error(JSON.stringify(body));
  return body as Survey;
};

/** A survey of a year, as far as it is asked for. */
export async function aSurvey(
  api: TestApi,
  admin: Actor,
  { year = 2026, state = 'open' }: { year?: number; state?: 'draft' | 'open' } = {},
): Promise<Survey> {
  const who = api.as(admin);
  const draft = good(await who.post('/api/surveys', { body: { year, ...DAYS, services: SERVICES } }));
  return state === 'draft' ? draft : good(await who.post(`/api/surveys/${draft.id}/openings`, { ifMatch: draft.version }));
}

/** Closes it, whatever its version. */
export async function closing(api: TestApi, admin: Actor, id: string): Promise<Survey> {
  const who = api.as(admin);
  const { items } = (await who.get('/api/surveys')).body as { items: Survey[] };
  return good(await who.post(`/api/surveys/${id}/closings`, { ifMatch: items.find((one) => one.id === id)!.version }));
}

/** An answer about every service: of one mark, or not used. */
export const answersOf = (mark: number | null, over: Record<string, number | null> = {}) => ({
  answers: SERVICES.map((serviceCode) => {
    const own = serviceCode in over ? over[serviceCode]! : mark;
    return own === null ? { serviceCode, isUsed: false } : { serviceCode, isUsed: true, effective: own, adequate: own };
  }),
});

/** So many who work at a school and answer alike. */
export async function whoAnswer(api: TestApi, n: number, siteId: string | null, body: object): Promise<Actor[]> {
  const people: Actor[] = [];
  for (let i = 0; i < n; i++) {
    const person = await aPerson(api.db, { siteId });
    people.push(person);
    const { status, body: answer } = await api.as(person).post('/api/my-survey/answers', { body });
    if (status !== 201) throw new Error(JSON.stringify(answer));
  }
  return people;
}

/** Invites everybody, as the worker does. */
export async function inviteAll(api: TestApi): Promise<void> {
  while (await inviteNext(api.db, api.clock.now));
}
