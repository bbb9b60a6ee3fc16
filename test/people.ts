import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from '@playwright/test';

/** The people of the demonstration, by what they do: each is `<name>@demo.example`. */
export const PEOPLE = [
  'teacher',
  'principal',
  'dispatcher',
  'technician',
  'manager',
  'hr-partner',
  'planner',
  'capital',
  'cfo',
  'technology',
  'auditor',
  'admin',
] as const;

export type Person = (typeof PEOPLE)[number];

export const PASSWORD = 'steward-demo';
export const emailOf = (person: Person) => `${person}@demo.example`;

const sessions = process.env['SESSIONS_DIR'] ?? join(tmpdir(), 'steward-sessions');

/** Where a person's signed-in browser state is kept for the length of a run. */
export const sessionOf = (person: Person) => join(sessions, `${person}.json`);

/** Signs one person in and keeps the session. */
export async function signIn(baseURL: string, person: Person): Promise<void> {
  const browser = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  const answer = await browser.post('/api/auth/sign-in/email', { data: { email: emailOf(person), password: PASSWORD } });
  if (!answer.ok()) throw new Error(`${emailOf(person)} cannot sign in: ${answer.status()} ${await answer.text()}`);
  await browser.storageState({ path: sessionOf(person) });
  await browser.dispose();
}
