import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { brokenPacked, unpacksTooLarge } from './problems.ts';
import { MAX_UNPACKED_BYTES } from './limits.ts';
import { Unreadable } from './sheet.ts';

/** The bytes of a file from its beginning, any number of times; it is told how much of the file is behind each, 0..1. */
export type Pieces = (progress?: (read: number) => void) => AsyncGenerator<Buffer>;

/** The bytes of a file as they are, or unpacked (.gz): at most so many. */
export async function piecesOf(path: string, isPacked: boolean, most = MAX_UNPACKED_BYTES): Promise<Pieces> {
  const { size } = await stat(path);
  async function* asTheyAre(progress: (read: number) => void): AsyncGenerator<Buffer> {
    let read = 0;
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      progress((read += piece.length) / size);
      yield piece;
    }
  }
  async function* unpacked(progress: (read: number) => void): AsyncGenerator<Buffer> {
    let bytes = 0;
    try {
      // What goes wrong in either is thrown where the pieces are read.
      const gunzip = pipeline(asTheyAre(progress), createGunzip(), () => {});
      for await (const piece of gunzip as AsyncIterable<Buffer>) {
        if ((bytes += piece.length) > most) throw new Unreadable(unpacksTooLarge());
        yield piece;
      }
    } catch (error) {
      throw (error as { code?: string }).code?.startsWith('Z_') ? new Unreadable(brokenPacked()) : error;
    }
  }
  return (progress = () => {}) => (isPacked ? unpacked : asTheyAre)(progress);
}
