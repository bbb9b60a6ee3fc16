import type { Actor } from '#kernel/actor.ts';
import type { TestApi } from '../app.testing.ts';
import type { District } from '../district.testing.ts';
import { answersOf, aSurvey, DAYS, SERVICES } from '../surveys/surveys.testing.ts';

/* The rows of surveys, of devices and bandwidth together, and of the plan: a survey is open, all answer it, the administrator closes it and opens the next. */

type Who = ReturnType<TestApi['as']>;
type Status = Record<string, number> & { others: number };
type Row = { operation: string; what?: string; call: (who: Who) => Promise<{ status: number }>; expected: Status };
type Matrix = { api: TestApi; district: District; people: Record<'administrator', Actor> };

const each = (names: readonly string[], status: number) => Object.fromEntries(names.map((name) => [name, status]));
const WHOLE = ['administrator', 'cfo', 'auditor'];
const OF_ONE = ['manager', 'managerElsewhere', 'technology', 'planner', 'capital', 'hrPartner', 'hrPartnerElsewhere'];
const readers: Status = { ...each([...WHOLE, ...OF_ONE], 200), others: 403 };
const administrator = (status: number, others = 403): Status => ({ administrator: status, others });
const forAll = { others: 200, signedOut: 200 };
const SECRET = 'A'.repeat(43);

/** Rows of surveys and of the plan. */
export function surveyRows(matrix: () => Matrix): Row[] {
  let made: Promise<{ id: string }> | undefined;
  const survey = () => (made ??= aSurvey(matrix().api, matrix().people.administrator));
  const admin = () => matrix().api.as(matrix().people.administrator);
  const versionOf = async (id: string): Promise<number> =>
    (await admin().get('/api/surveys')).body.items.find((one: { id: string }) => one.id === id).version;
  const act = (path: string) => async (who: Who) => {
    const { id } = await survey();
    return who.post(`/api/surveys/${id}/${path}`, { ifMatch: await versionOf(id) });
  };
  let year = 2030;
  let next: Promise<{ id: string }> | undefined;
  const draft = () => (next ??= aSurvey(matrix().api, matrix().people.administrator, { year: 2027, state: 'draft' }));
  const row = (operation: string, expected: Status, call: Row['call']): Row => ({ operation, call, expected });
  const target = { measure: 'fci', year: 2030, target: 0.1, seen: null, reason: 'Board' };

  return [
    row('getMySurvey', { others: 200 }, async (who) => {
      await survey();
      return who.get('/api/my-survey');
    }),
    row('answerSurvey', { others: 201 }, (who) => who.post('/api/my-survey/answers', { body: { ...answersOf(4), comment: 'Words' } })),
    row('readSurveyLink', { others: 404, signedOut: 404 }, (who) => who.get(`/api/survey-links/${SECRET}`)),
    row('answerSurveyByLink', { others: 404, signedOut: 404 }, (who) => who.post(`/api/survey-links/${SECRET}/answers`, { body: answersOf(4) })),
    row('listSurveys', readers, (who) => who.get('/api/surveys')),
    row('createSurvey', administrator(201), (who) => who.post('/api/surveys', { body: { year: year++, ...DAYS, services: SERVICES } })),
    row('changeSurvey', administrator(200), async (who) => {
      const { id } = await draft();
      return who.put(`/api/surveys/${id}`, { body: { ...DAYS, services: ['it'] }, ifMatch: await versionOf(id) });
    }),
    row('remindOfSurvey', administrator(200), act('reminders')),
    row('closeSurvey', administrator(200), act('closings')),
    row('openSurvey', administrator(200), async (who) => {
      const { id } = await draft();
      return who.post(`/api/surveys/${id}/openings`, { ifMatch: await versionOf(id) });
    }),
    row('getSurveyResults', readers, (who) => who.get('/api/survey-results')),
    row('exportSurveyResults', readers, (who) => who.get('/api/survey-results/export')),
    row('getSchoolSurveyResults', { ...each([...WHOLE, 'principal'], 200), others: 404 }, (who) =>
      who.get(`/api/survey-results/schools/${matrix().district.school.id}`),
    ),
    row('listSurveyComments', readers, async (who) => who.get(`/api/surveys/${(await survey()).id}/comments`)),
    row('reviewSurveyComment', administrator(200, 404), async (who) => {
      const { items } = (await admin().get(`/api/surveys/${(await survey()).id}/comments?state=waiting`)).body;
      return who.post(`/api/survey-comments/${items[0].id}/reviews`, { body: { decision: 'publish' }, ifMatch: items[0].version });
    }),
    row('getOpenSurvey', forAll, (who) => who.get('/api/open/survey')),
    row('getOpenSurveyData', forAll, (who) => who.get('/api/open/survey/data')),
    row('getPlan', { others: 200 }, (who) => who.get('/api/plan')),
    row('getPlanData', { others: 200 }, (who) => who.get('/api/plan/data')),
    row('setPlanTarget', administrator(201), (who) => who.post('/api/plan/targets', { body: target })),
    row('getOpenTechnology', forAll, (who) => who.get('/api/open/technology')),
    row('getOpenTechnologyData', forAll, (who) => who.get('/api/open/technology/data')),
    row('getSchoolDevices', { ...each(['technology', 'administrator', 'principal'], 200), others: 403 }, (who) =>
      who.get(`/api/technology/schools/${matrix().district.school.id}/devices`),
    ),
    row('getOpenPlan', forAll, (who) => who.get('/api/open/plan')),
    row('getOpenPlanData', forAll, (who) => who.get('/api/open/plan/data')),
  ];
}
