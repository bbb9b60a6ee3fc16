import { fieldProblem, Problem } from '#kernel/problem.ts';
import type { Fault } from './rules/ballot.ts';

// Every way a survey says no.

export const surveyNotFound = () => new Problem(404, 'survey.no_survey', 'There is no such survey.');
export const nothingOpen = () => new Problem(404, 'survey.none_open', 'No survey is open at the moment.');
export const notYoursToRun = () => new Problem(403, 'survey.not_yours_to_run', 'Administrators of the whole district run surveys.');
export const notForYou = () =>
  new Problem(403, 'survey.not_for_you', 'Results are for who runs a service, a school or the district, and for finance and audit.');
export const schoolNotFound = () => new Problem(404, 'survey.no_school', 'There is no such school, or it is not yours to see.');
export const commentNotFound = () => new Problem(404, 'survey.no_comment', 'There is no such comment, or it is not yours to review.');
export const changed = (version: number) =>
  new Problem(412, 'survey.changed', 'Somebody changed this since you looked. Look again.', {
    current: { version },
    headers: { etag: `"${version}"` },
  });
export const yearTaken = () => fieldProblem('survey.year_taken', '/year', 'There is a survey of this year already.');
export const daysTurned = () => fieldProblem('survey.days_turned', '/closesOn', 'A survey closes on the day it opens, or later.');
export const serviceUnknown = (i: number) => fieldProblem('survey.service_unknown', `/services/${i}`, 'There is no such service.');
export const notNow = (detail: string) => new Problem(409, 'survey.not_now', detail);
export const alreadyAnswered = () =>
  new Problem(409, 'survey.already_answered', 'You have answered this survey already. Thank you: everybody answers once.');
export const sayWhy = () => fieldProblem('survey.say_why', '/reason', 'Say why it is withheld.');

const WORDS: Record<Fault['why'], string> = {
  missing: 'Answer for every service, or say that you do not use it.',
  twice: 'Name each service once.',
  unknown: 'The survey does not ask about this service.',
  effective: 'Say whether it is effective, or that you do not use it.',
  adequate: 'Say whether it is adequate, or that you do not use it.',
  comment: 'The survey does not ask about this service.',
};
export const answersRefused = (faults: readonly Fault[]) =>
  new Problem(422, 'survey.answers', 'Some answers are missing.', {
    errors: faults.map(({ pointer, why }) => ({ pointer, detail: WORDS[why], in: 'body' })),
  });

export const linkUnknown = () => new Problem(404, 'survey.link_unknown', 'This link is none of ours, or it is not whole.');
export const linkOver = () => new Problem(410, 'survey.link_over', 'This survey is closed, or the link is no longer yours.');
export const linkOfAnother = () =>
  new Problem(403, 'survey.link_of_another', 'This link was sent to somebody else than who is signed in here. Answer under “Survey” instead.');
