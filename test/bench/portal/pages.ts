import { emailOf, PASSWORD, type Person } from '../../people.ts';

/** The pages that people stay on, each as who has much on it. */
export const PAGES = [
  { name: 'Ask for help', path: '/', person: 'teacher' },
  { name: 'My requests', path: '/requests', person: 'teacher' },
  { name: 'Triage, 50 rows', path: '/triage?view=all-open', person: 'dispatcher' },
  { name: 'My day', path: '/my-day', person: 'technician' },
] as const satisfies readonly { name: string; path: string; person: Person }[];
export type Page = (typeof PAGES)[number];

/** Signs a person of the demonstration in; their cookies, as a browser sends them. */
export async function signIn(origin: string, person: Person): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${person} cannot sign in: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
}
