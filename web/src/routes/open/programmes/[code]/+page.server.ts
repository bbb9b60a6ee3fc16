import { readProgramme } from '#features/open/read.server.ts';

export const load = (event) => readProgramme(event, event.params.code);
