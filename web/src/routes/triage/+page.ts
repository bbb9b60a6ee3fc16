/** The panel comes with the order that is chosen: the list alone stays light. */
export const load = async ({ data }) => ({
  ...data,
  Panel: data.order ? (await import('#features/triage/OrderPanel.svelte')).default : undefined,
});
