// Made once: it takes longer than all the rest of a request's rules.
const YEAR = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Denver', year: 'numeric' });
/** The year in an order's number: the district's, not UTC's. */
export const numberYear = (at: Date) => Number(YEAR.format(at));

type Words = {
  number: string;
  title: string;
  description: string;
  place: string;
  room: { number: string; name: string } | null | undefined;
  placeNote?: string | null | undefined;
  answers: Readonly<Record<string, string | number | boolean>>;
};

/** Everything of an order that a search looks in, as one text. */
export const searchWords = ({ number, title, description, place, room, placeNote, answers }: Words) =>
  [number, title, description, place, room?.number, room?.name, placeNote, ...Object.values(answers).filter((v) => typeof v === 'string')]
    .filter(Boolean)
    .join(' \n');

/** What somebody wrote of it: title, description, and answers in words. */
export const textsOf = ({ title, description, answers }: Pick<Words, 'title' | 'description' | 'answers'>): string[] => [
  title,
  description,
  ...Object.values(answers).filter((value) => typeof value === 'string'),
];
