import { tick } from 'svelte';
import { applyAction, type SubmitFunction } from '$app/forms';
import { goto, refreshAll } from '$app/navigation';
import { m } from '#lib/paraglide/messages.js';
import { fieldId } from '#lib/ui/field-id.ts';
import type { Done } from './acts.ts';
import { type LastBulk, lastToUndo } from './bulk/last.ts';
import { MANY, OF_ONE, tickedAll, tickedTo, withTicked } from './bulk/ticked.ts';
import { type Command, commandFor, useKeys, usesKeys, whereIs } from './keyboard.ts';
import type { Row } from './order.ts';
import { type Filters, hrefOf, orderFrom, queryTextOf, withChange } from './view.ts';

/** The field that each key goes to, in the order's panel. */
const FIELDS: Partial<Record<Command, string>> = {
  assign: 'assignTo',
  prioritise: 'newPriority',
  tag: 'addTags',
  hold: 'holdReason',
  duplicate: 'duplicateOf',
  cancel: 'cancelNote',
};

type Page = { rows: Row[]; filters: Filters; nextCursor: string | null; shown: string; selected: string };
/** What the desk needs of the page: how it stands, how to choose a line of it at once. */
type Given = { page: () => Page; choose: (number: string) => void };

/** The desk as it is driven in the browser: by keys, and by forms that need no new page. Everything it does, the plain page does too. */
export class Desk {
  /** The last act, and how to take it back. */
  done = $state.raw<Done>();
  /** For the live region: what was just done, or why nothing was. */
  said = $state('');
  isStarted = $state(false);
  isHelpOpen = $state(false);
  isUsingKeys = $state(true);
  isSending = $state(false);
  checked = $state<string[]>([]);
  /** Many were changed just now, and it can still be undone. */
  lastBulk = $state.raw<LastBulk>();
  #arriving: Promise<unknown> = Promise.resolve();
  #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  get #page() {
    return this.#given.page();
  }

  /** The ticked ones that are still in the list. */
  get ticked(): Row[] {
    return this.#page.rows.filter(({ number }) => this.checked.includes(number));
  }

  start() {
    this.isStarted = true;
    this.isUsingKeys = usesKeys();
    this.lastBulk = lastToUndo();
  }

  /** From an order back to the list alone: to its line, where one was. */
  arrived({ from, to }: { from: { url: URL } | null; to: { url: URL } | null }) {
    const left = from && from.url.pathname === to?.url.pathname ? orderFrom(from.url.searchParams) : '';
    if (left && to && !orderFrom(to.url.searchParams)) document.querySelector<HTMLElement>(`[data-row="${left}"]`)?.focus();
  }

  useKeys(isOn: boolean) {
    this.isUsingKeys = isOn;
    useKeys(isOn);
  }

  keydown(event: KeyboardEvent) {
    const where = whereIs(event.target);
    if (event.key === 'Escape' && where === 'field' && !(event.target as HTMLElement).closest('dialog')) {
      // A search field would empty itself as well, while the list still shows what it found.
      event.preventDefault();
      return this.#leave(event.target as HTMLElement);
    }
    const command = this.isUsingKeys ? commandFor(event, where) : undefined;
    if (!command) return;
    // Enter on a line that is not the chosen one follows its link.
    if (command === 'open' && where === 'list' && (event.target as HTMLElement).dataset['row'] !== this.#page.selected) return;
    event.preventDefault();
    void this.#run(command);
  }

  async #run(command: Command) {
    if (command === 'next') return this.#step(1);
    if (command === 'previous') return this.#step(-1);
    if (command === 'help') return void (this.isHelpOpen = true);
    if (command === 'search') return document.getElementById(fieldId('q'))?.focus();
    if (command === 'undo') return this.#press('form-undo') || void (this.said = m.triage_undo_none());
    if (command === 'undo_many') return this.#press('form-undo-many') || void (this.said = m.triage_undo_none());
    if (command === 'check_all') return this.#tick(tickedAll(this.#shown, this.checked));
    if (command === 'check_next') return this.#tickOn(1);
    if (command === 'check_previous') return this.#tickOn(-1);
    if (this.ticked.length && MANY[command]) return this.#openMany(MANY[command]);
    if (this.ticked.length && OF_ONE.includes(command)) return void (this.said = m.triage_keys_not_many());
    const { selected } = this.#page;
    if (!selected) return void (this.said = m.triage_choose_first());
    if (command === 'check') return this.check(selected);
    if (command === 'check_to') return this.#tick(tickedTo(this.#shown, this.checked, selected));
    if (command === 'open') return goto(`/requests/${selected}`);
    // The keys may be faster than the network: the act waits for the order it is meant for.
    await this.#arriving;
    if (this.#page.shown !== selected) return;
    const isThere = command === 'triage' ? this.#press('form-triage') : this.#show(FIELDS[command]!);
    if (!isThere) this.said = m.triage_not_now({ number: selected });
  }

  async #step(by: 1 | -1) {
    const { rows, selected, filters, nextCursor } = this.#page;
    const at = rows.findIndex(({ number }) => number === selected);
    const next = at === -1 ? rows[0] : rows[at + by];
    if (next) return this.select(next.number);
    if (by === 1 && nextCursor && rows.length) await goto(hrefOf(withChange(filters, { cursor: nextCursor })));
  }

  /** Chooses an order: at once in the list, then in the panel. */
  async select(number: string) {
    const page = this.#page;
    const replace = page.selected !== '';
    this.#given.choose(number);
    this.said = '';
    this.#focusRow();
    this.#arriving = goto(hrefOf(page.filters, number), { reset: false, replace });
    await this.#arriving;
  }

  check(number: string) {
    this.checked = this.checked.includes(number) ? this.checked.filter((other) => other !== number) : [...this.checked, number];
  }

  get #shown() {
    return this.#page.rows.map(({ number }) => number);
  }

  #tick(numbers: string[]) {
    this.checked = numbers;
    this.said = m.triage_bulk_count({ count: this.ticked.length });
  }

  /** The chosen line and the one that it goes on to. */
  async #tickOn(by: 1 | -1) {
    const { selected } = this.#page;
    const at = this.#shown.indexOf(selected);
    const next = at < 0 ? this.#shown[0] : this.#shown[at + by];
    this.checked = withTicked(this.checked, [selected, next].filter((number) => number !== undefined && this.#shown.includes(number)) as string[]);
    const arriving = next && next !== selected ? this.select(next) : undefined;
    this.said = m.triage_bulk_count({ count: this.ticked.length });
    await arriving;
  }

  /** The form for all that are ticked, at the change that is meant. */
  async #openMany(asked: { kind: string; to?: string }) {
    const query = queryTextOf(this.#page.filters);
    for (const { number, version } of this.ticked) query.append('orders', `${number}:${version}`);
    for (const [name, value] of Object.entries(asked)) query.set(name, value);
    await goto(`/triage/bulk?${query}`);
  }

  #press(formId: string): boolean {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return false;
    form.requestSubmit();
    return true;
  }

  #show(name: string): boolean {
    const field = document.getElementById(fieldId(name));
    if (!field) return false;
    const folded = field.closest('details');
    if (folded) folded.open = true;
    const chosen = field.closest('fieldset')?.querySelector<HTMLElement>(`[name="${name}"]:checked`);
    (chosen ?? field).focus();
    return true;
  }

  /** Back to the chosen line; on a narrow screen, where the list is away, to the order. */
  #focusRow() {
    const line = document.querySelector<HTMLElement>(`[data-row="${this.#page.selected}"]`);
    const isSeen = line?.offsetParent;
    (isSeen ? line : document.getElementById('order-title'))?.focus();
  }

  /** Out of a field, so that the keys work again: to what is chosen, else to the first line. */
  #leave(field: HTMLElement) {
    field.blur();
    if (this.#page.selected) this.#focusRow();
    else document.querySelector<HTMLElement>('[data-row]')?.focus();
  }

  /** A form of the desk: sent without a new page; then the next order is chosen and what was done is said. */
  submit: SubmitFunction = ({ cancel }) => {
    if (this.isSending) return cancel();
    this.isSending = true;
    return async ({ result }) => {
      if (result.type === 'success' && result.data?.['done']) await this.#goOn(result.data['done'] as Done);
      else {
        // What was refused may have changed meanwhile: the page then shows it as it is now.
        if (result.type === 'success' || (result.type === 'failure' && result.status !== 422)) await refreshAll();
        await applyAction(result);
      }
      this.isSending = false;
    };
  };

  async #goOn(done: Done) {
    this.done = done;
    await goto(hrefOf(this.#page.filters, done.next), { refreshAll: true, reset: false, replace: true });
    this.said = [done.words, done.next && done.next !== done.number ? m.triage_next({ number: done.next }) : ''].filter(Boolean).join(' ');
    await tick();
    this.#focusRow();
  }
}
