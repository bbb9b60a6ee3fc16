import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { readChanges } from '#lib/server/changes.ts';
import { keyOf, refuse, refuseFields } from '#lib/server/forms.ts';
import { keptUploads, readForm } from '#lib/server/upload.ts';
import { statusWords } from '#lib/words/crew-status.ts';
import { type Act, fieldName } from './order.ts';
import type { CardRefused } from './refusal.ts';

export type Sent = Awaited<ReturnType<typeof readSent>>;

/** A card's form as it was sent. `value` reads a field by its name in the contract; empty is undefined. */
export async function readSent(event: RequestEvent, act: Act) {
  const { fields: form, uploads, problems } = await readForm(event);
  const number = form.get('number') ?? '';
  if (!/^WO-\d{4}-\d{6,9}$/i.test(number)) error(400, { message: 'Which order?' });
  return {
    form,
    act,
    number,
    key: keyOf(form),
    version: form.get('version') ?? '',
    /** One sentence for each file that was not taken. */
    problems,
    uploads: [...keptUploads(form), ...uploads.map(({ id, fileName }) => ({ id, fileName }))],
    value: (field: string) => form.get(fieldName(number, act, field))?.trim() || undefined,
  };
}

const aboutCard = ({ number, act, uploads }: Sent) => ({ number, act, uploads, notes: [] as string[], changes: [] as CardRefused['changes'] });

/** What the form itself can see; nothing is sent to the API. */
export const refuseHere = (sent: Sent, errors: Record<string, string>) => refuseFields(onCard(sent, errors), sent.form, aboutCard(sent));

const onCard = ({ number, act }: Sent, errors: Record<string, string>) =>
  Object.fromEntries(Object.entries(errors).map(([field, words]) => [fieldName(number, act, field), words]));

/** The API's refusal as the card shows it: errors beside its fields, the rest as notes. When somebody was faster, what they changed. */
export async function refuseCard(event: RequestEvent, sent: Sent, problem: Problem, fields: readonly string[] = []) {
  const named = (field: string, as = field) => [field, fieldName(sent.number, sent.act, as)];
  const { data } = refuse(problem, sent.form, {
    names: Object.fromEntries([...fields.map((field) => named(field)), named('attachmentIds', 'photos')]),
  });
  const own = (name: string) => name.startsWith(`${sent.number}.${sent.act}.`);
  const { changes = [] } = (await readChanges(event.locals.api, sent.number, problem, statusWords)) ?? {};
  const others = Object.entries(data.errors).flatMap(([name, words]) => (own(name) || words === data.title ? [] : [words]));
  return fail(problem.status, {
    ...data,
    ...aboutCard(sent),
    errors: Object.fromEntries(Object.entries(data.errors).filter(([name]) => own(name))),
    notes: changes.length ? [] : [...new Set(others)],
    changes,
  } satisfies CardRefused);
}
