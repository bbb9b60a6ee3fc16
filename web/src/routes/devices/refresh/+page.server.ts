import { addPlan, changePlan, dropPlan } from '#features/devices/keep.server.ts';
import { readRefresh } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readRefresh(locals.api)), did: url.searchParams.get('did'), change: url.searchParams.get('change'), key: newKey() };
}

export const actions = {
  add: async ({ locals, request }) => addPlan(locals.api, await request.formData()),
  change: async ({ locals, request }) => changePlan(locals.api, await request.formData()),
  drop: async ({ locals, request }) => dropPlan(locals.api, await request.formData()),
};
