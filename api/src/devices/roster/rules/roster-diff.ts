/** A student as the roster says, ready to be kept. */
export type NextStudent = {
  row: number;
  sourceId: string;
  givenName: string;
  familyName: string;
  accountDigest: string | null;
  grade: number;
  siteId: string;
};
/** A student whom an earlier roster brought. */
export type KnownStudent = {
  id: string;
  version: number;
  status: 'active' | 'left';
  sourceId: string;
  givenName: string | null;
  familyName: string | null;
  accountDigest: string | null;
  grade: number;
  siteId: string;
};
type Facts = { givenName: string; familyName: string; accountDigest: string | null; grade: number; siteId: string };
export type RosterChange =
  | { effect: 'new'; row: number; sourceId: string; known: null; values: Facts; before: null }
  | {
      effect: 'changed';
      row: number;
      sourceId: string;
      known: KnownStudent;
      values: Partial<Facts> & { status?: 'active' };
      before: Record<string, unknown>;
    }
  | { effect: 'same'; row: number; sourceId: string; known: KnownStudent; values: null; before: null }
  | { effect: 'left'; row: null; sourceId: string; known: KnownStudent; values: null; before: null };

const FACTS = ['givenName', 'familyName', 'accountDigest', 'grade', 'siteId'] as const;

/** What a roster would change: who comes, who moves or is called otherwise, who comes back and who leaves. Whose row was refused stays as they are: nobody leaves because of a mistake in a row. */
export function diffRoster(known: readonly KnownStudent[], next: readonly NextStudent[], refused: ReadonlySet<string>): RosterChange[] {
  const bySource = new Map(known.map((student) => [student.sourceId, student]));
  const there = new Set(next.map(({ sourceId }) => sourceId));
  const said = next.map((student): RosterChange => {
    const { row, sourceId } = student;
    const at = bySource.get(sourceId);
    const facts = Object.fromEntries(FACTS.map((name) => [name, student[name]])) as Facts;
    if (!at) return { effect: 'new', row, sourceId, known: null, values: facts, before: null };
    const differing = FACTS.filter((name) => at[name] !== facts[name]);
    const isBack = at.status === 'left';
    if (differing.length === 0 && !isBack) return { effect: 'same', row, sourceId, known: at, values: null, before: null };
    return {
      effect: 'changed',
      row,
      sourceId,
      known: at,
      values: { ...Object.fromEntries(differing.map((name) => [name, facts[name]])), ...(isBack ? { status: 'active' as const } : {}) },
      before: { ...Object.fromEntries(differing.map((name) => [name, at[name]])), ...(isBack ? { status: at.status } : {}) },
    };
  });
  const left = known
    .filter(({ sourceId, status }) => status === 'active' && !there.has(sourceId) && !refused.has(sourceId))
    .map((student): RosterChange => ({ effect: 'left', row: null, sourceId: student.sourceId, known: student, values: null, before: null }));
  return [...said, ...left];
}

/** More than this share of the students leaving at once is most likely a file that is not whole. */
export const USUAL_LEAVERS_RATIO = 0.1;
export const isUnusual = (leaving: number, active: number): boolean => active > 0 && leaving / active > USUAL_LEAVERS_RATIO;

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A pseudonym out of random bytes: S-4F7K2Q. Letters that look alike are left out. */
export const studentKey = (bytes: Uint8Array): string => `S-${Array.from(bytes.slice(0, 6), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;
