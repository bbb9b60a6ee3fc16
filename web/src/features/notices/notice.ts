import type { components } from '#lib/api/schema.gen.ts';

export type Notice = components['schemas']['Notice'];

/** Where a notice leads; it names itself, so that the bell knows that it was read. */
export const linkOf = ({ path, id }: Notice) => `${path}?notice=${id}`;
