import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export const calendarChoices = () => [
  { value: 'service', label: m.targets_by_service() },
  { value: '24x7', label: m.targets_by_clock() },
];
export const responseUnits = () => [
  { value: 'working_days', label: m.targets_working_days() },
  { value: 'hours', label: m.targets_hours() },
];
export const resolutionUnits = () => [...responseUnits(), { value: 'planned_date', label: m.targets_planned() }];

/** "3 working days", or by the planned day. */
export function targetWords(amount: number | null, unit: string): string {
  if (unit === 'planned_date') return m.targets_planned();
  if (amount === null) return m.targets_none();
  const isOne = amount === 1;
  const hours = isOne ? m.targets_hour : m.targets_hours;
  const days = isOne ? m.targets_working_day : m.targets_working_days;
  return `${number(amount)} ${unit === 'hours' ? hours() : days()}`;
}
