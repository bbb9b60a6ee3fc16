import { readCostBases, saveBands, withdrawCostBasis } from '#features/condition/cost-basis.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url, depends }) {
  mustHavePage(locals, 'buildings');
  depends('condition:cost-bases');
  return { bases: await readCostBases(locals.api), did: url.searchParams.get('did') ?? '', isChangingBands: url.searchParams.has('bands') };
}

export const actions = { withdraw: withdrawCostBasis, bands: saveBands };
