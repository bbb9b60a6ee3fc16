import type { Sql } from '@steward/db';

/** What a capability above this one says of a notice that it brought, when its mail goes out. */
export type Standing = {
  /** Is it still this person's to read? */
  isTheirs: boolean;
  /** Where they decide on what it asks for without signing in, once; null where they do not. */
  decidePath: string | null;
  /** Where they answer what it asks without signing in, once. */
  answerPath?: string | null;
};
type Asked = { kind: string; path: string | null; personId: string };
/** Undefined of what is none of its own. */
export type FromAbove = (tx: Sql, asked: Asked, now: Date) => Promise<Standing | undefined>;

/** The first of these that knows the notice says how it stands. */
export const firstAbove =
  (...all: readonly FromAbove[]): FromAbove =>
  async (tx, asked, now) => {
    for (const above of all) {
      const standing = await above(tx, asked, now);
      if (standing) return standing;
    }
    return undefined;
  };
