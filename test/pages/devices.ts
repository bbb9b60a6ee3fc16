import type { Page } from '@playwright/test';

type Listed = { id: string; assetTag: string; site: { name: string } };

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
