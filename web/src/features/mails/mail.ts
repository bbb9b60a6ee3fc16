import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { saying, type Words } from '#lib/words/table.ts';

export type Mail = components['schemas']['Mail'];
type Status = Mail['status'];

export const STATUSES: Words<Status> = {
  queued: m.mails_status_queued,
  sent: m.mails_status_sent,
  failed: m.mails_status_failed,
  kept: m.mails_status_kept,
  withdrawn: m.mails_status_withdrawn,
};
export const statusWords = saying(STATUSES);
const TONES: Record<Status, Tone> = { queued: 'info', sent: 'good', failed: 'bad', kept: 'neutral', withdrawn: 'neutral' };
export const toneOf = (status: Status): Tone => TONES[status];
export const isStatus = (text: string): text is Status => text in STATUSES;

type Event = Mail['history'][number];
/** What happened to it, in a sentence. */
export function eventWords({ kind, actor }: Event): string {
  const words = { put_off: m.mails_event_put_off, refused: m.mails_event_refused, given_up: m.mails_event_given_up };
  return kind === 'retried' ? m.mails_event_retried({ who: actor?.name ?? '' }) : words[kind]();
}

/** A mail's text in pieces, its addresses apart so that they can be followed. */
export const pieces = (text: string) => text.split(/(https?:\/\/\S+)/).map((piece, i) => ({ piece, isLink: i % 2 === 1 }));
