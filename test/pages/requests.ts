import type { APIRequestContext, APIResponse } from '@playwright/test';
import { expect } from '../fixtures.ts';

type List<T> = { items: T[] };
type Named = { id: string; name: string };
export type Team = Named & { members: Named[] };
/** What journeys look at of a request, as the API tells it. */
export type Request = {
  id: string;
  number: string;
  title: string;
  status: string;
  priority: string;
  version: number;
  rating: number | null;
  reopenCount: number;
  team: Named | null;
  assignee: Named | null;
  hold: { reason: string } | null;
  site: Named;
};

async function told<T>(answer: APIResponse): Promise<T> {
  expect(answer.ok(), `${answer.status()} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** What the API answers to a question. */
export const read = async <T>(from: APIRequestContext, path: string) => told<T>(await from.get(path));

/** A word that no other request has, so that a search finds a journey's own. */
export const ownWord = () => `marmot${crypto.randomUUID().slice(0, 8)}`;

/** Somebody asks for help with a sink in the first of their rooms. */
export async function askForHelp(from: APIRequestContext, title: string): Promise<Request> {
  const types = await read<List<Named & { code: string }>>(from, '/api/request-types?q=faucet');
  const kind = types.items.find(({ code }) => code === 'sink_faucet_drain')!;
  const [room] = (await read<List<Named & { site: Named }>>(from, '/api/me/rooms')).items;
  return told(await from.post('/api/work-orders', { data: { requestTypeId: kind.id, title, siteId: room!.site.id, roomId: room!.id } }));
}

/** A request as it is now. */
export const requestAsIs = (from: APIRequestContext, { number }: Pick<Request, 'number'>) => read<Request>(from, `/api/work-orders/${number}`);

/** The teams that the desk may give facilities work at a school to, by name. */
export async function crewsAt(from: APIRequestContext, { site }: Pick<Request, 'site'>): Promise<Map<string, Team>> {
  const { items } = await read<List<Team>>(from, `/api/teams?serviceCode=facilities&siteId=${site.id}`);
  return new Map(items.map((team) => [team.name, team]));
}

/** The desk gives a request to one person of the plumbing crew. */
export async function assignPlumber(desk: APIRequestContext, request: Request, name: string): Promise<Request> {
  const plumbing = (await crewsAt(desk, request)).get('Plumbing')!;
  const person = plumbing.members.find((member) => member.name === name)!;
  const { version } = await requestAsIs(desk, request);
  const data = { teamId: plumbing.id, personId: person.id };
  return told(await desk.post(`/api/work-orders/${request.number}/assignments`, { data, headers: { 'If-Match': `"${version}"` } }));
}
