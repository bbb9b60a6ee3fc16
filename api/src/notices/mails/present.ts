import { mailHost } from '#platform/mail.ts';
import { mayRetry } from '../rules/delivery.ts';
import type { MailEventRow, MailRow, MailStatus } from './queries.ts';

type Around = { events: readonly MailEventRow[]; isDemonstration: boolean; publicUrl: string };

/** A delivery as an administrator sees it: never its words outside the demonstration, and nothing of an order that is not theirs to see. */
export function presentMail({ mail, person, order, isOpen, attached }: MailRow, { events, isDemonstration, publicUrl }: Around) {
  const open = <T>(value: T) => (isOpen ? value : null);
  const hasBody = isDemonstration && isOpen && mail.textBody !== null && mail.htmlBody !== null;
  return {
    id: mail.id,
    status: mail.status as MailStatus,
    isHidden: !isOpen,
    person: open({ id: person.id, name: person.name }),
    address: open(mail.toAddress ?? person.email),
    subject: open(mail.subject),
    orderNumber: open(order?.number ?? null),
    attached: open(attached && { fileName: attached.fileName, sizeBytes: attached.sizeBytes }),
    messageId: `${mail.id}@${mailHost(publicUrl)}`,
    attempts: mail.attempts,
    lastError: open(mail.lastError),
    createdAt: mail.createdAt,
    nextAttemptAt: mail.status === 'queued' ? mail.nextAttemptAt : null,
    sentAt: mail.sentAt,
    history: events
      .filter(({ event }) => event.mailId === mail.id)
      .map(({ event, actor }) => ({
        kind: event.kind as 'retried',
        actor,
        error: open(typeof event.data['error'] === 'string' ? event.data['error'] : null),
        occurredAt: event.occurredAt,
      })),
    body: hasBody ? { text: mail.textBody!, html: mail.htmlBody! } : null,
    mayRetry: mayRetry(mail.status),
  };
}
