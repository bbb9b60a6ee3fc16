import { test, type Page } from '@playwright/test';

type Listed = { id: string; assetTag: string; site: { id: string; name: string } };

/** One device of those that this person finds so, another one each time: journeys run beside each other. */
export async function aDevice(page: Page, query: string, fits: (one: Listed) => boolean = () => true): Promise<Listed> {
  const answer = await page.request.get(`/api/devices?limit=200&${query}`);
  const { items } = (await answer.json()) as { items: Listed[] };
  const fitting = items.filter(fits);
  const found = fitting[Math.floor(Math.random() * fitting.length)];
  if (!found) throw new Error(`No device is like ${query}.`);
  return found;
}

/** Which student has it, for who may know. */
export async function whoHas(page: Page, id: string): Promise<{ key: string }> {
  const answer = await page.request.get(`/api/devices/${id}`);
  return ((await answer.json()) as { heldBy: { student: { key: string } } }).heldBy.student;
}

type Scanned = { id: string; outcome: string; isUndone: boolean; station: string; device: { assetTag: string } | null };

/** What was scanned at a station of a school today, the newest first. */
export async function scansAt(page: Page, siteId: string, station: string): Promise<Scanned[]> {
  const answer = await page.request.get(`/api/device-collections/${siteId}/scans?limit=200&station=${encodeURIComponent(station)}`);
  return ((await answer.json()) as { items: Scanned[] }).items;
}

/** Several devices that students of one school have: of another school for each of the journeys that run beside each other, and of none from which `aDevice` takes. */
export async function devicesOut(page: Page, count: number): Promise<{ siteId: string; tags: string[] }> {
  const { workers } = test.info().config;
  const { items: all } = (await (await page.request.get('/api/device-collections')).json()) as { items: { id: string; out: number }[] };
  const schools = all.filter(({ out }, i) => i > 3 && out > 50 && i % workers === test.info().parallelIndex);
  const siteId = schools[Math.floor(Math.random() * schools.length)]!.id;
  const answer = await page.request.get(`/api/devices?limit=200&status=assigned&siteId=${siteId}`);
  const { items } = (await answer.json()) as { items: Listed[] };
  return { siteId, tags: items.slice(-count).map(({ assetTag }) => assetTag) };
}
