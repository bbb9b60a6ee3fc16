/** The chart comes only with measurements, and what measures only to who may. */
export const load = async ({ data }) => ({
  ...data,
  Chart: data.network.days.length > 1 ? (await import('#lib/ui/LineChart.svelte')).default : undefined,
  MeasureNow: data.network.may.measure ? (await import('#features/network/MeasureNow.svelte')).default : undefined,
});
