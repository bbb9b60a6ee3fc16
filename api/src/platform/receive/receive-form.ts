import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';
import { sayingWhy } from '#platform/files/index.ts';
import { FormDigest } from '#platform/form-digest.ts';
import { bindKeyToForm } from '#platform/idempotency.ts';
import { fileEmpty, fileMissing, fileTooLarge, malformedForm, notMultipart, oneFileOnly, unknownField } from './problems.ts';

/** The folder for files while they are being received. */
export const INCOMING = 'incoming';

export const MAX_FILE_BYTES = 20_000_000;
/** What the form may hold around the file. */
const FORM_BYTES = 64 * 1024;
/** A sender that was refused is heard out this far, so that it gets to read why. */
const HEARD_OUT_BYTES = 64 * 1024 * 1024;
const LIMITS = { files: 1, fields: 5, fieldSize: 100, fieldNameSize: 100, parts: 10, headerPairs: 20 };

/** A file as it came, for as long as its request runs, with a folder to work in. */
export type Received = { directory: string; path: string; fileName: string; sizeBytes: number; sha256: string; fields: ReadonlyMap<string, string> };
/** How large a file may be, and what is said of a larger one. */
export type FileLimit = { maxBytes: number; tooLarge: () => Problem };
const USUAL: FileLimit = { maxBytes: MAX_FILE_BYTES, tooLarge: fileTooLarge };

/** Before anything is read: only a form can bring a file, and not one that says itself that it is too large. */
export const refuseOtherBodies = (request: FastifyRequest) => refuseBodiesOver(USUAL)(request);
export const refuseBodiesOver =
  ({ maxBytes, tooLarge }: FileLimit) =>
  async (request: FastifyRequest) => {
    if (!/^multipart\/form-data\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw notMultipart();
    if (Number(request.headers['content-length'] ?? 0) > maxBytes + FORM_BYTES) throw tooLarge();
  };

/** Streams the form's one file to disk, lets `use` work with it, and leaves nothing of it behind whatever happens. */
export async function withReceived<T>(
  request: FastifyRequest,
  { directory: filesDir, fields, limit = USUAL }: { directory: string; fields: readonly string[]; limit?: FileLimit },
  use: (received: Received) => Promise<T>,
): Promise<T> {
  const incoming = join(filesDir, INCOMING);
  const directory = await sayingWhy(mkdir(incoming, { recursive: true }).then(() => mkdtemp(join(incoming, 'upload-'))));
  try {
    return await use(await receive(request, directory, fields, limit));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function receive(request: FastifyRequest, directory: string, known: readonly string[], limit: FileLimit): Promise<Received> {
  // Gone while we asked who they are: nothing would ever come.
  if (request.raw.destroyed && !request.raw.readableEnded) throw malformedForm();
  const path = join(directory, 'received');
  const fields = new Map<string, string>();
  const digest = new FormDigest();
  let file: { fileName: string; sizeBytes: number; sha256: string } | undefined;
  try {
    for await (const part of request.parts({ limits: { ...LIMITS, fileSize: limit.maxBytes }, throwFileSizeLimit: false } as Parameters<
      typeof request.parts
    >[0])) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw fileMissing();
        const { sizeBytes, sha256 } = await save(part, path, limit);
        file = { fileName: part.filename ?? '', sizeBytes, sha256 };
        digest.file(part.fieldname, file.fileName, sha256);
      } else if (part.fieldname === 'file') throw fileMissing();
      else if (!known.includes(part.fieldname)) throw unknownField(String(part.fieldname));
      else {
        fields.set(part.fieldname, String(part.value));
        digest.field(part.fieldname, String(part.value));
      }
    }
  } catch (error) {
    throw explained(error);
  } finally {
    hearOut(request.raw);
  }
  // A form whose file box was left empty sends a part without name or content.
  if (!file || (file.sizeBytes === 0 && file.fileName === '')) throw fileMissing();
  if (file.sizeBytes === 0) throw fileEmpty();
  await bindKeyToForm(request, digest.toString());
  return { directory, path, ...file, fields };
}

async function save({ file }: MultipartFile, path: string, { tooLarge }: FileLimit) {
  const bytes = createHash('sha256');
  file.once('limit', () => file.destroy(tooLarge()));
  file.on('data', (piece: Buffer) => bytes.update(piece));
  await pipeline(file, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  if (file.truncated) throw tooLarge();
  return { sizeBytes: file.bytesRead, sha256: bytes.digest('hex') };
}

/** Our disk's failures stay what they are; whatever else went wrong while reading is wrong with the form. */
function explained(error: unknown) {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof Problem || syscall !== undefined) return error;
  return code === 'FST_FILES_LIMIT' ? oneFileOnly() : malformedForm();
}

/** Reads on without keeping anything: a connection closed in the middle of sending looks to the sender like a failure, not an answer. */
function hearOut(raw: IncomingMessage) {
  if (raw.readableEnded || raw.destroyed) return;
  let left = HEARD_OUT_BYTES;
  raw.unpipe();
  raw.on('data', (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) raw.destroy();
  });
  raw.resume();
}
