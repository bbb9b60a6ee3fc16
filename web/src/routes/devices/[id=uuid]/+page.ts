import type { PageLoad } from './$types';

/** What a device's state does not ask for is not fetched. */
export const load: PageLoad = async ({ data }) => {
  const { allowedMoves, mending, harvested } = data.device;
  const [Give, CloseRepair, Harvest] = await Promise.all([
    allowedMoves.includes('assign') ? import('#features/devices/Give.svelte') : undefined,
    mending ? import('#features/devices/CloseRepair.svelte') : undefined,
    allowedMoves.includes('harvest') || harvested.length > 0 ? import('#features/devices/Harvest.svelte') : undefined,
  ]);
  return { ...data, Give: Give?.default, CloseRepair: CloseRepair?.default, Harvest: Harvest?.default };
};
