import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const CALLS = /\bfetch\(|\bhttps?\.(?:request|get)\(|\bhttpRequest\(|\bnet\.connect\(|\bundici\b|\bcreateTransport\(/;

/*
 * Whoever may say where a server sends requests may look behind its walls. So every place that sends one is listed here with who says where it
 * goes, and nobody who uses Steward does. A new place belongs here, and what a person may write into it is checked first.
 */
const WHO_SAYS: Record<string, string> = {
  'api/src/healthcheck.ts': 'the container: its own port',
  'api/src/network/probes/run-probe.ts': 'whoever set the probe up: STEWARD_URL, on a machine of the school',
  'api/src/people/providers/discovery.ts': 'the operator: the provider’s issuer, and on https only https addresses it names',
  'api/src/platform/docs.ts': 'the browser of who reads the reference: the page’s policy lets it ask nobody but us',
  'api/src/platform/mailer.ts': 'the operator: SMTP_URL',
  'api/src/platform/outside.ts':
    'the operator: ONEROSTER_URL and ONEROSTER_TOKEN_URL; private addresses only by ONEROSTER_ALLOW_HOSTS, and nothing is followed elsewhere',
  'api/src/start.ts': 'the launcher: its own port',
  'web/src/lib/server/api.ts': 'the operator: API_URL',
  'web/src/lib/server/upload.ts': 'the operator: API_URL',
  'web/src/routes/(data)/field/photos/+server.ts': 'the operator: API_URL',
  'web/src/routes/(data)/live/+server.ts': 'the operator: API_URL',
  'web/src/routes/sign-in/+page.server.ts': 'the operator: API_URL',
  'web/src/routes/sign-in/[provider]/+server.ts': 'the operator: API_URL',
  'web/src/routes/sign-out/+page.server.ts': 'the operator: API_URL',
};

test('no server of ours asks an address that a person wrote', () => {
  const sources = globSync(
    ['api/src/**/*.ts', 'web/src/**/*.server.ts', 'web/src/**/+server.ts', 'web/src/lib/server/**/*.ts', 'web/src/hooks.server.ts'],
    { cwd: root },
  ).filter((file) => !/\.(?:test|testing)\.ts$/.test(file));
  const asking = sources.filter((file) => CALLS.test(readFileSync(`${root}/${file}`, 'utf8')));
  expect(asking.toSorted()).toEqual(Object.keys(WHO_SAYS).toSorted());
});
