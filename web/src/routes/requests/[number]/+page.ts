/** What only desks and crews see comes only to them: for who asked, the page stays light. */
export const load = async ({ data }) => ({
  ...data,
  Desk: data.desk ? (await import('#features/orders/Desk.svelte')).default : undefined,
  Work: data.work ? (await import('#features/orders/Work.svelte')).default : undefined,
});
