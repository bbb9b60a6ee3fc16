import { mediumDay } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { holdLabel } from '#lib/words/hold.ts';
import { priorityWords } from '#lib/words/priority.ts';
import { statusWords } from '#lib/words/crew-status.ts';

/** Names of what filters name by code or id. */
export type Names = {
  services: ReadonlyMap<string, string>;
  trades: ReadonlyMap<string, string>;
  areas: ReadonlyMap<string, string>;
  team: string;
  site: string;
};
type Words = (value: string, names: Names) => string;

const yesOrNo =
  (yes: () => string, no: () => string): Words =>
  (value) =>
    value === 'true' ? yes() : no();
const each = (values: string, words: (value: string) => string) => values.split(',').map(words).join(', ');
const DUE: Record<string, () => string> = { late: m.behind_late, today: m.behind_today, week: m.behind_week };

const WORDS: Record<string, Words> = {
  isOpen: yesOrNo(m.behind_open, m.behind_not_open),
  due: (value) => DUE[value]?.() ?? value,
  status: (value) => each(value, statusWords),
  priority: (value) => each(value, priorityWords),
  serviceCode: (value, { services }) => services.get(value) ?? value,
  tradeCode: (value, { trades }) => trades.get(value) ?? value,
  areaId: (value, { areas }) => (value === 'none' ? m.behind_no_area() : (areas.get(value) ?? '')),
  siteId: (_, { site }) => site,
  teamId: (value, { team }) => (value === 'none' ? m.behind_no_team() : team),
  holdReason: (value) => m.behind_on_hold({ reason: each(value, holdLabel) }),
  wasHeldFor: (value) => m.behind_was_held({ reason: holdLabel(value) }),
  submittedFrom: (day) => m.behind_asked_from({ day: mediumDay(day) }),
  submittedTo: (day) => m.behind_asked_to({ day: mediumDay(day) }),
  completedFrom: (day) => m.behind_done_from({ day: mediumDay(day) }),
  completedTo: (day) => m.behind_done_to({ day: mediumDay(day) }),
  plannedFrom: (day) => m.behind_planned_from({ day: mediumDay(day) }),
  isInTarget: yesOrNo(m.behind_in_target, m.behind_not_in_target),
  isFixedFirstTime: yesOrNo(m.behind_first_time, m.behind_not_first_time),
  isReopened: (value) => (value === 'true' ? m.behind_reopened() : ''),
  isRated: (value) => (value === 'true' ? m.behind_rated() : ''),
  rating: (stars) => m.behind_stars({ stars }),
};

/** Which orders these are, one phrase for each filter that has words. */
export const filterWords = (query: Readonly<Record<string, string>>, names: Names): string[] =>
  Object.entries(query).flatMap(([key, value]) => WORDS[key]?.(value, names) || []);
