import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finished, inRoot, run } from './commands.ts';

/** The committed files that a program writes. Each is made from what is committed, so one change goes through them in this order. */
const GENERATED = [
  { file: 'db/schema.snapshot.sql', commandTo: (target: string) => ['node', 'db/src/snapshot.ts', target] },
  { file: 'api/openapi.json', commandTo: (target: string) => ['node', 'api/src/emit-openapi.ts', target] },
  {
    file: 'web/src/lib/api/schema.gen.ts',
    commandTo: (target: string) => ['web/node_modules/.bin/openapi-typescript', 'api/openapi.json', '-o', target],
  },
];

const GOOD: Finished = { code: 0, output: '' };

/** Writes every generated file anew. */
export async function regenerate(): Promise<Finished> {
  for (const { file, commandTo } of GENERATED) {
    const done = await run(commandTo(inRoot(file)));
    if (done.code !== 0) return done;
  }
  return GOOD;
}

/** Do the committed files equal what their programs write now? Writes beside the repository only. */
export async function compareGenerated(): Promise<Finished> {
  const directory = mkdtempSync(join(tmpdir(), 'steward-generated-'));
  try {
    for (const [i, { file, commandTo }] of GENERATED.entries()) {
      const target = join(directory, `${i}`);
      const done = await run(commandTo(target));
      if (done.code !== 0) return done;
      if (readFileSync(target, 'utf8') !== readFileSync(inRoot(file), 'utf8')) {
        return { code: 1, output: `${file} is not what the code says now. Run \`pnpm generate\` and commit.\n` };
      }
    }
    return GOOD;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What the tools read but nobody commits: Kit's types and the compiled messages. */
export async function prepareWeb(): Promise<Finished> {
  const sync = await run(['svelte-kit', 'sync'], { cwd: inRoot('web') });
  if (sync.code !== 0) return sync;
  const options = ['--project', './project.inlang', '--outdir', './src/lib/paraglide', '--strategy', 'cookie', 'preferredLanguage', 'baseLocale'];
  return run(['paraglide-js', 'compile', ...options, '--silent'], { cwd: inRoot('web') });
}
