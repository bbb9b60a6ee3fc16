import type { components } from '#lib/api/schema.gen.ts';

/** "114 Science lab". Many names hold the number already: "Classroom 117". */
export function roomWords({ room }: Pick<components['schemas']['WorkOrderSummary'], 'room'>): string | undefined {
  if (!room) return undefined;
  return room.name.split(' ').includes(room.number) ? room.name : `${room.number} ${room.name}`.trim();
}
