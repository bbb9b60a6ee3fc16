import { m } from '#lib/paraglide/messages.js';
import type { Kind } from './kind.ts';

const PAUSE_MS = 250;

/** The kinds of request that fit what is being typed: asked for after a short pause, the latest words win. */
export class Suggestions {
  found = $state.raw<Kind[]>();
  isBusy = $state(false);
  status = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  follow(words: string, pauseMs = PAUSE_MS) {
    clearTimeout(this.#timer);
    const q = words.trim();
    if (q.length < 2) {
      this.found = undefined;
      this.status = '';
      this.isBusy = false;
      this.#asked = '';
      return;
    }
    this.isBusy = true;
    this.#timer = setTimeout(() => void this.#ask(q), pauseMs);
  }

  async #ask(q: string) {
    this.#asked = q;
    const answer = await fetch(`/suggestions?q=${encodeURIComponent(q)}`).catch(() => undefined);
    if (this.#asked !== q) return;
    this.isBusy = false;
    if (!answer?.ok) return void (this.status = m.ui_search_failed());
    const { items } = (await answer.json()) as { items: Kind[] };
    this.found = items;
    this.status = items.length ? m.ask_fit({ count: items.length }) : m.ask_none_fit();
  }
}
