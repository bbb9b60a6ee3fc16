import ndt7 from '@m-lab/ndt7';
import downloadWorker from '@m-lab/ndt7/src/ndt7-download-worker.js?url&no-inline';
import uploadWorker from '@m-lab/ndt7/src/ndt7-upload-worker.js?url&no-inline';
import { allowWorkers } from '#lib/trusted-workers.ts';
import { type Direction, NotOpened, type Ticket } from './turns.ts';

const US_A_SECOND = 1_000_000;

/** Measures in one direction; tells how far it is and how fast it seems. How fast it was stands in the history. */
export async function measure(ticket: Ticket, direction: Direction, tell: (share: number, mbps: number) => void): Promise<void> {
  allowWorkers(downloadWorker, uploadWorker);
  const url = new URL(direction === 'download' ? ticket.downloadPath : ticket.uploadPath, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const began = performance.now();
  let hasOpened = false;
  let error: unknown;
  const measured = ({ Data }: { Data: { AppInfo?: { NumBytes: number; ElapsedTime: number } } }) => {
    if (!Data.AppInfo?.ElapsedTime) return;
    const mbps = (8 * Data.AppInfo.NumBytes) / Data.AppInfo.ElapsedTime;
    tell(Math.min(1, Data.AppInfo.ElapsedTime / US_A_SECOND / ticket.seconds), mbps);
  };
  // M-Lab's policy is about its own servers; this goes to the district's.
  const config = {
    userAcceptedDataPolicy: true,
    mlabDataPolicyInapplicable: true,
    downloadworkerfile: downloadWorker,
    uploadworkerfile: uploadWorker,
  };
  await ndt7[`${direction}Test`](
    config,
    { [`${direction}Start`]: () => (hasOpened = true), [`${direction}Measurement`]: measured, error: (what: unknown) => (error = what) },
    Promise.resolve({ [`///ndt/v7/${direction}`]: url.href }),
  );
  if (!hasOpened) throw new NotOpened();
  if (error !== undefined || performance.now() - began < (ticket.seconds * 1000) / 2) throw new Error('The measurement was broken off.');
}
