import { z } from 'zod';

/** A file as a mail brings it. */
export type MailFile = { filename: string; contentType: string; content: Buffer };
/** A mail as it goes out; `id` is the part of its Message-ID before the @. */
export type OutgoingMail = { id: string; to: string; subject: string; text: string; html: string; date: Date; attachments?: MailFile[] };
/** Taken by the mail server, or not, and whether to try again makes sense. */
export type Sending = { isTaken: true } | { isTaken: false; isFinal: boolean; error: string };
export type Mailer = { send: (mail: OutgoingMail) => Promise<Sending>; close: () => void };

/** smtp:// or smtps://, with user and password where the server asks for them. */
export const smtpUrl = z.string().refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), 'write it as smtp://host:port');
/** An address, or `Name <address>`. */
export const mailbox = z
  .string()
  .regex(/^([^<>\r\n"@]+<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/, 'write it as an address or as Name <address>');

/** The name that mails of this installation bear: in List-Id, in Message-ID, and as sender where none is set. */
export const mailHost = (publicUrl: string) => new URL(publicUrl).hostname;
