import { readFound } from '#features/found-orders/read.server.ts';

export const load = (event) => readFound(event);
