import type { components } from '#lib/api/schema.gen.ts';

/** "114 Science lab". Many names hold the number already: "Classroom 117". */
export const roomName = ({ number, name }: { number: string; name: string }): string =>
  name.split(' ').includes(number) ? name : `${number} ${name}`.trim();

/** The room of an order, where it has one. */
export const roomWords = ({ room }: Pick<components['schemas']['WorkOrderSummary'], 'room'>): string | undefined =>
  room ? roomName(room) : undefined;
