import { createTransport } from 'nodemailer';
import { z } from 'zod';

/** A mail as it goes out; `id` is the part of its Message-ID before the @. */
export type OutgoingMail = { id: string; to: string; subject: string; text: string; html: string; date: Date };
/** Taken by the mail server, or not, and whether to try again makes sense. */
export type Sending = { isTaken: true } | { isTaken: false; isFinal: boolean; error: string };
export type Mailer = { send: (mail: OutgoingMail) => Promise<Sending>; close: () => void };

type Settings = { smtpUrl: string; mailFrom: string; publicUrl: string };

/** Sending and stopping stay short: who is killed meanwhile sends again. */
const WAITS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, dnsTimeout: 5_000 };
const LONGEST_ERROR = 300;

/** smtp:// or smtps://, with user and password where the server asks for them. */
export const smtpUrl = z.string().refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), 'write it as smtp://host:port');
/** An address, or `Name <address>`. */
export const mailbox = z
  .string()
  .regex(/^([^<>\r\n"@]+<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/, 'write it as an address or as Name <address>');

/** The name that mails of this installation bear: in List-Id, in Message-ID, and as sender where none is set. */
export const mailHost = (publicUrl: string) => new URL(publicUrl).hostname;

/** Sends through the district's mail server. Connections are kept for the next mails. */
export function createMailer({ smtpUrl: url, mailFrom, publicUrl }: Settings): Mailer {
  const host = mailHost(publicUrl);
  const transport = createTransport({ url, pool: true, maxConnections: 2, disableFileAccess: true, disableUrlAccess: true, ...WAITS });
  return {
    async send({ id, to, ...mail }) {
      try {
        await transport.sendMail({
          ...mail,
          from: mailFrom,
          to: { name: '', address: to },
          messageId: `<${id}@${host}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'List-Id': `Steward <notices.${host}>`,
            'List-Unsubscribe': `<${new URL('/account', publicUrl).href}>`,
          },
        });
        return { isTaken: true };
      } catch (error) {
        return { isTaken: false, isFinal: isFinal(error), error: errorOf(error) };
      }
    },
    close: () => transport.close(),
  };
}

type Failure = { responseCode?: number; command?: string; response?: string; message?: string };

/** The server refused this recipient or mail for good. A refused sign-in or sender says nothing about it: somebody will set that right. */
function isFinal(error: unknown): boolean {
  const { responseCode = 0, command = '' } = Object(error) as Failure;
  return (command === 'RCPT TO' || command === 'DATA') && responseCode >= 500 && responseCode < 600;
}

const errorOf = (error: unknown) => {
  const { response, message } = Object(error) as Failure;
  return (response || message || 'unknown').replace(/\s+/g, ' ').slice(0, LONGEST_ERROR);
};
