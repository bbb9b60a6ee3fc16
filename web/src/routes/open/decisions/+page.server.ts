import { readDecisions } from '#features/open/read.server.ts';

export const load = (event) => readDecisions(event);
