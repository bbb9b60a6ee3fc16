import { readSurvey } from '#features/open/read.server.ts';

export const load = (event) => readSurvey(event);
