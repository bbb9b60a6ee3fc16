import { writeFileSync } from 'node:fs';
import type { Sql } from '@steward/db';
import { buildApp } from './app.ts';
import { readConfig } from './platform/config.ts';

// The document needs no database: nothing is asked of it.
const app = await buildApp({
  db: {} as Sql,
  clock: () => new Date(0),
  config: readConfig({ DATABASE_URL: 'postgres://unused', LOG_LEVEL: 'silent' }),
});
const target = process.argv[2] ?? new URL('../openapi.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(app.swagger(), null, 2)}\n`);
await app.close();
