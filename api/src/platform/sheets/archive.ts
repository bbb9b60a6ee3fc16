import yauzl from 'yauzl';
import type { Problem } from '#kernel/problem.ts';
import { MAX_ENTRIES, MAX_GROWTH, MAX_UNPACKED_BYTES } from './limits.ts';
import type { Pieces } from './pieces.ts';
import { unpacksTooLarge } from './problems.ts';
import { Unreadable } from './sheet.ts';

/** A zip archive, open, with what it holds by its path. */
export type Archive = { file: yauzl.ZipFile; entries: Map<string, yauzl.Entry> };

/** Opens the zip archive at `path`: what it says of its size is checked before, and held to while it is unpacked. */
export async function openArchive(path: string, broken: () => Problem): Promise<Archive> {
  const file = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(() => {
    throw new Unreadable(broken());
  });
  try {
    const entries = new Map<string, yauzl.Entry>();
    let unpacked = 0;
    for await (const entry of file.eachEntry()) {
      unpacked += entry.uncompressedSize;
      const isBomb = entry.uncompressedSize > 1_000_000 && entry.uncompressedSize > entry.compressedSize * MAX_GROWTH;
      if (entries.size >= MAX_ENTRIES || unpacked > MAX_UNPACKED_BYTES || isBomb) throw new Unreadable(unpacksTooLarge());
      entries.set(entry.fileName.replace(/^\//, ''), entry);
    }
    return { file, entries };
  } catch (error) {
    file.close();
    throw error instanceof Unreadable ? error : new Unreadable(broken());
  }
}

/** The bytes of one file in it, from their beginning, any number of times. */
export const piecesOfEntry = ({ file }: Archive, entry: yauzl.Entry, broken: () => Problem): Pieces =>
  async function* (progress = () => {}) {
    let bytes = 0;
    const stream = await file.openReadStreamPromise(entry);
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        bytes += piece.length;
        progress(entry.uncompressedSize === 0 ? 1 : bytes / entry.uncompressedSize);
        yield piece;
      }
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable(broken());
    } finally {
      stream.destroy();
    }
  };
