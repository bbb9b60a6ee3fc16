import { readCostBases, readLabourRates, saveBands, saveLabourRate, withdrawCostBasis } from '#features/condition/cost-basis.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url, depends }) {
  mustHavePage(locals, 'buildings');
  depends('condition:cost-bases');
  const [bases, rates] = await Promise.all([readCostBases(locals.api), readLabourRates(locals.api)]);
  return { bases, rates, key: newKey(), did: url.searchParams.get('did') ?? '', isChangingBands: url.searchParams.has('bands') };
}

export const actions = { withdraw: withdrawCostBasis, bands: saveBands, labor: saveLabourRate };
