import { readSchool } from '#features/open/read.server.ts';

export const load = (event) => readSchool(event, event.params.id);
