import { mediumDay } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { History } from './words.ts';

/** Why two days cannot be compared. */
export const datesWrong = ({ system, since }: Pick<History, 'system' | 'since'>): string =>
  system ? m.buildings_dates_wrong_system({ day: mediumDay(since) }) : m.buildings_dates_wrong();
