/** The school year of a day, by the year in which it begins: it turns on the first of July. */
export const schoolYearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5, 7) < '07' ? 1 : 0);

/** The last day of a school year. */
export const schoolYearEnd = (year: number): string => `${year + 1}-06-30`;

/** The grades that get a device of their own. */
export const SERVED_GRADES = [5, 6, 7, 8, 9, 10, 11, 12] as const;
/** The grades in which a student is given one to keep; the next such grade takes it back. */
const FIRST_GRADES = [5, 9];
const TERM_YEARS = 4;

/** The last day on which a student of this grade is to use the device that is theirs now. */
export function termEndsOn(grade: number, today: string): string {
  const first = FIRST_GRADES.findLast((one) => one <= grade) ?? grade;
  return schoolYearEnd(schoolYearOf(today) + first + TERM_YEARS - 1 - grade);
}
