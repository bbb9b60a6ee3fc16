import { today } from '#lib/format.ts';
import { canQueue } from '#lib/offline/sender.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { phoneActWords } from '#lib/words/phone-acts.ts';
import { errorsIn } from './errors.ts';
import { type Field, picturesOf } from './field.ts';
import { meantBy } from './meant.ts';
import { type Act, fieldName, type Order } from './order.ts';
import { keepNothing, Outbox } from './outbox.svelte.ts';
import type { readDay } from './read.server.ts';
import type { CardRefused } from './refusal.ts';
import { DID } from './words.ts';

type Data = { day: Awaited<ReturnType<typeof readDay>>; field: Field; me: { id: string } | undefined };
type Said = { tone: 'good' | 'info'; words: string };

/** My day on this phone: what is pressed goes into the queue first and from there to the desk, signal or not. */
export class Device {
  readonly outbox: Outbox;
  /** A form that was not complete: said here, before anything is kept. */
  refused = $state.raw<CardRefused>();
  #last = $state.raw<{ act: Act; order: Order; ids: readonly string[] }>();
  /** What was just done, or waits to be. */
  said = $derived<Said | undefined>(this.#last && this.#outcome(this.#last));
  readonly #data: () => Data;

  constructor({ data, refresh }: { data: () => Data; refresh: () => Promise<void> }) {
    this.#data = data;
    const pictures = () => {
      const { day } = data();
      return picturesOf([...day.now, ...day.today, ...day.later, ...day.held], data().field, day.day);
    };
    this.outbox = new Outbox({ personId: data().me?.id ?? '', mayKeep: () => data().field.mayBeKept, pictures, refresh });
  }

  start(): (() => void) | undefined {
    if (!canQueue()) return undefined;
    if (!this.#data().field.mayBeKept) void keepNothing();
    return this.outbox.start();
  }

  /** Takes a card's form over; where the phone cannot keep it, it goes the way of every form. */
  send = (order: Order, act: Act, form: FormData): Promise<void> | undefined => {
    const more = this.#data().field.orders[order.id];
    if (!this.outbox.isReady || !more) return undefined;
    return this.#queue(order, act, form, more.pass);
  };

  async #queue(order: Order, act: Act, form: FormData, pass: string) {
    const value = (field: string) => (form.get(fieldName(order.number, act, field)) as string | null)?.trim() || undefined;
    const files = form.getAll(fieldName(order.number, act, 'photos')).filter((file) => file instanceof File && file.size > 0) as File[];
    const errors = errorsIn(act, value, { photos: files.length, today: today() });
    if (order.crew?.needsHazardAcknowledgement && (act === 'start' || act === 'resume') && !value('acknowledgeHazard'))
      errors['acknowledgeHazard'] = m.problem_hazard();
    if (Object.keys(errors).length) return void (this.refused = refusal(order, act, form, errors));
    const photos = await Promise.all(files.map(async (file) => ({ blob: await this.outbox.small(file), name: file.name })));
    const things = meantBy(act, { order, pass, personId: this.#data().me!.id, value, photos, now: Date.now() });
    await this.outbox.add(things);
    this.refused = undefined;
    this.#last = undefined;
    await this.outbox.flush();
    this.#last = { act, order, ids: things.map(({ id }) => id) };
  }

  #outcome({ act, order: { number }, ids }: { act: Act; order: Order; ids: readonly string[] }): Said {
    const ends = ids.map((id) => this.outbox.ends[id]);
    const what = phoneActWords(act === 'report' ? 'note' : act);
    if (this.outbox.things.some(({ id, state }) => ids.includes(id) && state === 'waiting'))
      return { tone: 'info', words: m.offline_said_waiting({ number, act: what }) };
    if (ends.includes('set_aside')) return { tone: 'info', words: m.offline_said_aside({ number, act: what }) };
    if (ends.includes('refused')) return { tone: 'info', words: m.offline_said_refused({ number, act: what }) };
    return { tone: 'good', words: DID[act]({ number }) };
  }
}

const refusal = ({ number }: Order, act: Act, form: FormData, errors: Record<string, string>): CardRefused => ({
  number,
  act,
  values: Object.fromEntries([...form].flatMap(([name, typed]) => (typeof typed === 'string' ? [[name, typed]] : []))),
  errors: Object.fromEntries(Object.entries(errors).map(([field, words]) => [fieldName(number, act, field), words])),
  idempotencyKey: form.get('idempotencyKey') as string,
  notes: [],
  changes: [],
  uploads: [],
});
