import { tick } from 'svelte';
import { follow, type Happened } from './follow.ts';
import { type Hands, watchHands } from './hands.ts';

export type Given = {
  /** Would the page look other? `shown`: it shows the order as it was. `perhaps`: only the server can say. */
  concerns: (happened: Happened) => 'shown' | 'perhaps' | 'no';
  /** What the page itself knows of the person's hands. */
  hands?: (() => Hands) | undefined;
  refresh: () => Promise<unknown>;
};

const SHOWN_AFTER_MS = 200;
const AGAIN_AFTER_MS = 1_000;
/** What may not concern this page at all is looked at less often, and not by all pages of the district at the same moment. */
const PERHAPS_AFTER_MS = 2_000;
const SPREAD_MS = 2_000;
const EVERYTHING = '';

/** What changed elsewhere, shown at once where that disturbs nobody, and else when the person asks for it. */
export class Changes {
  /** Changed, and not on the page yet. */
  waiting = $state.raw<readonly string[]>([]);
  /** The person is in the middle of something: it waits until they say so. */
  isHeld = $state(false);
  /** How often the page was made new by itself. */
  shown = $state(0);
  readonly #given: Given;
  #hands: ReturnType<typeof watchHands> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  #isShowing = false;

  constructor(given: Given) {
    this.#given = given;
  }

  start(position: string): () => void {
    this.#hands = watchHands();
    const leave = follow(position, { order: (happened) => this.#hear(happened), everything: () => this.#note(EVERYTHING, SHOWN_AFTER_MS) });
    return () => {
      leave();
      this.#hands?.stop();
      clearTimeout(this.#timer);
      this.#dueAt = Infinity;
      this.waiting = [];
      this.isHeld = false;
    };
  }

  #hear(happened: Happened) {
    const answer = this.#given.concerns(happened);
    if (answer === 'shown') this.#note(happened.id, SHOWN_AFTER_MS);
    if (answer === 'perhaps') this.#note(happened.id, PERHAPS_AFTER_MS + Math.random() * SPREAD_MS);
  }

  #note(id: string, afterMs: number) {
    if (!this.waiting.includes(id)) this.waiting = [...this.waiting, id];
    this.#lookIn(afterMs);
  }

  #lookIn(ms: number) {
    const at = performance.now() + ms;
    if (at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look() {
    this.#dueAt = Infinity;
    if (this.waiting.length === 0) return;
    const all = [this.#hands!.now(), this.#given.hands?.() ?? 'free'];
    if (all.includes('busy')) this.isHeld = true;
    else if (this.#isShowing || all.includes('moving')) this.#lookIn(AGAIN_AFTER_MS);
    else void this.show();
  }

  /** Shows what waits. Where the person was, they stay. */
  async show(): Promise<void> {
    this.waiting = [];
    this.isHeld = false;
    this.#isShowing = true;
    const focused = document.activeElement;
    try {
      await this.#given.refresh();
      await tick();
      if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
      this.shown += 1;
    } finally {
      this.#isShowing = false;
    }
  }
}
