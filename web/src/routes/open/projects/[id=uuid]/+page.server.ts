import { readProject } from '#features/open/read.server.ts';

export const load = (event) => readProject(event, event.params.id);
