import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createFiles } from '../../api/src/platform/files/index.ts';
import { startS3 } from '../../api/src/platform/files/s3.testing.ts';
import { restoreBackup, verifyBackup } from '../../api/src/upkeep/restore-backup.ts';
import { type Manifest, readManifest, writeManifest } from '../../db/src/archive/index.ts';
import { removePostgres } from '../../db/src/embedded.ts';
import { startThrowAway } from '../../db/src/throw-away.ts';
import { inRoot } from '../src/commands.ts';
import { makeRunDirectory, removeRunDirectory } from '../src/sweep.ts';
import { command, databasesOn, type Env, launch, serveApi } from './commands-of-an-operator.ts';

/** A small district as an earlier version left it: restored, it is brought up to date. */
const DISTRICT = inRoot('db/releases/0.1.0');

let directory: string;
let server: Awaited<ReturnType<typeof startThrowAway>>;
let databases: ReturnType<typeof databasesOn>;

beforeAll(async () => {
  directory = await makeRunDirectory();
  server = await startThrowAway();
  databases = databasesOn(server.url);
});
afterAll(async () => {
  await server.stop();
  removeRunDirectory(directory);
});

const backup = (env: Env, ...args: string[]) => command('api/src/backup.ts', args, env);
const restore = (env: Env, ...args: string[]) => command('api/src/restore.ts', args, env);
const done = expect.objectContaining({ code: 0 });
type Place = { DATABASE_URL: string; FILES_DIR: string };

/** What the command does, without a process of its own. */
const restoreHere = async ({ DATABASE_URL, FILES_DIR }: Place, folder: string, { mayReplace = true } = {}) =>
  restoreBackup({ databaseUrl: DATABASE_URL, files: await createFiles({ directory: FILES_DIR, main: 'disk' }) }, folder, mayReplace, () => {});

async function anEmptyPlace(name: string): Promise<Env & Place> {
  return { DATABASE_URL: await databases.make(name), FILES_DIR: join(directory, name) };
}
async function aDistrict(name: string) {
  const env = await anEmptyPlace(name);
  await restoreHere(env, DISTRICT);
  return env;
}

/** Every file of the district, by key, with its checksum. */
const filesIn = (place: string) =>
  Object.fromEntries(
    globSync('attachments/*/*/*', { cwd: place }).map((key) => [
      key,
      createHash('sha256')
        .update(readFileSync(join(place, key)))
        .digest('hex'),
    ]),
  );
const contentOf = async ({ DATABASE_URL, FILES_DIR }: Place) => ({ tables: await databases.contentOf(DATABASE_URL), files: filesIn(FILES_DIR) });

function aFile(content: string): RequestInit {
  const body = new FormData();
  body.append('file', new File([content], 'note.txt', { type: 'text/plain' }));
  return { method: 'POST', body };
}

describe('a backup', () => {
  it('made while people work brings a changed district back, elsewhere and in place', async () => {
    const here = await aDistrict('here');
    const api = await serveApi(here);
    const teacher = await api.signIn('teacher');
    const { id } = (await (await teacher('/api/attachments', aFile('Room 101: two taps'))).json()) as { id: string };
    const folder = join(directory, 'backup');
    expect(await backup(here, folder)).toEqual(done);
    const then = await contentOf(here);
    expect(then.files[`attachments/${id.slice(-2)}/${id}/file`]).toBeDefined();
    expect(await backup({}, '--verify', folder)).toEqual({ code: 0, said: expect.stringMatching(/^Whole: .*\d tables, \d+ rows, 5 files/) });

    // The district goes on, and then comes the accident.
    await teacher('/api/attachments', aFile('after the backup'));
    await databases.asking(here.DATABASE_URL, async (sql) => {
      await sql`update people set name = 'Overwritten'`;
      await sql`delete from work_order_texts`;
      await sql`delete from role_grants`;
      await sql`select nextval('work_order_numbers')`;
    });
    rmSync(join(here.FILES_DIR, 'attachments', id.slice(-2)), { recursive: true });
    expect(await contentOf(here)).not.toEqual(then);

    const elsewhere = await anEmptyPlace('elsewhere');
    expect(await restore(elsewhere, folder)).toEqual(done);
    expect(await contentOf(elsewhere)).toEqual(then);

    await expect(restoreHere(here, folder)).rejects.toThrow('Stop API and worker first');
    await api.stop();
    await expect(restoreHere(here, folder, { mayReplace: false })).rejects.toThrow(/not empty.*add --yes/);
    expect(await restore(here, folder, '--yes')).toEqual(done);
    const now = await contentOf(here);
    expect(now.tables).toEqual(then.tables);
    expect(now.files).toMatchObject(then.files);

    const again = await serveApi(here);
    onTestFinished(again.stop);
    expect(await (await (await again.signIn('teacher'))(`/api/attachments/${id}/file`)).text()).toBe('Room 101: two taps');
  });

  it('without files that the tables name is made, says so at its making, its check and its restore, and fails', async () => {
    const env = await aDistrict('elsewhere_files');
    const folder = join(directory, 'without-files');
    const made = await backup({ ...env, FILES_DIR: join(directory, 'a-wrong-place') }, folder);
    expect(made).toEqual({ code: 1, said: expect.stringMatching(/Not in it are 4 files.*FILES_DIR/) });
    expect(await backup({}, '--verify', folder)).toEqual({
      code: 0,
      said: expect.stringContaining('0 files, without 4 that the storage did not have'),
    });
    expect(await restore(await anEmptyPlace('without_files'), folder)).toEqual({
      code: 0,
      said: expect.stringContaining('did not have them: 4 files'),
    });
  });

  it('is made of, and restored to, the embedded database and a storage that speaks S3', async () => {
    const s3 = await startS3();
    onTestFinished(s3.close);
    const env = { ...s3.env, FILES_S3_TIMEOUT_SECONDS: '20', DATA_DIR: join(directory, 'embedded') };
    onTestFinished(() => removePostgres(join(env.DATA_DIR, 'postgres')));
    expect(await restore(env, DISTRICT)).toEqual(done);
    expect(s3.keys()).toHaveLength(4);
    const folder = join(directory, 'from-embedded');
    expect(await backup(env, folder)).toEqual(done);

    const elsewhere = await anEmptyPlace('from_embedded');
    await restoreHere(elsewhere, folder);
    expect(
      Object.keys(filesIn(elsewhere.FILES_DIR))
        .map((key) => `steward/${key}`)
        .toSorted(),
    ).toEqual(s3.keys().toSorted());
    const { manifest } = await readManifest(DISTRICT);
    const content = await databases.contentOf(elsewhere.DATABASE_URL);
    for (const { name, rows } of manifest.tables) expect(content[name], name).toMatch(new RegExp(`^${rows} rows`));
  });
});

describe('a restore', () => {
  let env: Awaited<ReturnType<typeof aDistrict>>;
  let before: Awaited<ReturnType<typeof contentOf>>;
  beforeAll(async () => {
    env = await aDistrict('kept');
    await databases.asking(env.DATABASE_URL, (sql) => sql`update people set name = 'Still here'`);
    before = await contentOf(env);
  });

  /** A copy of the backup with something done to it. */
  function spoilt(name: string, spoil: (folder: string) => void): string {
    const folder = join(directory, name);
    cpSync(DISTRICT, folder, { recursive: true });
    spoil(folder);
    return folder;
  }
  /** One that says something else of itself, and is whole otherwise. */
  async function saying(name: string, change: (manifest: Manifest) => Manifest): Promise<string> {
    const folder = spoilt(name, () => {});
    const { manifest, sums } = await readManifest(folder);
    sums.delete('manifest.json');
    await writeManifest(folder, change(manifest), sums);
    return folder;
  }

  it('refuses a backup that is damaged, foreign or newer, by name, and touches nothing', async () => {
    const flip = (path: string) => (folder: string) => {
      const bytes = readFileSync(join(folder, path));
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(join(folder, path), bytes);
    };
    const [file] = globSync('files/**/thumbnail', { cwd: DISTRICT });
    const cases: [string, RegExp][] = [
      [spoilt('flipped-table', flip('tables/people.copy.gz')), /damaged: tables\/people\.copy\.gz is not what it was/],
      [spoilt('flipped-file', flip(file!)), /damaged: files\/.*thumbnail is not what it was/],
      [spoilt('no-table', (folder) => rmSync(join(folder, 'tables/teams.copy.gz'))), /damaged: tables\/teams\.copy\.gz is missing/],
      [spoilt('manifest', (folder) => writeFileSync(join(folder, 'manifest.json'), '{}')), /damaged: manifest\.json/],
      [spoilt('unfinished', (folder) => rmSync(join(folder, 'SHA256SUMS'))), /no backup of Steward, or one that was never finished/],
      [join(directory, 'nowhere'), /no backup of Steward/],
      [
        await saying('newer', (m) => ({ ...m, migrations: [...m.migrations, { name: '9999_later.sql', checksum: 'x' }] })),
        /newer version of Steward.*9999_later/,
      ],
      [await saying('foreign', (m) => ({ ...m, migrations: m.migrations.map((one) => ({ ...one, checksum: 'x' })) })), /another Steward/],
    ];
    for (const [folder, words] of cases) await expect(restoreHere(env, folder), folder).rejects.toThrow(words);
    await expect(verifyBackup(cases[0]![0])).rejects.toThrow(/damaged: tables\/people/);
    expect(await contentOf(env)).toEqual(before);
  });

  it('that cannot go to its end, as a reference leads nowhere, changes nothing', async () => {
    const folder = spoilt('torn', () => {});
    const { manifest, sums } = await readManifest(folder);
    const tables = manifest.tables.filter(({ name }) => name !== 'sites');
    sums.delete('manifest.json');
    await writeManifest(folder, { ...manifest, tables }, sums);
    await expect(restoreHere(env, folder)).rejects.toThrow(/violates foreign key constraint/);
    expect(await contentOf(env)).toEqual(before);
  });

  it('killed half-way leaves the district as it was, and can be run again', async () => {
    let isKilled = false;
    const { child, exit } = launch('api/src/restore.ts', [DISTRICT, '--yes'], env, (line) => {
      if (!isKilled && line.endsWith(' rows')) isKilled = child.kill('SIGKILL');
    });
    expect(await exit).toBe(null);
    // Waits until the server has noticed: the transaction holds every table.
    expect(await contentOf(env)).toEqual(before);

    await restoreHere(env, DISTRICT);
    const { tables } = await contentOf(env);
    expect(tables['people']).toMatch(/^327 rows/);
    expect(tables['people']).not.toBe(before.tables['people']);
  });

  it('of a backup that was cut off finds nothing to restore', async () => {
    const folder = join(directory, 'cut-off');
    const { child, exit } = launch('api/src/backup.ts', [folder], env, () => child.kill('SIGKILL'));
    expect(await exit).toBe(null);
    expect([existsSync(folder), existsSync(`${folder}.unfinished`)]).toEqual([false, true]);
    await expect(restoreHere(env, `${folder}.unfinished`)).rejects.toThrow('never finished');
    expect(await backup(env, folder)).toEqual(done);
  });
});
