import { dayWords } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { statusWords } from '#lib/words/crew-status.ts';
import { holdLabel } from '#lib/words/hold.ts';
import { impactWords, urgencyWords } from '#lib/words/impact.ts';
import type { Words } from '#lib/words/table.ts';
import type { Extra, More, Sort } from '../view.ts';

export const FIELD_WORDS: Words<More> = {
  status: m.field_status,
  holdReason: m.views_column_hold,
  tradeCode: m.views_trade,
  requestTypeId: m.views_type,
  siteId: m.views_site,
  areaId: m.views_area,
  buildingId: m.views_building,
  roomId: m.views_room,
  teamId: m.views_team,
  assigneeId: m.views_assignee,
  requesterId: m.views_requester,
  tags: m.views_tags,
  impact: m.field_impact,
  urgency: m.field_urgency,
  isRated: m.views_rated,
  isReopened: m.views_reopened,
  plannedFrom: m.views_planned_from,
  plannedTo: m.views_planned_to,
  submittedFrom: m.views_submitted_from,
  submittedTo: m.views_submitted_to,
  updatedFrom: m.views_updated_from,
  updatedTo: m.views_updated_to,
  completedFrom: m.views_completed_from,
  completedTo: m.views_completed_to,
};

export const SORT_WORDS: Words<Sort> = {
  due: m.views_sort_due,
  priority: m.views_sort_priority,
  oldest: m.views_sort_oldest,
  newest: m.views_sort_newest,
  updated: m.views_sort_updated,
  planned: m.views_sort_planned,
};

export const EXTRA_WORDS: Words<Extra> = {
  requester: m.views_requester,
  building: m.views_building,
  plannedOn: m.views_column_planned,
  hold: m.views_column_hold,
  updatedAt: m.views_column_updated,
  completedAt: m.views_column_completed,
  rating: m.views_column_rating,
};

const several = (value: string, words: (one: string) => string) => value.split(',').map(words).join(', ');
const SPECIAL: Partial<Record<More, Record<string, () => string>>> = {
  teamId: { mine: m.views_team_mine, none: m.views_team_none },
  assigneeId: { me: m.views_assignee_me, none: m.views_assignee_none },
  requesterId: { me: m.views_assignee_me },
};

/** What a filter asks for, in words; `names` knows what its ids are called. */
export function valueWords(name: More, value: string, names: Record<string, string>): string {
  if (name === 'status') return several(value, statusWords);
  if (name === 'holdReason') return several(value, holdLabel);
  if (name === 'impact') return several(value, impactWords);
  if (name === 'urgency') return several(value, urgencyWords);
  if (name === 'isRated' || name === 'isReopened') return value === 'true' ? m.views_yes() : m.views_no();
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dayWords(value);
  const special = SPECIAL[name]?.[value];
  if (special) return special();
  if (name === 'tags') return value.split(',').join(', ');
  const unnamed = name === 'requesterId' || name === 'assigneeId' ? m.views_chosen_person() : m.views_chosen_place();
  return names[value] ?? (name === 'tradeCode' ? value : unnamed);
}
