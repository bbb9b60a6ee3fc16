import { loadDetails } from '#features/ask/load-details.ts';
import { loadReview } from '#features/set-up/load-review.ts';

/** What the preview shows comes after the form that is worked on; what was changed where anything was; the second step where the server draws it, without script. */
export const load = async ({ data }) => ({
  ...data,
  Details: await loadDetails(),
  ChangeList: data.changes.length > 0 ? (await import('#features/set-up/ChangeList.svelte')).default : undefined,
  Review: data.isAnswered ? await loadReview() : undefined,
});
