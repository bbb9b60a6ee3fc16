import type { TestProject } from 'vitest/node';
import { buildTemplate } from './db/src/testing.ts';
import { startThrowAway } from './db/src/throw-away.ts';

/** One server for the whole run, a throw-away one or the one TEST_POSTGRES_URL names, and on it the template that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_POSTGRES_URL'];
  const server = given ? { url: given, stop: async () => {} } : await startThrowAway();
  try {
    const template = await buildTemplate(server.url);
    project.provide('TEST_DATABASE_URL', template.url);
    return async () => {
      await template.drop();
      await server.stop();
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
