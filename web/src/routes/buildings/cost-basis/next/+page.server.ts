import { redirect } from '@sveltejs/kit';
import { baseOf, lookAtCostBasis, PAGE, readCostBases, saveCostBasis } from '#features/condition/cost-basis.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals }) {
  mustHavePage(locals, 'buildings');
  const bases = await readCostBases(locals.api);
  const base = baseOf(bases);
  if (!bases.may.change || !base) redirect(303, PAGE);
  return { base, key: newKey() };
}

export const actions = { look: lookAtCostBasis, save: saveCostBasis };
