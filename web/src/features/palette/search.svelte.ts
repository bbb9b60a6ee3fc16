import { m } from '#lib/paraglide/messages.js';
import { actsHere } from './acts-here.ts';
import { Asking } from './asking.ts';
import type { Entry } from './entry.ts';
import { inGroups, ranked, type Section } from './rank.ts';

const MOST_AT_FIRST = 10;
const MOST_FOUND = 8;
/** What there is to choose before a word is typed; the rest is found. */
const AT_FIRST: readonly Entry['group'][] = ['acts', 'pages', 'views'];

/** What was asked for, or why it could not be. */
type Answer = { entries: Entry[] } | { trouble: string };

/** Asks the portal; a failure is an answer in plain words. */
async function ask(address: string, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(address, signal ? { signal } : {}).catch(() => undefined);
  if (!answer) return { trouble: navigator.onLine ? m.palette_failed() : m.palette_offline() };
  if (answer.status === 401) return { trouble: m.problem_session_required() };
  if (answer.status === 429) return { trouble: m.problem_too_many() };
  const body = (answer.ok ? await answer.json().catch(() => undefined) : undefined) as { entries: Entry[] } | undefined;
  return body ?? { trouble: m.palette_failed() };
}

/** The palette while it is open: what was typed, what fits, which of it is meant. */
export class Search {
  typed = $state('');
  trouble = $state('');
  isAsking = $state(false);
  /** Moved to by an arrow or a pointer; else the first is meant. */
  #movedTo = $state<string>();
  #places = $state.raw<Entry[]>([]);
  #found = $state.raw<Entry[]>([]);
  #foundFor = $state('');
  #acts: Entry[] = actsHere();
  #recent: Entry[];
  #whenAnswered: (() => void) | undefined;
  #asking = new Asking<Answer>({
    ask: async (words, signal) => ask(`/palette?q=${encodeURIComponent(words)}`, signal),
    tell: (answer, words) => this.#take(answer, words),
  });

  readonly words = $derived(this.typed.trim());
  readonly sections = $derived.by((): Section[] => (this.words ? this.#fitting() : this.#atFirst()));
  readonly entries = $derived(this.sections.flatMap(({ entries }) => entries));
  readonly meant = $derived(this.entries.find(({ id }) => id === this.#movedTo) ?? this.entries[0]);
  readonly status = $derived.by(() => {
    if (!this.words || this.isAsking || this.trouble) return '';
    const count = this.entries.filter(({ group }) => group !== 'search').length;
    return count ? m.ui_search_found({ count }) : m.ui_search_none();
  });

  constructor(recent: Entry[], typed: string) {
    this.#recent = recent;
    void this.#readPlaces();
    if (typed) this.type(typed);
  }

  async #readPlaces() {
    const answer = await ask('/palette/places');
    if ('entries' in answer) this.#places = answer.entries;
    else this.trouble = answer.trouble;
  }

  /** Recent ones first. A page or view that is not offered now may not be opened any more. */
  #atFirst(): Section[] {
    const recent = this.#recent.flatMap((entry) => {
      const place = this.#places.find(({ id }) => id === entry.id);
      if (place) return [place];
      return entry.group === 'pages' || entry.group === 'views' ? [] : [entry];
    });
    const all = [...this.#acts, ...this.#places];
    const others = AT_FIRST.map((group) => ({ group, entries: all.filter((entry) => entry.group === group && !recent.includes(entry)) }));
    return [{ group: 'recent' as const, entries: recent }, ...others]
      .map(({ group, entries }) => ({ group, entries: entries.slice(0, MOST_AT_FIRST) }))
      .filter(({ entries }) => entries.length);
  }

  /** What an earlier answer found stays until the next comes, as far as it fits what stands there now. */
  #fitting(): Section[] {
    const places = ranked([...this.#acts, ...this.#places], this.words);
    const found = ranked(this.#found, this.words, this.#foundFor === this.words ? 'elsewhere' : 'here');
    return inGroups([...places, ...found], MOST_FOUND);
  }

  type(typed: string) {
    this.typed = typed;
    this.#movedTo = undefined;
    this.#whenAnswered = undefined;
    this.trouble = '';
    this.isAsking = this.words !== '';
    if (this.words) this.#asking.follow(this.words);
    else this.#asking.stop();
  }

  #take(answer: Answer, words: string) {
    this.isAsking = false;
    if ('trouble' in answer) this.trouble = answer.trouble;
    this.#found = 'entries' in answer ? answer.entries : [];
    this.#foundFor = words;
    this.#whenAnswered?.();
    this.#whenAnswered = undefined;
  }

  /** Up or down, and around. */
  move(by: 1 | -1) {
    const { entries, meant } = this;
    if (!entries.length) return;
    const at = meant ? entries.indexOf(meant) : -1;
    this.#movedTo = entries[(at + by + entries.length) % entries.length]!.id;
  }

  mean(entry: Entry) {
    this.#movedTo = entry.id;
  }

  /** Does it with what is meant. Who presses Enter faster than the answer comes means the first that it brings. */
  choose(take: (entry: Entry) => void) {
    const isEarly = this.isAsking && this.#movedTo === undefined;
    if (isEarly) this.#whenAnswered = () => this.choose(take);
    else if (this.meant) take(this.meant);
  }

  stop() {
    this.#asking.stop();
    this.#whenAnswered = undefined;
  }
}
