import type { PageLoad } from './$types';

/** What has left has no steps any more. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  LotSteps: data.lot.may.keep ? (await import('#features/devices/LotSteps.svelte')).default : undefined,
});
