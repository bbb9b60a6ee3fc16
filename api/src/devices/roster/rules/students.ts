/** A student as a roster tells of them, with no more than is needed. */
export type RawStudent = {
  row: number;
  sourceId: string;
  givenName: string;
  familyName: string;
  email: string;
  grades: readonly string[];
  /** Numbers of the organisations they may belong to, the likeliest first. */
  orgs: readonly string[];
};
/** The same, understood. `account` is the address; only what stands for it is kept. */
export type StatedStudent = {
  row: number;
  sourceId: string;
  givenName: string;
  familyName: string;
  account: string | null;
  grade: number;
  siteId: string;
};
export type RosterReason = { code: string; field?: string; value?: string };

const MAX_NAME = 100;
const MAX_SOURCE = 255;
const WORDS: Record<string, number> = { PK: -1, PR: -1, TK: -1, KG: 0, K: 0 };

/** "05" → 5, "KG" → 0, "PK" → -1; undefined: none that we keep. */
export function readGrade(text: string): number | undefined {
  const word = text.trim().toUpperCase();
  if (word in WORDS) return WORDS[word];
  const number = /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
  return number >= 1 && number <= 12 ? number : word === '0' || word === '00' ? 0 : undefined;
}

const tidy = (text: string) =>
  text
    .replaceAll(/[\u0000-\u001F\u007F\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A student of the roster, or why they cannot be taken. A reason never holds a name. */
export function readStudent(raw: RawStudent, siteOf: (org: string) => string | undefined): { student: StatedStudent } | { reasons: RosterReason[] } {
  const [sourceId, givenName, familyName] = [tidy(raw.sourceId), tidy(raw.givenName), tidy(raw.familyName)];
  const reasons: RosterReason[] = [];
  if (sourceId === '' || sourceId.length > MAX_SOURCE) reasons.push({ code: 'missing', field: 'sourcedId' });
  if (givenName === '' && familyName === '') reasons.push({ code: 'missing', field: 'name' });
  if (givenName.length > MAX_NAME || familyName.length > MAX_NAME) reasons.push({ code: 'too_long', field: 'name' });
  const grade = raw.grades.map(readGrade).find((one) => one !== undefined);
  if (grade === undefined) reasons.push({ code: 'unknown_grade', field: 'grades', value: raw.grades.join(' ').slice(0, 40) });
  const siteId = raw.orgs.map(siteOf).find((id) => id !== undefined);
  if (siteId === undefined) reasons.push({ code: 'unknown_org', field: 'org', value: (raw.orgs[0] ?? '').slice(0, 100) });
  if (reasons.length > 0 || grade === undefined || siteId === undefined) return { reasons };
  const account = tidy(raw.email).toLowerCase();
  return { student: { row: raw.row, sourceId, givenName, familyName, account: /^\S+@\S+$/.test(account) ? account : null, grade, siteId } };
}

export type Org = { sourceId: string; name: string; identifier: string };

/** Our site by the number of an organisation: its identifier or its own number is the school code, else a name that only one site has. */
export function orgFinder(orgs: readonly Org[], placeOf: (text: string) => string | undefined): (org: string) => string | undefined {
  const found = new Map(
    orgs.map(({ sourceId, name, identifier }) => [sourceId, [identifier, sourceId, name].map(placeOf).find((id) => id !== undefined)]),
  );
  return (org) => found.get(org);
}
