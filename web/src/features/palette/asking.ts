const PAUSE_MS = 150;

type Given<Answer> = {
  ask: (words: string, signal: AbortSignal) => Promise<Answer>;
  /** The answer to the latest words, and to no others. */
  tell: (answer: Answer, words: string) => void;
  pauseMs?: number;
};

/** Asks after a short pause in the typing. An older answer never comes after a newer one: who asks again has turned the last question off. */
export class Asking<Answer> {
  #given: Given<Answer>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = new AbortController();

  constructor(given: Given<Answer>) {
    this.#given = given;
  }

  follow(words: string) {
    this.stop();
    this.#timer = setTimeout(() => void this.#ask(words, this.#latest.signal), this.#given.pauseMs ?? PAUSE_MS);
  }

  /** What is under way is no longer asked for. */
  stop() {
    clearTimeout(this.#timer);
    this.#latest.abort();
    this.#latest = new AbortController();
  }

  async #ask(words: string, signal: AbortSignal) {
    const answer = await this.#given.ask(words, signal);
    if (!signal.aborted) this.#given.tell(answer, words);
  }
}
