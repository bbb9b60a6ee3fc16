import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const DATABASE_URL = 'postgres://steward:secret@127.0.0.1:5432/steward';
const read = (env: Record<string, string>) => readConfig({ DATABASE_URL, ...env });

test.each([
  '',
  'steward',
  'mysql://steward:secret@127.0.0.1/steward',
  'postgres://steward:se#cret@127.0.0.1/steward',
  'postgres://steward:se%cret@127.0.0.1/steward',
])('DATABASE_URL=%s is refused by its name, without its password', (url) => {
  expect(() => read({ DATABASE_URL: url })).toThrow(/^DATABASE_URL: set it to a database/);
  expect(() => read({ DATABASE_URL: url })).not.toThrow(/cret/);
});

test.each(['postgres:///steward?host=/run', 'postgresql://steward:a%2Cb@one:5432,two:5432/steward'])('DATABASE_URL=%s is taken', (url) => {
  expect(read({ DATABASE_URL: url }).databaseUrl).toBe(url);
});

test.each(['javascript:alert', 'steward.district.example', 'https://district.example/steward', 'https://steward.district.example?x'])(
  'PUBLIC_URL=%s is refused by its name',
  (url) => {
    expect(() => read({ PUBLIC_URL: url })).toThrow(/^PUBLIC_URL: /);
  },
);

test('links begin with PUBLIC_URL without its last slash; empty is not set', () => {
  expect(read({ PUBLIC_URL: 'https://steward.district.example/' }).publicUrl).toBe('https://steward.district.example');
  expect(read({ PUBLIC_URL: '', PORT: '3900' }).publicUrl).toBe('http://localhost:3900');
});

test('in production people sign in by https only, but for trying it on one machine', () => {
  const production = (url: string) => read({ NODE_ENV: 'production', SESSION_SECRET: 's'.repeat(32), PUBLIC_URL: url });
  expect(() => production('http://steward.district.example')).toThrow(/^PUBLIC_URL: .*https/);
  expect(() => production('http://127.0.0.1.district.example')).toThrow(/^PUBLIC_URL: /);
  for (const url of ['https://steward.district.example', 'http://localhost:3000', 'http://127.0.0.1:3000'])
    expect(production(url).publicUrl).toBe(url);
});

test('what is empty counts as not set', () => {
  const { databasePool, requestsPerMinute, hasPasswords } = read({ DATABASE_POOL: '', REQUESTS_PER_MINUTE: '', LOCAL_PASSWORDS: '' });
  expect({ databasePool, requestsPerMinute, hasPasswords }).toEqual({ databasePool: 10, requestsPerMinute: 1_200, hasPasswords: true });
});
