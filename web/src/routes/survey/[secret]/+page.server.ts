import { answerByLink, readSurveyLink } from '#features/survey-answer/answer.server.ts';

export const load = readSurveyLink;
export const actions = { default: answerByLink };
