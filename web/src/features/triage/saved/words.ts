import { m } from '#lib/paraglide/messages.js';
import { statusWords } from '#lib/words/crew-status.ts';
import { numberedPriority } from '#lib/words/priority.ts';
import { SORT_WORDS } from '../filters/words.ts';
import { type Filters, isView, VIEWS } from '../view.ts';
import type { SavedView } from './read.server.ts';

const field = (name: string, value: string) => m.views_filter_words({ field: name, value });

/** What a list shows, in one line. */
export function listWords({ view, service, priority, q, more, sort }: Filters, chips: readonly string[]): string {
  const statuses = isView(view) && !more.status ? [field(m.field_status(), VIEWS[view].map(statusWords).join(', '))] : [];
  return [
    ...statuses,
    ...(q ? [field(m.triage_filter_search(), q)] : []),
    ...(service ? [field(m.triage_filter_service(), service)] : []),
    ...(priority ? [field(m.triage_filter_priority(), priority.split(',').map(numberedPriority).join(', '))] : []),
    ...chips,
    SORT_WORDS[sort](),
  ].join(' · ');
}

/** Whom a view is for. */
export const audienceWords = ({ audience, team }: Pick<SavedView, 'audience' | 'team'>) =>
  audience === 'team'
    ? m.views_audience_team_of({ team: team?.name ?? '' })
    : audience === 'shared'
      ? m.views_audience_shared()
      : m.views_audience_private();

/** What was done, said once. */
export const didWords = (did: string) =>
  did === 'save' ? m.views_did_save() : did === 'change' ? m.views_did_change() : did === 'remove' ? m.views_did_remove() : undefined;
