import type { Sql } from '@steward/db';
import type { AttachedFile } from '@steward/db/schema';
import { buffer } from 'node:stream/consumers';
import type { FileStore } from '#platform/files/index.ts';
import type { Mailer, OutgoingMail, Sending } from '#platform/mail.ts';
import { isDemonstration } from '../../people/index.ts';
import { findOrderById, makeApprovalLink, waitsFor } from '../../work-orders/index.ts';
import type { FromAbove } from '../from-above.ts';
import { pathOf } from '../present.ts';
import { isAddress, nextAttempt } from '../rules/delivery.ts';
import { letterOf, type Letter } from '../rules/mail.ts';
import { mayBeTold } from '../rules/news.ts';
import type { Locale } from '../rules/words.ts';
import { sightOf } from '../sight.ts';
import { findContents, insertMailEvent, lockDue, setMail } from './queries.ts';

/** Without a mailer what is written goes nowhere and is kept. `jitter` (0 to 1) spreads what failed together. */
type With = {
  mailer: Mailer | null;
  publicUrl: string;
  jitter: number;
  /** Where the files lie that mails bring. */
  files?: Pick<FileStore, 'open'>;
  /** Who says of what capabilities above this one brought. */
  above?: FromAbove;
};
/** What mail servers take without asking; a larger file is fetched in the portal. */
const LARGEST_ATTACHED_BYTES = 5_000_000;
type Mail = NonNullable<Awaited<ReturnType<typeof lockDue>>>;

/**
 * Sends the mail that is due longest; false when none is. Its row is held while it goes out, so that nobody else sends it; where a process
 * dies between sending and writing that down another sends it again, under the same Message-ID.
 */
export const deliverNext = (db: Sql, given: With, now: Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    const mail = await lockDue(tx, now);
    if (!mail) return false;
    const made = await writeLetter(tx, mail, given, now);
    if (!made) await setMail(tx, mail.id, { status: 'withdrawn' });
    else await send(tx, mail, made, given, now);
    return true;
  });

type Notice = Awaited<ReturnType<typeof findContents>>['notice'];
type Made = { to: string; letter: Letter; isDemonstration: boolean; attached: AttachedFile | null };

/** The mail as it is true now; nothing where the person has left, wants none, or may no longer know of the order. */
async function writeLetter(tx: Sql, mail: Mail, { publicUrl, above }: With, now: Date): Promise<Made | null> {
  const { notice, person, place } = await findContents(tx, mail.noticeId);
  if (!person.isActive || !person.isMailed) return null;
  const row = notice.workOrderId === null ? null : (await findOrderById(tx, notice.workOrderId))!;
  if (row && askedIn(notice) === null && !mayBeTold(notice.isInternal, (await sightOf(tx, row, [person.id], now))(person.id))) return null;
  const asked = askedIn(notice);
  const waits = asked === null ? undefined : await waitsFor(tx, asked, person.id, now);
  if (asked !== null && !waits) return null;
  const standing = row || asked !== null ? undefined : await above?.(tx, { kind: notice.kind, path: notice.path, personId: person.id }, now);
  if (standing && !standing.isTheirs) return null;
  // Of what is confidential a link leads to signing in, and nowhere else.
  const secret = waits && waits.row.order.compartment === null ? await makeApprovalLink(tx, { approvalId: asked!, personId: person.id }, now) : null;
  const decidePath = secret ? `/approve/${secret}` : (standing?.decidePath ?? null);
  const isDemo = await isDemonstration(tx);
  const file = notice.attached;
  const isAttached = file !== null && file.sizeBytes <= LARGEST_ATTACHED_BYTES;
  const letter = letterOf({
    notice: { kind: notice.kind, facts: notice.facts, isConfidential: !!row?.order.compartment },
    locale: person.locale as Locale,
    order: row && { number: row.order.number, title: row.order.title, place: place ?? '' },
    links: {
      notice: linkTo(notice, row && row.order, publicUrl),
      account: new URL('/account', publicUrl).href,
      approve: decidePath && new URL(decidePath, publicUrl).href,
      answer: standing?.answerPath ? new URL(standing.answerPath, publicUrl).href : null,
    },
    isDemonstration: isDemo,
    file: file && { name: file.fileName, isAttached },
  });
  return { to: person.email, letter, isDemonstration: isDemo, attached: isAttached ? file : null };
}

const OF_AN_ORDER = /^\/approvals\/([0-9a-f-]{36})$/;
/** The approval of an order that a notice asks for: it leads there. */
const askedIn = ({ kind, path }: Notice) =>
  kind === 'approval_requested' || kind === 'approval_reminder' ? (OF_AN_ORDER.exec(path ?? '')?.[1] ?? null) : null;

/** It names the notice too, so that the portal knows that it was read. */
function linkTo(notice: Notice, order: { number: string } | null, publicUrl: string): string {
  const url = new URL(pathOf(notice, order), publicUrl);
  url.searchParams.set('notice', notice.id);
  return url.href;
}

/** Sends it with its file; one that cannot be opened at the moment is tried again with the mail. */
async function sendWith(mailer: Mailer, mail: OutgoingMail, attached: AttachedFile | null, files: With['files']): Promise<Sending> {
  if (!attached) return mailer.send(mail);
  const content = await contentOf(files, attached.storageKey);
  if (!content) return { isTaken: false, isFinal: false, error: 'The file that it brings cannot be opened at the moment.' };
  return mailer.send({ ...mail, attachments: [{ filename: attached.fileName, contentType: attached.mediaType, content }] });
}

async function contentOf(files: With['files'], storageKey: string): Promise<Buffer | undefined> {
  try {
    const opened = await files?.open(storageKey);
    return opened && (await buffer(opened.stream));
  } catch {
    return undefined;
  }
}

async function send(
  tx: Sql,
  mail: Mail,
  { to, letter, isDemonstration: isDemo, attached }: Made,
  { mailer, jitter, files }: With,
  now: Date,
): Promise<void> {
  const written = { toAddress: to, subject: letter.subject, ...(isDemo ? { textBody: letter.text, htmlBody: letter.html } : {}) };
  if (!mailer) return void (await setMail(tx, mail.id, { ...written, status: 'kept' }));
  const attempts = mail.attempts + 1;
  const sending = isAddress(to)
    ? await sendWith(mailer, { id: mail.id, to, ...letter, date: mail.createdAt }, attached, files)
    : ({ isTaken: false, isFinal: true, error: 'The person’s e-mail address is none.' } as const);
  if (sending.isTaken) return void (await setMail(tx, mail.id, { ...written, attempts, status: 'sent', sentAt: now, lastError: null }));
  const again = sending.isFinal ? null : nextAttempt({ attempts, triedSince: mail.triedSince }, jitter, now);
  const kind = again ? 'put_off' : sending.isFinal ? 'refused' : 'given_up';
  await setMail(tx, mail.id, { ...written, attempts, lastError: sending.error, ...(again ? { nextAttemptAt: again } : { status: 'failed' }) });
  await insertMailEvent(tx, { mailId: mail.id, kind, data: { error: sending.error }, occurredAt: now });
}
