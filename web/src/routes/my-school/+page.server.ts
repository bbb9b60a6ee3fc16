import { readSchool } from '#features/my-school/read.server.ts';
import { readSchoolSurvey } from '#features/surveys/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'my-school');
  const school = await readSchool(locals.api, url.searchParams.get('school') ?? '');
  return { ...school, survey: await readSchoolSurvey(locals.api, school.school.site.id) };
}
