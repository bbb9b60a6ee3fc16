import { readPlan } from '#features/open/read.server.ts';

export const load = (event) => readPlan(event);
