import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { PEOPLE, type Person } from '../../people.ts';

type Named = { id: string };
type List<T> = { items: T[] };

const read = async <T>(from: APIRequestContext, path: string) => (await (await from.get(path)).json()) as T;

async function ask(from: APIRequestContext, type: string, title: string) {
  const [kind] = (
    await read<List<Named & { code: string; fields: { key: string; kind: string; isRequired: boolean }[] }>>(from, '/api/request-types?limit=200')
  ).items.filter((t) => t.code === type);
  const [room] = (await read<List<Named & { site: Named }>>(from, '/api/me/rooms')).items;
  const made = await from.post('/api/work-orders', { data: { requestTypeId: kind!.id, title, siteId: room!.site.id } });
  expect(made.status(), await made.text()).toBe(201);
  return (await made.json()) as { id: string; number: string };
}

const CASES: { what: string; type: string; mayKnow: readonly Person[] }[] = [
  {
    what: 'an HR request is seen by the one who asked and by the school’s HR partner',
    type: 'verification_letter',
    mayKnow: ['teacher', 'hr-partner'],
  },
  { what: 'a special-diet request is seen by the one who asked', type: 'special_diet', mayKnow: ['teacher'] },
];

for (const { what, type, mayKnow } of CASES) {
  test(`${what}, and by no one else on any page, count or search`, async ({ as }) => {
    // Twelve people, each of whom looks everywhere.
    test.slow();
    const teacher = await as('teacher');
    const word = `quokka${crypto.randomUUID().slice(0, 6)}`;
    const order = await ask(teacher.request, type, `Private ${word}`);

    for (const person of PEOPLE) {
      const page = await as(person);
      const knows = mayKnow.includes(person);
      const found = await read<List<unknown>>(page.request, `/api/work-orders?q=${word}`);
      const counted = await read<{ total: number }>(page.request, `/api/work-orders/counts?q=${word}`);
      const byNumber = await read<List<unknown>>(page.request, `/api/work-orders?q=${order.number}`);
      expect([person, found.items.length, counted.total, byNumber.items.length]).toEqual([person, ...Array(3).fill(knows ? 1 : 0)]);
      for (const part of ['', '/comments', '/events', '/attachments']) {
        expect([person, part, (await page.request.get(`/api/work-orders/${order.id}${part}`)).status()]).toEqual([person, part, knows ? 200 : 404]);
      }
      expect([person, (await page.goto(`/requests/${order.number}`))?.status()]).toEqual([person, knows ? 200 : 404]);
      for (const path of [`/requests?whose=all&q=${word}`, `/triage?q=${word}`, '/my-day', '/requests']) {
        const answer = await page.request.get(path);
        const text = await answer.text();
        const isOwnList = knows && (path.startsWith('/requests') || person === 'hr-partner');
        if (!isOwnList) expect([person, path, text.includes(`Private ${word}`), text.includes(order.number)]).toEqual([person, path, false, false]);
      }
    }
  });
}
