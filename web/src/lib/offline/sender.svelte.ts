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
    const over = new AbortController();
    const on = (type: string, react: () => void) => addEventListener(type, react, over);
    this.isOnline = navigator.onLine;
    on('online', () => void this.flush());
    on('offline', () => (this.isOnline = false));
    // Of the document; it comes up to the window.
    on('visibilitychange', () => document.hidden || void this.flush());
    return () => {
      over.abort();
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
}

/** Whether the browser has what a queue needs. */
export const canQueue = () => 'indexedDB' in window && 'locks' in navigator && 'serviceWorker' in navigator && 'caches' in window;
