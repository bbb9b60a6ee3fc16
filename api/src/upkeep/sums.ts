import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '#platform/files/index.ts';

/** Copies what is under the key to `path`, and gives its size and SHA-256; undefined when there is none. */
export async function fetchFrom(store: FileStore, key: string, path: string): Promise<{ sum: string; bytes: number } | undefined> {
  const opened = await store.open(key);
  if (!opened) return undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    opened.stream,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  if (bytes !== opened.contentLength) throw new Error(`${key} broke off after ${bytes} of ${opened.contentLength} bytes. Run the command again.`);
  return { sum: hash.digest('hex'), bytes };
}

/** The SHA-256 of what is under the key, read from there to its end; undefined when there is none. */
export async function sumUnder(store: FileStore, key: string): Promise<string | undefined> {
  const opened = await store.open(key);
  if (!opened) return undefined;
  const hash = createHash('sha256');
  await pipeline(opened.stream, hash);
  return hash.digest('hex');
}
