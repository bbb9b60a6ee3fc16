import type { FromAbove } from '../notices/index.ts';
import { makeLink, waitsForPerson } from './approvals/links.ts';
import { readerNow } from './packet/readers.ts';

const OF_CAPITAL = /^\/approvals\/capital\/([0-9a-f-]{36})$/;
const ASKS: readonly string[] = ['approval_requested', 'approval_reminder'];

/** What the capital plan says of its notices when their mails go out: is it still theirs to decide on or to read, and where do they decide. */
export const capitalMails: FromAbove = async (tx, { kind, path, personId }, now) => {
  if (kind === 'board_packet') return { isTheirs: (await readerNow(tx, personId, now)) !== undefined, decidePath: null };
  const approvalId = ASKS.includes(kind) ? OF_CAPITAL.exec(path ?? '')?.[1] : undefined;
  if (approvalId === undefined) return undefined;
  if (!(await waitsForPerson(tx, approvalId, personId, now))) return { isTheirs: false, decidePath: null };
  return { isTheirs: true, decidePath: `/approve/capital/${await makeLink(tx, { approvalId, personId }, now)}` };
};
