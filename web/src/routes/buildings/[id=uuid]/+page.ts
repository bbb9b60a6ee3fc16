/** The forms of planners come only to them, and only when one is open; what an assessment said, photos, what is planned and what has ended, where there is any: for everybody else the page stays light. */
export const load = async ({ data }) => ({
  ...data,
  Assessed: data.assessed ? (await import('#features/condition/Assessed.svelte')).default : undefined,
  Planned:
    data.planned.orders.length > 0 || data.structure.deficiencies.some(({ status }) => status !== 'open')
      ? (await import('#features/condition/Planned.svelte')).default
      : undefined,
  Photos: data.structure.deficiencies.some(({ photos }) => photos.length > 0)
    ? (await import('#features/condition/Photos.svelte')).default
    : undefined,
  Unlink:
    data.structure.may.plan && data.structure.deficiencies.some(({ status }) => status === 'in_work')
      ? (await import('#features/condition/Unlink.svelte')).default
      : undefined,
  PutRight: data.putRight.length > 0 ? (await import('#features/capital-project/PutRight.svelte')).default : undefined,
  Ended: data.structure.ended.length > 0 ? (await import('#features/condition/Ended.svelte')).default : undefined,
  Keep: data.open && data.structure.may.plan ? (await import('#features/condition/KeepOpen.svelte')).default : undefined,
});
