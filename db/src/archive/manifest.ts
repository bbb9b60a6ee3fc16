import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What an archive is made of. Whoever reads it knows this format and no other. */
export const FORMAT = 'steward-archive-1';

export type TableDump = { name: string; columns: string[]; rows: number; file: string };
export type SequenceDump = { name: string; value: string | null };
export type Dump = {
  /** Which PostgreSQL it came from; any that Steward runs on can take it. */
  server: string;
  migrations: { name: string; checksum: string }[];
  tables: TableDump[];
  sequences: SequenceDump[];
};
export type Manifest = Dump & {
  format: typeof FORMAT;
  /** The version of Steward that made it, and when. */
  version: string;
  madeAt: string;
  /** `missing`: those that the tables name and the storage had lost before. */
  files: { count: number; bytes: number; missing: string[] };
};

/** The SHA-256 of each file in the archive, by its path there. Written as sha256sum writes them, so that it can check an archive too. */
export type Sums = Map<string, string>;

const MANIFEST = 'manifest.json';
const SUMS = 'SHA256SUMS';

export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The last thing that is written: an archive without it is none. */
export async function writeManifest(directory: string, manifest: Manifest, sums: Sums): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(directory, MANIFEST), text, { mode: 0o600 });
  const all = [...sums, [MANIFEST, createHash('sha256').update(text).digest('hex')] as const].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(join(directory, SUMS), all.map(([path, sum]) => `${sum}  ${path}\n`).join(''), { mode: 0o600 });
}

/** Reads what the archive says of itself; throws in plain words when it is none, or not whole. Its tables and files are not looked at. */
export async function readManifest(directory: string): Promise<{ manifest: Manifest; sums: Sums }> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch(() => undefined);
  const lines = await readFile(join(directory, SUMS), 'utf8').catch(() => undefined);
  if (text === undefined || lines === undefined) throw new Error(`${directory} is no backup of Steward, or one that was never finished.`);
  const sums: Sums = new Map();
  for (const line of lines.split('\n').filter(Boolean)) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}([\w./-]+)$/.exec(line) ?? [];
    if (!sum || !path || path.split('/').includes('..')) throw new Error(damaged(SUMS));
    sums.set(path, sum);
  }
  if (sums.get(MANIFEST) !== createHash('sha256').update(text).digest('hex')) throw new Error(damaged(MANIFEST));
  const manifest = JSON.parse(text) as Omit<Manifest, 'format'> & { format: string };
  if (manifest.format !== FORMAT) throw new Error(`This archive is of the format ${manifest.format}; this version of Steward reads ${FORMAT}.`);
  const files = [...sums.keys()].filter((path) => path.startsWith('files/'));
  if (manifest.tables.some(({ file }) => !sums.has(file)) || files.length !== manifest.files.count) throw new Error(damaged(SUMS));
  return { manifest: { ...manifest, format: FORMAT }, sums };
}

/** Reads every byte of the archive; throws naming the first file that is not what it was. */
export async function verifySums(directory: string, sums: Sums): Promise<void> {
  for (const [path, sum] of sums) {
    const found = await sumOf(join(directory, path)).catch(() => undefined);
    if (found === undefined) throw new Error(`The archive is damaged: ${path} is missing.`);
    if (found !== sum) throw new Error(damaged(path));
  }
}

const damaged = (path: string) => `The archive is damaged: ${path} is not what it was when the backup was made.`;
