import type { Readable } from 'node:stream';
import { Problem } from '#kernel/problem.ts';

export type OpenedFile = { stream: Readable; contentLength: number };

/** A place for files. Private: nothing is served from it but through a route that asks who may see it. */
export type FileStore = {
  /** Keeps a copy of the file at `path` under the key, whole or not at all. */
  put: (key: string, path: string) => Promise<void>;
  /** The file under the key; undefined when there is none. */
  open: (key: string) => Promise<OpenedFile | undefined>;
  has: (key: string) => Promise<boolean>;
  /** Removes what is there of these. */
  remove: (keys: readonly string[]) => Promise<void>;
};

const FULL = ['ENOSPC', 'EDQUOT'];

/** The first cause that has a code of the system's or a name of the storage's: libraries wrap what happened. */
function rootOf(error: unknown): { code?: unknown; name?: unknown; message?: unknown } {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? rootOf(cause) : (error as Error);
}

/** Is it that the disk, or the share of it that is ours, is full? */
export function isDiskFull(error: unknown): boolean {
  const { code, message } = rootOf(error);
  return FULL.includes(String(code)) || /no space left on device|disk quota exceeded/i.test(String(message));
}

export const filesFull = () =>
  new Problem(507, 'files.full', 'There is no room left for files. Nothing was kept; tell your technology team, and add the file later.', {
    headers: { 'retry-after': '300' },
  });

const filesUnavailable = () =>
  new Problem(503, 'files.unavailable', 'Files cannot be kept or opened at the moment. Try again in a few minutes.', {
    headers: { 'retry-after': '30' },
  });

/** What is done with files; its failure is a problem in plain words, and what happened stays on that as the cause, for the log. */
export async function sayingWhy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const problem = isDiskFull(error) ? filesFull() : filesUnavailable();
    problem.cause = rootOf(error);
    throw problem;
  }
}

/** A store whose failures are problems in plain words. */
export function inPlainWords(store: FileStore): FileStore {
  return {
    put: (key, path) => sayingWhy(store.put(key, path)),
    open: (key) => sayingWhy(store.open(key)),
    has: (key) => sayingWhy(store.has(key)),
    remove: (keys) => sayingWhy(store.remove(keys)),
  };
}
