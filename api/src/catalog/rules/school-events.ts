import type { EFFECTS } from './calendar-content.ts';

// What an event of a school calendar may mean for those who work. It is a guess: an administrator decides.

type Effect = (typeof EFFECTS)[number] | 'nothing';
export type SchoolEvent = {
  uid: string;
  summary: string;
  days: string[];
  /** Minutes after midnight, where it is not a whole day. */ from: number | null;
  to: number | null;
};

const plain = (words: string) =>
  words
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const CLOSES =
  /\b(offices? closed|district closed|closed|closure|holiday|snow day|no school|break|recess|oficinas? cerradas?|cerrad[oa]s?|cierre|feriado|festivo|dia de nieve|no hay clases|sin clases|vacaciones|receso|new year|martin luther king|mlk|presidents'? day|memorial day|juneteenth|independence day|labor day|veterans day|thanksgiving|christmas|accion de gracias|navidad|ano nuevo)\b/;
const DELAYS =
  /\b(delay(ed)?( start| opening)?|late start|two[- ]hour delay|2[- ]hour delay|entrada (tardia|retrasada)|inicio (tardio|retrasado)|retraso)\b/;
const RELEASES = /\b(early (release|dismissal|out)|half day|salida temprana|medio dia|salida anticipada)\b/;
/** Days off for students only: those who mend the building work while it is empty. */
const STUDENTS_ONLY =
  /\b(students?|teacher work ?day|staff development|professional development|conferences|alumnos?|estudiantes?|desarrollo profesional)\b/;
const STAFF_TOO = /\b(offices? closed|district closed|snow|oficinas? cerradas?|distrito cerrado|nieve)\b/;
/** What is said about a closure is none: "last day before winter break". */
const AROUND = /\b(last day|first day|ends|begins|concert|party|ultimo dia|primer dia|concierto|fiesta)\b/;

const HOUR = 60;
const NOON = 12 * HOUR;
/** Where an event does not say. */
const USUAL_DELAY_UNTIL = 10 * HOUR;
const USUAL_RELEASE_AT = 12 * HOUR;

export type Guess = { effect: Effect; time: number | null };

/** What it may mean: closed, a delayed start, an early release, or nothing for those who work. A break of students alone is nothing. */
export function guessEffect({ summary, from, to }: Pick<SchoolEvent, 'summary' | 'from' | 'to'>): Guess {
  const words = plain(summary);
  // "Late start, 7 to 9" is until 9; "late start, 10 to 4" is the day as it then is.
  if (DELAYS.test(words)) return { effect: 'delayed_start', time: (to !== null && to <= NOON ? to : from) ?? USUAL_DELAY_UNTIL };
  if (RELEASES.test(words)) return { effect: 'early_release', time: from ?? USUAL_RELEASE_AT };
  const isForStudents = STUDENTS_ONLY.test(words) && !STAFF_TOO.test(words);
  const closes = from === null && CLOSES.test(words) && !AROUND.test(words) && !isForStudents;
  return { effect: closes ? 'closed' : 'nothing', time: null };
}
