import { announce, database } from './database.ts';
import { post, stop, untilStopped, type Ended } from './post.ts';
import type { QueuedScan, ScanResult } from './scan.ts';

/** As many as the API takes. */
const AT_ONCE = 50;
const ANSWER_MS = 30_000;

/** Puts a scan into the queue; from here on it cannot be lost. */
export async function enqueueScan(scan: QueuedScan): Promise<void> {
  await (await database()).add('scans', scan);
  announce();
}

/** What of this person's waits on this device, in the order in which it was scanned. */
export const scansOf = async (personId: string): Promise<QueuedScan[]> => (await database()).getAllFromIndex('scans', 'person', personId);
export const countScans = async (personId: string): Promise<number> => (await database()).countFromIndex('scans', 'person', personId);

/** Who has any scan waiting on this device. */
export const peopleWithScans = async (): Promise<string[]> => [
  ...new Set((await (await database()).getAll('scans')).map(({ personId }) => personId)),
];

async function removeScans(scans: readonly QueuedScan[]): Promise<void> {
  const tx = (await database()).transaction('scans', 'readwrite', { durability: 'strict' });
  await Promise.all([...scans.flatMap(({ seq }) => (seq === undefined ? [] : [tx.store.delete(seq)])), tx.done]);
  announce();
}

/**
 * Sends what this person scanned, in the order of scanning, and tells what each came to. One sender at a time on this device, whatever tabs are
 * open. What was sent and not answered is sent again under its id, and done once.
 */
export const sendScans = (personId: string, told: (results: ScanResult[]) => void = () => {}): Promise<Ended> =>
  untilStopped('steward-send-scans', async () => {
    for (;;) {
      const waiting = await scansOf(personId);
      const first = waiting[0];
      if (first === undefined) return;
      const others = waiting.findIndex(({ siteId, station }) => siteId !== first.siteId || station !== first.station);
      await sendSome(waiting.slice(0, Math.min(AT_ONCE, others < 0 ? AT_ONCE : others)), told);
    }
  });

async function sendSome(scans: readonly QueuedScan[], told: (results: ScanResult[]) => void): Promise<void> {
  const { personId, siteId, station } = scans[0]!;
  const body = { personId, siteId, station, sentAt: new Date().toISOString(), scans: scans.map(({ scan }) => scan) };
  const answer = await post('/field/scans', JSON.stringify(body), ANSWER_MS);
  if (answer.ok) {
    const { results } = (await answer.json().catch(() => stop('no_signal'))) as { results: ScanResult[] };
    const answered = new Set(results.map(({ id }) => id));
    // What was not answered is asked again, and never in vain for ever.
    if (answered.size === 0) stop('no_signal');
    await removeScans(scans.filter(({ id }) => answered.has(id)));
    told(results);
  } else if (scans.length > 1) {
    // One of them is not of the form that is taken: found by sending each alone.
    for (const scan of scans) await sendSome([scan], told);
  } else {
    const problem = (await answer.json().catch(() => ({}))) as { code?: string; title?: string; errors?: { detail: string }[] };
    await removeScans(scans);
    const why = { code: problem.code ?? null, detail: problem.errors?.[0]?.detail ?? problem.title ?? null };
    told([{ id: scans[0]!.id, outcome: 'refused', exceptions: [], device: null, grade: null, ...why }]);
  }
}
