import { answerSignedIn, readMySurvey } from '#features/survey-answer/answer.server.ts';

export const load = ({ locals }) => readMySurvey(locals.api);
export const actions = { default: async ({ locals, request }) => answerSignedIn(locals.api, await request.formData()) };
