import { type Api, must } from '#lib/server/api.ts';

const YEAR = /^20\d\d$/;

/** The results of a year that one may read, and what was published of what was written. */
export async function readResults(api: Api, year: string) {
  const [{ years, results }, { items, may }] = await Promise.all([
    api.GET('/api/survey-results', { params: { query: YEAR.test(year) ? { year: Number(year) } : {} } }).then(must),
    api.GET('/api/surveys').then(must),
  ]);
  const survey = items.find(({ id }) => id === results?.id);
  const comments = results ? must(await api.GET('/api/surveys/{id}/comments', { params: { path: { id: results.id }, query: {} } })).items : [];
  return { years, results, comments, mayReview: survey?.mayReview ?? false, mayRun: may.create };
}

/** What the staff of a school say: null where nothing was asked yet, or it is none of this person's. */
export async function readSchoolSurvey(api: Api, siteId: string) {
  const { data } = await api.GET('/api/survey-results/schools/{siteId}', { params: { path: { siteId } } });
  return data?.results ?? null;
}

/** What the staff say of the services that one reads, in short: null where nothing was asked yet, or it is not theirs to read. */
export async function readBriefly(api: Api) {
  const { data } = await api.GET('/api/survey-results', { params: { query: {} } });
  return data?.results ?? null;
}

/** All surveys with what may be done with each. */
export const readSurveys = async (api: Api) => must(await api.GET('/api/surveys'));

/** Comments to review, or as they were reviewed. */
export async function readComments(api: Api, id: string, state: string) {
  const asked = state === 'published' || state === 'withheld' ? state : 'waiting';
  const [{ items }, { services, items: surveys }] = await Promise.all([
    api.GET('/api/surveys/{id}/comments', { params: { path: { id }, query: { state: asked } } }).then(must),
    readSurveys(api),
  ]);
  return { items, state: asked, services, year: surveys.find((one) => one.id === id)?.year ?? 0 };
}
