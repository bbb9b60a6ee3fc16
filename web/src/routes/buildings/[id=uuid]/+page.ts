/** The forms of planners come only to them, and only when one is open: for everybody else the page stays light. */
export const load = async ({ data }) => ({
  ...data,
  Keep: data.open && data.structure.may.plan ? (await import('#features/condition/KeepOpen.svelte')).default : undefined,
});
