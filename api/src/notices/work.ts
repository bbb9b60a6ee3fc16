import type { Sql } from '@steward/db';
import type { FileStore } from '#platform/files/index.ts';
import type { Mailer } from '#platform/mail.ts';
import type { SteadyWork } from '#platform/steady-work.ts';
import type { FromAbove } from './from-above.ts';
import { deliverNext } from './mails/deliver-mails.ts';
import { hasDue } from './mails/queries.ts';
import { hasWaiting } from './queries.ts';
import { tellNext } from './tell-news.ts';

/** Mail servers take their time with each mail. */
const SENT_SIDE_BY_SIDE = 2;

type Deps = {
  db: Sql;
  files: Pick<FileStore, 'open'>;
  mailer: Mailer | null;
  publicUrl: string;
  above: FromAbove;
  onError: (error: unknown) => void;
};

/** What the worker does all the time: tells people of what happened, and sends the mails. */
export const noticeWork = ({ db, files, mailer, publicUrl, above, onError }: Deps): SteadyWork[] => {
  const deliver: SteadyWork = {
    name: 'deliver-mails',
    hasWork: () => hasDue(db, new Date()),
    work: () => deliverNext(db, { mailer, publicUrl, files, above, jitter: Math.random() }, new Date()),
  };
  return [
    { name: 'tell-news', hasWork: () => hasWaiting(db, new Date()), work: () => tellNext(db, { jitter: Math.random(), onError }, new Date()) },
    ...Array.from({ length: SENT_SIDE_BY_SIDE }, () => deliver),
  ];
};
