import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';

/** What a form holds, as one digest: its fields and files in their order, whatever stands between them. */
export class FormDigest {
  #whole = createHash('sha256');

  field(name: string, value: string) {
    this.#whole.update(`${JSON.stringify([name, value])}\n`);
  }

  /** `bytes`: the file's own SHA-256. */
  file(name: string, fileName: string, bytes: string) {
    this.#whole.update(`${JSON.stringify([name, fileName, bytes])}\n`);
  }

  toString() {
    return this.#whole.copy().digest('hex');
  }
}

const LIMITS = { fileSize: 64_000_000, files: 10, fields: 50, parts: 50, fieldNameSize: 200, fieldSize: 100_000, headerPairs: 20 };

/** Reads a form for nothing but its digest. */
export async function digestOfForm(request: FastifyRequest): Promise<string> {
  const digest = new FormDigest();
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type === 'field') {
        digest.field(part.fieldname, String(part.value));
        continue;
      }
      const bytes = createHash('sha256');
      for await (const piece of part.file) bytes.update(piece as Buffer);
      digest.file(part.fieldname, part.filename ?? '', bytes.digest('hex'));
    }
  } catch {
    throw new Problem(400, 'request.malformed', 'The form did not arrive whole. Send it again.');
  }
  return digest.toString();
}
