import type { Queued } from '#lib/offline/operation.ts';
import type { Ended } from '#lib/offline/post.ts';
import { Sender } from '#lib/offline/sender.svelte.ts';

const loadPhone = () => import('#lib/offline/phone.ts');
type Phone = Awaited<ReturnType<typeof loadPhone>>;

type Given = { personId: string; mayKeep: () => boolean; pictures: () => readonly string[]; refresh: () => Promise<void> };

/** It was sent, and the desk has it. */
const isThrough = (state: Queued['state']) => state === 'sent' || state === 'set_aside';

/** This phone's queue as the page sees it, and the one who sends it. */
export class Outbox {
  things = $state.raw<Queued[]>([]);
  /** The phone's database opened: what is pressed goes through the queue. */
  isReady = $state(false);
  /** The page as it stands is on this phone. */
  isKept = $state(false);
  /** How each thing of this page was last seen: what is sent leaves the queue. */
  ends: Record<string, Queued['state']> = {};
  /** What this page was read after: only that may leave it, whoever took it out of the queue. */
  readonly #onPage: Record<string, true> = {};
  readonly #personId: string;
  /** Whether this person's pages may lie on a phone. If not, only what waits from before is sent and shown. */
  readonly #mayKeep: () => boolean;
  readonly #pictures: () => readonly string[];
  readonly #refresh: () => Promise<void>;
  /** Comes once the page stands; `isReady` says that it is there. */
  #phone: Phone | undefined;
  #stop: (() => void)[] = [];
  readonly #sender = new Sender(() => this.#send());
  #settling: Promise<void> | undefined;

  constructor({ personId, mayKeep, pictures, refresh }: Given) {
    this.#personId = personId;
    this.#mayKeep = mayKeep;
    this.#pictures = pictures;
    this.#refresh = refresh;
  }

  /** Begins to watch and to send; what it gives back ends that. */
  start(): () => void {
    this.#stop.push(this.#sender.start());
    void this.#begin();
    return () => {
      for (const stop of this.#stop.splice(0)) stop();
    };
  }

  /** How the last sending ended. */
  get ended() {
    return this.#sender.ended;
  }

  get isOnline() {
    return this.#sender.isOnline;
  }

  async #begin() {
    this.#phone = await loadPhone();
    this.#stop.push(this.#phone.onQueueChange(() => void this.#heard()));
    await this.#read();
    this.isReady = this.#mayKeep();
    if (this.isReady && !import.meta.env.DEV) await this.#phone.registerWorker().catch(() => {});
    await this.flush();
    await this.#keep();
  }

  async #read() {
    const queued = (await this.#phone?.queueOf(this.#personId)) ?? [];
    const things = [
      ...this.things.filter(({ id, state }) => isThrough(state) && !this.#onPage[id] && !queued.some((one) => one.id === id)),
      ...queued,
    ];
    for (const { id, state } of things) this.ends[id] = state;
    const stamp = (list: readonly Queued[]) => list.map(({ id, state }) => id + state).join();
    // Told often, changed seldom: the page is drawn again only then.
    if (stamp(things) !== stamp(this.things)) this.things = things;
  }

  /** Another tab or the service worker changed the queue. A long one is sent in pieces: the page is read again when all is through. */
  async #heard() {
    await this.#read();
    if (!this.things.some(({ state }) => state === 'waiting')) await this.#settle();
  }

  /** Keeps what was meant before anything is sent: from here on it cannot be lost. */
  async add(things: readonly Queued[]): Promise<void> {
    await this.#phone!.enqueue(things);
    await this.#read();
    // Best effort: asked once, so that a full phone does not clear it away over a weekend.
    void navigator.storage.persist?.();
  }

  flush = (): Promise<void> => this.#sender.flush();

  async #send(): Promise<Ended> {
    const isWaiting = this.#phone !== undefined && this.things.some(({ state }) => state === 'waiting');
    const ended = isWaiting ? await this.#phone!.sendQueue(this.#personId) : 'all_sent';
    await this.#read();
    void this.#settle();
    return ended;
  }

  /** What was sent is on the page now, and on the one that is kept. */
  #settle = (): Promise<void> =>
    (this.#settling ??= (async () => {
      if (!this.things.some(({ state }) => isThrough(state))) return;
      // What was sent while the page was read may not be on it yet.
      do await this.readAgain();
      while (this.things.some(({ id, state }) => isThrough(state) && !this.#onPage[id]));
    })().finally(() => (this.#settling = undefined)));

  /** Something waits that is on its way. */
  get isSending() {
    return this.isOnline && this.things.some(({ state }) => state === 'waiting');
  }

  /** The page shows the day as it is now, with what was sent, and so does the one that is kept for where there is no signal. */
  readAgain = async (): Promise<void> => {
    const sent = this.things.filter(({ state }) => isThrough(state));
    await this.#refresh();
    for (const { id } of sent) this.#onPage[id] = true;
    if (this.#phone) await this.#keep();
  };

  async #keep() {
    if (!this.#mayKeep()) return this.#forgetSent();
    if (!navigator.onLine || !(await this.#phone!.keepPages(this.#personId, this.#pictures()).catch(() => false))) return;
    this.isKept = true;
    await this.#read();
  }

  /** Where no page is kept, nothing waits for one to show what was sent. */
  async #forgetSent() {
    await this.#phone!.remove(this.things.filter(({ state }) => isThrough(state)));
    await this.#read();
  }

  /** A photo made small enough to wait. */
  async small(file: File): Promise<Blob> {
    return this.#phone!.downscale(file);
  }

  /** What was refused has been read. */
  async lay(thing: Queued): Promise<void> {
    await this.#phone!.remove([thing]);
    await this.#read();
  }
}

/** Nothing of this person may lie on a phone. */
export const keepNothing = async () => (await loadPhone()).forgetKept();
