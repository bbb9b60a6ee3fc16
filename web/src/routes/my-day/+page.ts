import type { load as read } from './+page.server.ts';

/** What only some days have comes only with those: for the others the page stays light. */
export const load = async ({ data }: { data: Awaited<ReturnType<typeof read>> }) => ({
  ...data,
  CardChecklist: Object.values(data.field.orders).some(({ checklist }) => checklist.items.length)
    ? (await import('#features/my-day/CardChecklist.svelte')).default
    : undefined,
  WithDesk: data.field.setAside.length ? (await import('#features/my-day/WithDesk.svelte')).default : undefined,
});
