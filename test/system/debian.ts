import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../src/commands.ts';

/** Where a server program may lie that an ordinary user's PATH does not name. */
const ALSO = ['/usr/sbin', '/usr/local/sbin'];

const find = (program: string) =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...ALSO].map((directory) => join(directory, program)).find((path) => existsSync(path));

let installing: Promise<unknown> = Promise.resolve();

/** One after the other: apt refuses to run beside itself. Without recommends: the server's own service is neither needed nor started. */
async function install(name: string): Promise<string> {
  const mine = installing.then(() =>
    run(['sh', '-c', `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${name}`]),
  );
  installing = mine;
  return (await mine).output;
}

/** The path of a program from Debian, installing its package if there is none and we may; else throws what to do. */
export async function programFrom(name: string, program = name): Promise<string> {
  const found = find(program);
  if (found) return found;
  const said = process.getuid?.() === 0 ? await install(name) : '';
  const installed = find(program);
  if (installed) return installed;
  throw new Error(`No ${program}. Install it (Debian: apt-get install ${name}) and put it on the PATH.\n${said}`);
}
