import { readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { describeSchema, SNAPSHOT } from './snapshot.ts';
import { freshDatabase } from './testing.ts';

it('the committed snapshot is what the migrations add up to', async () => {
  const { url, close } = await freshDatabase();
  onTestFinished(close);
  expect(await describeSchema(url)).toBe(await readFile(SNAPSHOT, 'utf8'));
});
