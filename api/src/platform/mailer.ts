import { createTransport } from 'nodemailer';
import { type Mailer, mailHost } from './mail.ts';

type Settings = { smtpUrl: string; mailFrom: string; publicUrl: string };

/** Sending and stopping stay short: who is killed meanwhile sends again. */
const WAITS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, dnsTimeout: 5_000 };
const LONGEST_ERROR = 300;

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
