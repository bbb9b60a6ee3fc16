import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Finished, inRoot, run } from './commands.ts';

/** The files in the repository that a program writes, in the order in which they depend on each other. */
const GENERATED = [
  { file: 'api/openapi.json', command: ['node', 'api/src/emit-openapi.ts'], cwd: inRoot() },
  {
    file: 'web/src/lib/api/schema.gen.ts',
    command: ['openapi-typescript', '../api/openapi.json', '-o', 'src/lib/api/schema.gen.ts'],
    cwd: inRoot('web'),
  },
];

const textOf = (file: string) => (existsSync(inRoot(file)) ? readFileSync(inRoot(file), 'utf8') : '');

/** Writes every generated file anew. */
export async function regenerate(): Promise<Finished> {
  let output = '';
  for (const { command, cwd } of GENERATED) {
    const done = await run(command, { cwd });
    output += done.output;
    if (done.code !== 0) return { code: done.code, output };
  }
  return { code: 0, output };
}

/** Do the committed files equal what their programs write now? Leaves the files as they were. */
export async function compareGenerated(): Promise<Finished> {
  const before = GENERATED.map(({ file }) => textOf(file));
  const done = await regenerate();
  const stale = GENERATED.filter(({ file }, i) => textOf(file) !== before[i]);
  for (const [i, { file }] of GENERATED.entries()) if (textOf(file) !== before[i]) writeFileSync(inRoot(file), before[i]!);
  if (done.code !== 0) return done;
  if (stale.length === 0) return { code: 0, output: '' };
  return { code: 1, output: `${stale.map(({ file }) => file).join(', ')}: not what the code says now. Run \`pnpm generate\` and commit.\n` };
}

/** What the tools read but nobody commits: Kit's types and the compiled messages. */
export async function prepareWeb(): Promise<Finished> {
  const sync = await run(['svelte-kit', 'sync'], { cwd: inRoot('web') });
  if (sync.code !== 0) return sync;
  return run(['paraglide-js', 'compile', '--project', './project.inlang', '--outdir', './src/lib/paraglide', '--silent'], { cwd: inRoot('web') });
}
