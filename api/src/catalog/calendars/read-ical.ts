import { Worker } from 'node:worker_threads';
import type { Asked, Read } from './ical-events.ts';
import { fileRefused } from './problems.ts';

const READ_WITHIN_MS = 5_000;
const MEMORY_MB = 128;
/** Files that are read at the same moment by one process: each has a thread. */
const AT_ONCE = 2;
let reading = 0;

const TOO_MUCH = 'There is more in this file than can be read: export fewer events, or fewer years.';
const NO_CALENDAR = 'This is no iCalendar file. Export it from the district’s calendar as .ics and choose that file.';

type Answer = Read | { error: string };

/** The events of an iCalendar file in these days. It is read in a thread that is ended when it takes too long or too much memory. */
export async function readIcal(text: string, asked: Asked): Promise<Read> {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text.replace(/^\uFEFF/, ''))) throw fileRefused(NO_CALENDAR);
  if (reading >= AT_ONCE) throw fileRefused('Other files are being read just now. Try again in a moment.');
  reading += 1;
  const worker = new Worker(new URL('./ical-worker.ts', import.meta.url), {
    workerData: { text: text.replace(/^\uFEFF/, ''), asked },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    execArgv: [],
    env: {},
  });
  try {
    const answer = await new Promise<Answer>((resolve) => {
      const late = setTimeout(() => resolve({ error: 'too late' }), READ_WITHIN_MS);
      worker.once('message', (message: Answer) => (clearTimeout(late), resolve(message)));
      worker.once('error', () => (clearTimeout(late), resolve({ error: 'too much' })));
    });
    if ('events' in answer) return answer;
    throw fileRefused(answer.error === 'unreadable' ? NO_CALENDAR : TOO_MUCH);
  } finally {
    reading -= 1;
    await worker.terminate();
  }
}
