/** How a sending ended: nothing waits any more, or why it stopped. What waits is sent from there on. */
export type Ended = 'all_sent' | 'no_signal' | 'signed_out' | 'other_person';

/** What the portal answers when somebody else is signed in by now. */
const OTHER_PERSON = 'portal.other_person';

class Stopped extends Error {
  readonly why: Ended;
  constructor(why: Ended) {
    super(why);
    this.why = why;
  }
}

export function stop(why: Ended): never {
  throw new Stopped(why);
}

/** Sends until nothing waits, or it has to stop. One sender of this name at a time on this phone; whoever comes meanwhile waits and finds less to do. */
export const untilStopped = (name: string, send: () => Promise<void>): Promise<Ended> =>
  navigator.locks.request(name, async () => {
    try {
      await send();
      return 'all_sent';
    } catch (error) {
      if (error instanceof Stopped) return error.why;
      throw error;
    }
  });

/** Only what the server understood and refused comes back; everything else stops the sending until later. */
export async function post(path: string, body: BodyInit, ms: number): Promise<Response> {
  const headers: HeadersInit = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(path, { method: 'POST', headers, body, signal: AbortSignal.timeout(ms) }).catch(() => stop('no_signal'));
  if (answer.status === 401) stop('signed_out');
  if (answer.status === 409 && ((await answer.json().catch(() => ({}))) as { code?: string }).code === OTHER_PERSON) stop('other_person');
  if (answer.ok || [400, 413, 415, 422].includes(answer.status)) return answer;
  return stop('no_signal');
}
