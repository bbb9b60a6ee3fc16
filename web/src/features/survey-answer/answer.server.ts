import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { paths } from '#lib/api/schema.gen.ts';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { cookieName, getLocale } from '#lib/paraglide/runtime.js';
import { type Api, must } from '#lib/server/api.ts';
import { refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { keepLanguage } from '#lib/server/language.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { type Asked, nameOf } from './asked.ts';

type Body = NonNullable<paths['/api/my-survey/answers']['post']['requestBody']>['content']['application/json'];
const NONE: Record<string, string> = {};
const DONE = { values: NONE, errors: NONE, isDone: true };

/** The survey that waits for who is signed in. */
export const readMySurvey = async (api: Api) => ({ asked: must(await api.GET('/api/my-survey')).survey });

const secretOf = (params: RequestEvent['params']) => ({ params: { path: { secret: params['secret'] ?? '' } } });
const reasonOf = (problem: Problem) => (problem.status === 400 ? m.problem_survey_link_unknown() : problemWords(problem));

/** What a link asks, in the language of whom it was sent to unless this browser has chosen one. Only looked at: mail scanners open links. */
export async function readSurveyLink(event: RequestEvent) {
  const { locals, params, setHeaders, cookies, url } = event;
  setHeaders({ 'cache-control': 'no-store' });
  const { data, error: problem } = await locals.api.GET('/api/survey-links/{secret}', secretOf(params));
  if (data && cookies.get(cookieName) === undefined && data.locale !== getLocale()) {
    keepLanguage(event, data.locale);
    redirect(303, url.pathname);
  }
  return { asked: data ?? null, reason: problem ? reasonOf(problem) : undefined };
}

const markIn = (typed: Record<string, string>, name: string) => (/^[1-5]$/.test(typed[name] ?? '') ? Number(typed[name]) : undefined);

/** The answers as the form has them, and what is missing. */
function answersIn(form: FormData, services: Asked['services']) {
  const typed = typedValues(form);
  const errors: Record<string, string> = {};
  const answers = services.map((service) => {
    const { code: serviceCode } = service;
    if (typed[`unused.${serviceCode}`]) return { serviceCode, isUsed: false };
    const [effective, adequate] = [markIn(typed, `effective.${serviceCode}`), markIn(typed, `adequate.${serviceCode}`)];
    if (effective === undefined) errors[`effective.${serviceCode}`] = m.survey_missing_effective({ service: nameOf(service) });
    if (adequate === undefined) errors[`adequate.${serviceCode}`] = m.survey_missing_adequate({ service: nameOf(service) });
    return { serviceCode, isUsed: true, ...(effective === undefined ? {} : { effective }), ...(adequate === undefined ? {} : { adequate }) };
  });
  const body: Body = { answers, comment: typed['comment'] ?? '', commentServiceCode: typed['commentServiceCode'] || null };
  return { body, errors };
}

type Sent = { error?: Problem };
async function send(form: FormData, services: Asked['services'], post: (body: Body) => Promise<Sent>) {
  const { body, errors } = answersIn(form, services);
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { isDone: false });
  const { error: problem } = await post(body);
  // A second press, or a second tab: their answers are in.
  if (problem?.code === 'survey.already_answered') return DONE;
  return problem ? refuse(problem, form, { more: { isDone: false } }) : DONE;
}

/** Answers as who is signed in. */
export async function answerSignedIn(api: Api, form: FormData) {
  const { asked } = await readMySurvey(api);
  return send(form, asked?.services ?? [], (body) => api.POST('/api/my-survey/answers', { body }));
}

/** Answers by the link of a mail. */
export async function answerByLink({ locals: { api }, params, request }: RequestEvent) {
  const form = await request.formData();
  const { data } = await api.GET('/api/survey-links/{secret}', secretOf(params));
  return send(form, data?.services ?? [], (body) => api.POST('/api/survey-links/{secret}/answers', { ...secretOf(params), body }));
}
