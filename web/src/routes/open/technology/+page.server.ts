import { readTechnology } from '#features/open/read.server.ts';

export const load = (event) => readTechnology(event);
