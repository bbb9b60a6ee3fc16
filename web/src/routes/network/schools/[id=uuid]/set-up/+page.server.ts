import { countStaff, keepMilestone } from '#features/network/keep.server.ts';
import { readSchoolSetUp } from '#features/network/read-keep.server.ts';

// Who keeps one area's schools has no page of the whole network; the API says who may.
export const load = async ({ locals, params, url }) => ({
  setUp: await readSchoolSetUp(locals.api, params.id),
  did: url.searchParams.get('did'),
});

export const actions = {
  staff: async ({ locals, params, request }) => countStaff(locals.api, params.id, await request.formData()),
  milestone: async ({ locals, params, request }) => keepMilestone(locals.api, params.id, await request.formData()),
};
