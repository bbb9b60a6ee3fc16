import { readDictionary } from '#features/open/read.server.ts';

export const load = (event) => readDictionary(event);
