/** The year in an order's number: the district's, not UTC's. */
export const numberYear = (at: Date) => Number(new Intl.DateTimeFormat('en-US', { timeZone: 'America/Denver', year: 'numeric' }).format(at));

/** Today in the district, as 2026-03-10. */
export const districtDay = (at: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver', year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

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
