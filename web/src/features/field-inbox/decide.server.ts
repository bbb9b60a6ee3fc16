import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { noteName } from './note-name.ts';
import { idempotent, keyOf, refuse, refuseFields } from '#lib/server/forms.ts';

const typed = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** The desk's word on one of them: enter it, or lay it by and say why. */
export async function decide(api: Api, form: FormData) {
  const id = typed(form, 'id');
  const note = typed(form, noteName(id));
  const decision = form.get('decision') === 'apply' ? 'apply' : 'dismiss';
  if (decision === 'dismiss' && !note) return { refused: refuseFields({ [noteName(id)]: m.inbox_note_missing() }, form, { id }) };
  const { error: problem } = await api.POST('/api/field-operations/{id}/decisions', {
    params: { path: { id }, header: idempotent(keyOf(form)) },
    body: { decision, ...(decision === 'dismiss' ? { note } : {}) },
  });
  return problem ? { refused: refuse(problem, form, { names: { note: noteName(id) }, more: { id } }) } : { done: decision };
}
