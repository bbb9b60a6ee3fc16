import type { components } from '#lib/api/schema.gen.ts';
import { roomWords } from '#lib/words/room.ts';

export type Order = components['schemas']['WorkOrderSummary'];
export type Move = Order['allowedMoves'][number];

/** What a card can ask for. */
export const ACTS = ['start', 'hold', 'resume', 'complete', 'give_back', 'take', 'report'] as const;
export type Act = (typeof ACTS)[number];

/** The acts that ask for more than a press: each opens its form on the card. */
export const FORMS = ['hold', 'complete', 'give_back', 'report'] as const satisfies readonly Act[];
export type FormAct = (typeof FORMS)[number];
export const isFormAct = (act: string | null | undefined): act is FormAct => (FORMS as readonly (string | null | undefined)[]).includes(act);

/** The move behind a button, where the reader may make it now. */
export const moveOf = (order: Pick<Order, 'allowedMoves'>, act: Act) => order.allowedMoves.find((move) => move.action === act);

/** Work that may drill or cut begins with reading the note. */
export const asksForHazardNote = (order: Order, move: Move) => move.to === 'in_progress' && Boolean(order.crew?.needsHazardAcknowledgement);

/** "M1 Boiler room": where one stands in front of the work. The site alone when no room is named. */
export const spotWords = (order: Pick<Order, 'room' | 'building' | 'site'>) => roomWords(order) ?? order.building?.name ?? order.site.name;

/** What leads to that spot: "Lincoln Elementary, North building, by the window". */
export function wayWords(order: Pick<Order, 'room' | 'building' | 'site' | 'placeNote'>): string {
  const { room, building, site, placeNote } = order;
  const way = room ? [site.name, building?.name] : building ? [site.name] : [];
  return [...way, placeNote].filter(Boolean).join(', ');
}

/** The name of a field on a card: one page holds many forms, and each field needs an id of its own. */
export const fieldName = (number: string, act: Act, field: string) => `${number}.${act}.${field}`;

/** Takes a card's form over for this phone's queue; nothing when it cannot, and the form is posted as forms are. */
export type OnSend = (order: Order, act: Act, form: FormData) => Promise<void> | undefined;
