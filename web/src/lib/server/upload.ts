import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { RequestEvent } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { MAX_FILE_BYTES, MAX_FILES } from '#lib/limits.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Problem } from '#lib/api/types.ts';
import { headersFor } from './api.ts';
import { problemWords } from './problem-words.ts';

export type Upload = { id: string; fileName: string; sizeBytes: number };

export type UploadedForm = {
  /** The text fields, in order; a name may come more than once. */
  fields: URLSearchParams;
  /** The files, stored by the API and waiting for their order. */
  uploads: Upload[];
  /** One sentence for each file that was not taken. */
  problems: string[];
  /** Why the API did not take them. */
  refusals: Problem[];
};

/** Where files go, how large each may be, and which fields that came before it go along. */
export type Destination = {
  path: `/api/${string}`;
  maxBytes: number;
  tooLarge: (name: string) => string;
  fields?: readonly string[];
  headers?: (fields: URLSearchParams) => Record<string, string>;
};
const ATTACHMENTS: Destination = { path: '/api/attachments', maxBytes: MAX_FILE_BYTES, tooLarge: (name) => m.upload_too_large({ name }) };

/** The uploads that an earlier try of this form left behind and that are still wanted: FileInput writes them as `id/name`. */
export const keptUploads = (fields: URLSearchParams): { id: string; fileName: string }[] =>
  fields.getAll('attachmentId').flatMap((kept) => {
    const [, id, fileName] = /^([0-9a-f-]{36})\/(.{1,255})$/i.exec(kept) ?? [];
    return id && fileName ? [{ id, fileName }] : [];
  });

class TooLarge extends Error {}

/**
 * Reads a form post as it arrives. Each file goes straight on to the API, piece by piece, so that no file is ever whole in memory.
 * What is wrong with a file becomes a sentence; the other fields are kept.
 */
export async function readForm(event: RequestEvent, to: Destination = ATTACHMENTS): Promise<UploadedForm> {
  const type = event.request.headers.get('content-type') ?? '';
  const form: UploadedForm = { fields: new URLSearchParams(), uploads: [], problems: [], refusals: [] };
  if (!type.startsWith('multipart/form-data')) {
    form.fields = new URLSearchParams(await event.request.text());
    return form;
  }
  if (event.request.body) await parse(event, type, form, to);
  return form;
}

async function parse(event: RequestEvent, type: string, form: UploadedForm, to: Destination) {
  const gone = new AbortController();
  const sending: Promise<void>[] = [];
  const parser = new Busboy({
    headers: { 'content-type': type },
    limits: { fieldNameSize: 200, fieldSize: 256 * 1024, fields: 200, files: MAX_FILES, fileSize: to.maxBytes, parts: 300, headerPairs: 50 },
  });
  parser.on('field', (name, value) => {
    form.fields.append(name, value);
  });
  parser.on('file', (_name, file, fileName, _encoding, mediaType) => {
    // A file box that was left empty arrives as a nameless part.
    if (!fileName) {
      file.resume();
      return;
    }
    sending.push(sendOn(event, { file, fileName, mediaType }, form, to, gone.signal));
  });
  parser.on('filesLimit', () => void form.problems.push(m.upload_too_many({ max: MAX_FILES })));
  try {
    await pipeline(Readable.fromWeb(event.request.body as import('node:stream/web').ReadableStream), parser);
  } catch {
    // The browser went away or sent something that is no form: nothing more will come.
    gone.abort();
    form.problems.push(m.upload_interrupted());
  }
  await Promise.all(sending);
}

type Sent = { file: BusboyFileStream; fileName: string; mediaType: string };
async function sendOn(event: RequestEvent, { file, fileName, mediaType }: Sent, form: UploadedForm, to: Destination, signal: AbortSignal) {
  let isTooLarge = false;
  const boundary = `steward-${crypto.randomUUID()}`;
  async function* body() {
    for (const name of to.fields ?? [])
      yield Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${form.fields.get(name) ?? ''}\r\n`);
    yield Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(fileName)}"\r\ncontent-type: ${oneLine(mediaType)}\r\n\r\n`,
    );
    for await (const piece of file) yield piece as Buffer;
    if (file.truncated) {
      isTooLarge = true;
      throw new TooLarge();
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  try {
    const answer = await fetch(`${API_URL}${to.path}`, {
      method: 'POST',
      headers: { ...headersFor(event), ...to.headers?.(form.fields), 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: Readable.toWeb(Readable.from(body())),
      duplex: 'half',
      signal,
    } as RequestInit);
    const said: unknown = await answer.json();
    if (answer.ok) form.uploads.push(said as Upload);
    else {
      form.problems.push(`${fileName}: ${problemWords(said as Problem)}`);
      form.refusals.push(said as Problem);
    }
  } catch {
    form.problems.push(isTooLarge ? to.tooLarge(fileName) : m.upload_failed({ name: fileName }));
  } finally {
    // The parser waits for every file to be read to its end.
    file.resume();
  }
}

const oneLine = (text: string) => text.replace(/[^\x20-\x7e]/g, '') || 'application/octet-stream';
/** As browsers write it in a form: quotes and line breaks as percent codes. */
const quoted = (name: string) => name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
