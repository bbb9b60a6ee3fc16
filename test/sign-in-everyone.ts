import type { FullConfig } from '@playwright/test';
import { PEOPLE, signIn } from './people.ts';

/** Signs each person in once, since a sign-in costs the server 100 ms on purpose; the journeys use these sessions. */
export default async function signInEveryone(config: FullConfig): Promise<void> {
  const baseURL = config.projects[0]!.use.baseURL!;
  await Promise.all(PEOPLE.map((person) => signIn(baseURL, person)));
}
