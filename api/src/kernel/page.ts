import { z } from 'zod';
import { Problem } from './problem.ts';

export const MAX_LIMIT = 200;

/** The query parameters of every list. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(50), cursor: z.string().max(1_000).optional() };

/** A cursor is the sort key of the last row seen, opaque to callers. */
export const encodeCursor = (key: readonly (string | number | null)[]) => Buffer.from(JSON.stringify(key)).toString('base64url');

const badCursor = () =>
  new Problem(400, 'request.invalid', 'This cursor is not one of ours.', {
    errors: [{ pointer: '/cursor', in: 'query', detail: 'Use the nextCursor of the page before, with the same filters and sort.' }],
  });

/** The sort key in a cursor; 400 when it was made up or belongs to another list. */
export function decodeCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    // The database takes any text but this.
    if (JSON.stringify(key).includes(String.raw`\u0000`)) throw badCursor();
    return key;
  } catch {
    throw badCursor();
  }
}

export type Page<T> = { items: T[]; nextCursor: string | null };

/** Cuts the row too many that the query fetched, and makes the next cursor from the last row kept. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly (string | number | null)[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
