const LONGEST_STOP_MS = 10_000;

/**
 * Ends this process in order: on SIGTERM, on SIGINT when run alone, and when the launcher that started it is gone. Under the launcher
 * SIGINT is its business: a terminal's Ctrl-C reaches every process, and nobody is to be told twice. Stopping may take ten seconds, and
 * `besides`.
 */
export function stopInOrder(stop: () => Promise<unknown>, besides = 0): void {
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), LONGEST_STOP_MS + besides * 1000).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.on('SIGTERM', end);
  process.on('SIGINT', () => {
    if (!process.channel) end();
  });
  process.once('disconnect', end);
}

/** Runs a process's main function; a failure is one plain message, not a stack, and exit code 1. */
export function main(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    console.error(error instanceof Error ? plain(error) : error);
    process.exit(1);
  });
}

/** Drizzle's messages hold the statement and its parameters: the cause says what happened. */
const plain = (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message);
