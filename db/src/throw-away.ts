import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres, startPostgres } from './embedded.ts';

/** Nothing here outlives the run, so nothing waits for the disk. */
const IN_HASTE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', shared_buffers: '128MB' };

/** A server of its own in the system's temporary directory, with one empty database. */
export async function startThrowAway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'steward-test-'));
  const dataDir = join(directory, 'postgres');
  const stop = async () => {
    await removePostgres(dataDir);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    // Run as root, the server belongs to user postgres, who must get in.
    await chmod(directory, 0o755);
    // Should the shell below not do its work, the next `pnpm test` sees whose this was, and clears up.
    await writeFile(join(directory, 'owner.pid'), String(process.pid));
    stopWithUs(directory);
    const { url } = await startPostgres({ dataDir, settings: IN_HASTE });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the end of its input, which is our end, then stops the server that names the directory, and removes that. */
const WATCH = `read -r _
pid=$(head -n 1 "$0/postgres/postmaster.pid")
if [ -n "$pid" ]; then
  case "$(ps -o command= -p "$pid")" in *"$0"*) kill -QUIT "$pid" && while kill -0 "$pid"; do sleep 0.1; done ;; esac
fi
rm -rf "$0"`;

/** The server is no child of ours and would outlive Ctrl-C, which gives Vitest no time to tear down: a shell outside our process group sees us go. */
function stopWithUs(directory: string): void {
  const watch = spawn('sh', ['-c', WATCH, directory], { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watch.on('error', () => {});
  watch.stdin.on('error', () => {});
  watch.unref();
  (watch.stdin as unknown as { unref: () => void }).unref();
}
