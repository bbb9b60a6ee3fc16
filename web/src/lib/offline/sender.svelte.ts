import type { Ended } from './post.ts';

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 300_000;

type SyncRegistration = ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } };

/** Sends what waits when there is signal: at once, when it is back, when the page is looked at again, and after a pause that grows. */
export class Sender {
  /** How the last sending ended. */
  ended = $state<Ended>('all_sent');
  isOnline = $state(true);
  readonly #send: () => Promise<Ended>;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pause = FIRST_RETRY_MS;

  constructor(send: () => Promise<Ended>) {
    this.#send = send;
  }

  /** Begins to watch for signal; what it gives back ends that. */
  start(): () => void {
    this.isOnline = navigator.onLine;
    const watched: [EventTarget, string, () => void][] = [
      [window, 'online', () => void this.flush()],
      [window, 'offline', () => (this.isOnline = false)],
      [document, 'visibilitychange', () => document.visibilityState === 'visible' && void this.flush()],
    ];
    for (const [on, type, react] of watched) on.addEventListener(type, react);
    return () => {
      for (const [on, type, react] of watched) on.removeEventListener(type, react);
      clearTimeout(this.#retry);
    };
  }

  async flush(): Promise<void> {
    clearTimeout(this.#retry);
    this.isOnline = navigator.onLine;
    this.ended = await this.#send();
    if (this.ended === 'no_signal') this.#later();
    else this.#pause = FIRST_RETRY_MS;
  }

  #later() {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.flush(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LAST_RETRY_MS);
    void navigator.serviceWorker.ready.then((worker: SyncRegistration) => worker.sync?.register('steward-queue')).catch(() => {});
  }

  /** No signal, or it leads nowhere. */
  get isAway() {
    return !this.isOnline || this.ended === 'no_signal';
  }
}

/** Whether the browser has what a queue needs. */
export const canQueue = () => 'indexedDB' in window && 'locks' in navigator && 'serviceWorker' in navigator && 'caches' in window;
