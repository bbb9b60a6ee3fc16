import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const read = (env: Record<string, string>) => readConfig({ DATABASE_URL: 'postgres://x', ...env });

test('without a mail server nothing is sent; the sender is of the portal’s own host', () => {
  expect(read({ SMTP_URL: '', MAIL_FROM: '', PUBLIC_URL: 'https://help.district.org' })).toMatchObject({
    smtpUrl: undefined,
    mailFrom: 'Steward <steward@help.district.org>',
  });
});

test.each(['smtp://mail:1025', 'smtps://user:secret@mail.district.org'])('%s is a mail server', (url) => {
  expect(read({ SMTP_URL: url }).smtpUrl).toBe(url);
});

test.each(['mail:1025', 'https://mail.district.org', 'mail'])('%s is none, and the process says so', (url) => {
  expect(() => read({ SMTP_URL: url })).toThrow('SMTP_URL: write it as smtp://host:port');
});

test.each(['help', 'a@b, c@d', 'Help <a@b>\r\nBcc: c@d', 'Help'])('%j is no sender', (from) => {
  expect(() => read({ MAIL_FROM: from })).toThrow('MAIL_FROM');
});

test.each(['help@district.org', 'Steward <help@district.org>'])('%s is a sender', (from) => {
  expect(read({ MAIL_FROM: from }).mailFrom).toBe(from);
});
