// What `pnpm start` says. A reader that goes away (a closed pipe) must not keep us from stopping in order.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

export const say = (line: string) => console.log(line);

/** Does one step, and says that it is done and how long it took. `work` answers with a few words for the line, or with nothing. */
export async function step(name: string, work: () => Promise<string | void>): Promise<void> {
  const start = performance.now();
  const words = await work();
  say(`  ${name.padEnd(12)} ${(words ?? 'done').padEnd(46)} ${secondsSince(start)}`);
}

/** Says what a longer step is doing. */
export const sayOf = (name: string, line: string) => say(`  ${name.padEnd(12)} ${line}`);

export const secondsSince = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
