import { readOpen } from '#features/open/read.server.ts';

export const load = (event) => readOpen(event);
