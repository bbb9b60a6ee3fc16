import type { components } from '#lib/api/schema.gen.ts';
import type { Order } from './order.ts';

type FieldOrder = components['schemas']['FieldOrder'];
export type SetAside = components['schemas']['SetAside'];

/** What a card knows beyond the list: it comes with the page, so that it is there without signal too. */
export type More = Pick<FieldOrder, 'description' | 'answers' | 'attachments' | 'notes' | 'checklist' | 'pass' | 'movesWhen'> & {
  /** In words: what of its checklist is still open. */
  left?: string | undefined;
};
export type Field = {
  orders: Record<string, More>;
  setAside: SetAside[];
  /** Whether these pages may lie on a phone: not those of people who hold what is confidential. */
  mayBeKept: boolean;
};

const DAY_MS = 86_400_000;

/** The small pictures of what is for today and tomorrow, by their address. */
export function picturesOf(orders: readonly Order[], field: Field, today: string): string[] {
  const tomorrow = new Date(Date.parse(`${today}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return orders
    .filter(({ status, plannedOn }) => status === 'in_progress' || plannedOn === null || plannedOn <= tomorrow)
    .flatMap(({ id }) => field.orders[id]?.attachments ?? [])
    .flatMap(({ id, hasThumbnail }) => (hasThumbnail ? [`/api/attachments/${id}/thumbnail`] : []));
}
