import type { Sql } from '@steward/db';
import type { Mailer } from '#platform/mail.ts';
import type { SteadyWork } from '#platform/steady-work.ts';
import { deliverNext } from './mails/deliver-mails.ts';
import { hasDue } from './mails/queries.ts';
import { hasWaiting } from './queries.ts';
import { tellNext } from './tell-news.ts';

/** Mail servers take their time with each mail. */
const SENT_SIDE_BY_SIDE = 2;

type Deps = { db: Sql; mailer: Mailer | null; publicUrl: string; onError: (error: unknown) => void };

/** What the worker does all the time: tells people of what happened, and sends the mails. */
export const noticeWork = ({ db, mailer, publicUrl, onError }: Deps): SteadyWork[] => {
  const deliver: SteadyWork = {
    name: 'deliver-mails',
    hasWork: () => hasDue(db, new Date()),
    work: () => deliverNext(db, { mailer, publicUrl, jitter: Math.random() }, new Date()),
  };
  return [
    { name: 'tell-news', hasWork: () => hasWaiting(db, new Date()), work: () => tellNext(db, { jitter: Math.random(), onError }, new Date()) },
    ...Array.from({ length: SENT_SIDE_BY_SIDE }, () => deliver),
  ];
};
