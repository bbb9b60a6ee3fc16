import { type FullConfig, request } from '@playwright/test';
import { emailOf, PASSWORD, PEOPLE, sessionOf } from './people.ts';

/** Signs each person in once, since a sign-in costs the server 100 ms on purpose; the journeys use these sessions. */
export default async function signInEveryone(config: FullConfig): Promise<void> {
  const baseURL = config.projects[0]!.use.baseURL!;
  for (const person of PEOPLE) {
    const browser = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
    const answer = await browser.post('/api/auth/sign-in/email', { data: { email: emailOf(person), password: PASSWORD } });
    if (!answer.ok()) throw new Error(`${emailOf(person)} cannot sign in: ${answer.status()} ${await answer.text()}`);
    await browser.storageState({ path: sessionOf(person) });
    await browser.dispose();
  }
}
