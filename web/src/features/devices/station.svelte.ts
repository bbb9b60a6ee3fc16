import type { Scan, ScanResult } from '#lib/offline/scan.ts';
import { Sender } from '#lib/offline/sender.svelte.ts';
import { beep } from './beep.ts';
import { resultTone } from './collection-words.ts';

const load = () => import('#lib/offline/station.ts');
type Device = Awaited<ReturnType<typeof load>>;

/** A scan of this station as its page shows it; without a result it waits on this device. */
export type Seen = { id: string; code: string; result?: ScanResult; undoing?: 'waiting' | 'undone' };

const SHOWN = 12;
/** After so long without an answer, whoever scans hears that it is kept. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- written down at once, never watched
const isoOf = (at: number) => new Date(at).toISOString();
const SOON_MS = 1_500;
const REFRESH_MS = 2_500;
const LOOK_MS = 20_000;
/** A scanner that is held over a label for too long reads it twice. */
const TWICE_MS = 1_200;

type Given = { personId: string; siteId: () => string; station: () => string; refresh: () => Promise<void> };

/** A station of a collection day on this device: what is scanned lies in the queue first and goes from there, signal or not. */
export class Station {
  /** The last scans, the newest first. */
  seen = $state.raw<Seen[]>([]);
  /** How many wait on this device. */
  waiting = $state(0);
  /** The device's database opened: scans go through the queue. */
  isReady = $state(false);
  /** What this page came to since it was opened. */
  counts = $state.raw({ scans: 0, back: 0 });
  readonly sender = new Sender(() => this.#send());
  readonly #given: Given;
  #device: Device | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #before = { code: '', at: 0 };

  constructor(given: Given) {
    this.#given = given;
  }

  start(): () => void {
    const stops = [this.sender.start()];
    const look = setInterval(() => document.visibilityState === 'visible' && !this.isAway && void this.#given.refresh(), LOOK_MS);
    void this.#begin(stops);
    return () => {
      for (const stop of stops) stop();
      clearInterval(look);
      clearTimeout(this.#refreshing);
    };
  }

  async #begin(stops: (() => void)[]) {
    this.#device = await load();
    stops.push(this.#device.onQueueChange(() => void this.#count()));
    await this.#count();
    // What a restart of the browser left here is shown first.
    this.seen = (await this.#device.scansOf(this.#given.personId))
      .slice(-SHOWN)
      .toReversed()
      .flatMap(({ id, scan }) => ('code' in scan ? [{ id, code: scan.code }] : []));
    this.isReady = true;
    if (!import.meta.env.DEV) await this.#device.registerWorker().catch(() => {});
    await this.keep();
    await this.sender.flush();
  }

  async #count() {
    this.waiting = await this.#device!.countScans(this.#given.personId);
  }

  /** The page as it is now opens without signal too. */
  async keep() {
    if (navigator.onLine) await this.#device?.keepCollection(this.#given.personId, location.pathname + location.search).catch(() => {});
  }

  /** Keeps what was scanned before anything is sent: from here on it is not lost. */
  async add(code: string, damage: string): Promise<void> {
    const now = Date.now();
    if (code === this.#before.code && now - this.#before.at < TWICE_MS) return;
    this.#before = { code, at: now };
    const id = crypto.randomUUID();
    this.seen = [{ id, code }, ...this.seen].slice(0, SHOWN);
    await this.#enqueue({ id, deviceAt: isoOf(now), code, ...(damage ? { damage } : {}) });
    this.counts = { ...this.counts, scans: this.counts.scans + 1 };
    if (this.isAway) beep('next');
    else setTimeout(() => this.seen.some((one) => one.id === id && !one.result) && beep('next'), SOON_MS);
  }

  /** No signal, or it leads nowhere. */
  get isAway() {
    return !this.sender.isOnline || this.sender.ended === 'no_signal';
  }

  /** The newest scan that was not taken back. */
  get last(): Seen | undefined {
    return this.seen.find(({ undoing, result }) => undoing === undefined && result?.outcome !== 'refused');
  }

  async undo(): Promise<void> {
    const last = this.last;
    if (!last) return;
    this.#mark(last.id, { undoing: 'waiting' });
    this.#before = { code: '', at: 0 };
    const undone = crypto.randomUUID();
    this.#undoings[undone] = last.id;
    await this.#enqueue({ id: undone, deviceAt: isoOf(Date.now()), undoes: last.id });
    if (this.isAway) beep('next');
  }

  readonly #undoings: Record<string, string> = {};

  async #enqueue(scan: Scan) {
    const { personId, siteId, station } = this.#given;
    await this.#device!.enqueueScan({ id: scan.id, personId, siteId: siteId(), station: station(), scan });
    await this.#count();
    // Best effort: asked once, so that a full disk does not clear it away.
    void navigator.storage.persist?.();
    void this.sender.flush();
  }

  async #send() {
    const ended = this.#device ? await this.#device.sendScans(this.#given.personId, this.#told) : 'all_sent';
    if (this.#device) await this.#count();
    return ended;
  }

  readonly #told = (results: ScanResult[]) => {
    let sound: Parameters<typeof beep>[0] | undefined;
    for (const result of results) {
      const undone = this.#undoings[result.id];
      if (undone)
        this.#mark(undone, result.outcome === 'undone' ? { undoing: 'undone' } : { result: { ...result, id: undone } }, result.outcome !== 'undone');
      else this.#mark(result.id, { result });
      if (result.outcome === 'back') this.counts = { ...this.counts, back: this.counts.back + 1 };
      if (result.outcome === 'undone') this.counts = { ...this.counts, back: Math.max(0, this.counts.back - 1) };
      const tone = resultTone(result);
      sound = sound === 'bad' || tone === 'bad' || tone === 'warn' ? 'bad' : tone === 'good' ? 'good' : 'next';
    }
    if (sound) beep(sound);
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => void this.#given.refresh(), REFRESH_MS);
  };

  #mark(id: string, more: Partial<Seen>, isStill = false) {
    this.seen = this.seen.map((one) => {
      if (one.id !== id) return one;
      const { undoing: _undoing, ...rest } = one;
      return { ...(isStill ? rest : one), ...more };
    });
  }
}
