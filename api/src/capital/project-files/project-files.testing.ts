import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestApi } from '../../app.testing.ts';
import { aForm } from '../../condition/imports/imports.testing.ts';
import { capitalFileWork } from '../received-files/work-files.ts';

/** The list as its owner published it. */
export const PUBLISHED = () => gunzipSync(readFileSync(new URL('nyc_sca_capital_projects_2025-09.csv.gz', import.meta.url))).toString('utf8');

type Caller = ReturnType<TestApi['as']>;

/** Has every file that waits read and let in. */
export async function untilLetIn({ db, app, clock }: TestApi): Promise<void> {
  const work = capitalFileWork(db, app.files, () => clock.now);
  while (await work.work());
}

/** Brings a file and has the worker at it. */
export async function brought(api: TestApi, who: Caller, fields: Record<string, string>, content: string, fileName = 'file.csv') {
  const answer = await who.post('/api/capital-files', aForm(fields, fileName, content));
  expect(answer.status, answer.text).toBe(201);
  await untilLetIn(api);
  return (await who.get(`/api/capital-files/${answer.body.id}`)).body;
}
