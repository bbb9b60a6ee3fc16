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
    // Who was killed hard leaves this behind; the next `pnpm test` then knows whose it was, and clears up.
    await writeFile(join(directory, 'owner.pid'), String(process.pid));
    const { url } = await startPostgres({ dataDir, settings: IN_HASTE });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
