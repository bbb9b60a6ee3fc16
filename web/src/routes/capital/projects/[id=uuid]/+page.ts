/** Forms come only to who may keep the project, and only when one is open: for everybody else the page stays light. */
export const load = async ({ data }) => ({
  ...data,
  Links: data.page.may.run ? (await import('#features/capital-project/KeepLinks.svelte')).default : undefined,
  Keep: data.open ? (await import('#features/capital-project/KeepProject.svelte')).default : undefined,
});
