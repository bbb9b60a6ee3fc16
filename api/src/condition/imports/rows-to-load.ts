import type { Summary } from './check-import.ts';
import type { ImportRow } from './queries.ts';

/** How many rows of a file there are to let in: those that are good, and those with a remark where these are taken. What stands here already changes nothing. */
export function rowsToLoadOf({ summary, takesRemarks }: Pick<ImportRow, 'summary' | 'takesRemarks'>): number {
  const { goodEffects, remarksEffects } = summary as unknown as Summary;
  return [goodEffects, ...(takesRemarks ? [remarksEffects] : [])].reduce((sum, effects) => sum + effects.new + effects.changed, 0);
}
