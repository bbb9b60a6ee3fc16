import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { readChanges } from '#lib/server/changes.ts';
import { idempotent, ifMatch, keyOf, refuse, refuseFields } from '#lib/server/forms.ts';
import { statusWords } from '#lib/words/crew-status.ts';
import type { Change } from '#lib/words/fields.ts';
import { numberedPriority } from '#lib/words/priority.ts';
import { type Act, type Done, type MoveAct, MOVES, type Undo } from './acts.ts';
import { assigneeOf, type Order } from './order.ts';
import { undoOf } from './undo.server.ts';

type Answer = { data?: Order; error?: Problem };
/** One act on one order: how it is asked of the API, how the form names its fields, and what it is called when it is done. */
type Wanted = {
  act: Act;
  names?: Record<string, string>;
  send: (number: string, version: string) => Promise<Answer>;
  words: (after: Order) => string;
};

const valueIn = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** Acts, and answers with what was done; or with what was refused, everything typed, and what somebody else changed meanwhile. */
async function settle(api: Api, form: FormData, { act, names = {}, send, words }: Wanted) {
  const number = valueIn(form, 'number');
  const more = { act, number, changes: [] as Change[] };
  // Read before acting, so that the act can be taken back; the version decides whether it is still the same order.
  const before = await api.GET('/api/work-orders/{id}', { params: { path: { id: number } } });
  if (!before.data) return refuse(before.error, form, { more });
  const { data: after, error: problem } = await send(number, valueIn(form, 'version'));
  if (problem) {
    const { changes = [] } = (await readChanges(api, number, problem, statusWords)) ?? {};
    // What somebody else changed is told apart from what is wrong with the form.
    return refuse(changes.length ? { ...problem, errors: [] } : problem, form, { names, more: { ...more, changes } });
  }
  const undo = undoOf(act, before.data);
  const done: Done = { number, words: words(after!), next: valueIn(form, 'next'), version: after!.version, ...(undo ? { undo } : {}) };
  return { done };
}

/** Gives the order to a team, or to a person of it. */
export async function assign(api: Api, form: FormData) {
  const to = assigneeOf(valueIn(form, 'assignTo'));
  if (!to)
    return refuseFields({ assignTo: m.triage_assign_missing() }, form, { act: 'assign' as const, number: valueIn(form, 'number'), changes: [] });
  return settle(api, form, {
    act: 'assign',
    names: { teamId: 'assignTo', personId: 'assignTo' },
    send: (id, version) =>
      api.POST('/api/work-orders/{id}/assignments', {
        params: { path: { id }, header: { ...ifMatch(version), ...idempotent(keyOf(form)) } },
        body: to,
      }),
    words: ({ number, team, assignee }) => m.triage_done_assigned({ number, to: assignee?.name ?? team?.name ?? '' }),
  });
}

/** Sets impact and urgency, which give the priority; another priority needs a reason. */
export const prioritise = (api: Api, form: FormData) => {
  const priority = valueIn(form, 'newPriority');
  const priorityReason = valueIn(form, 'priorityReason');
  const body = {
    impact: valueIn(form, 'impact') as Order['impact'],
    urgency: valueIn(form, 'urgency') as Order['urgency'],
    ...(priority ? { priority: priority as Order['priority'] } : {}),
    ...(priority && priorityReason ? { priorityReason } : {}),
  };
  return settle(api, form, {
    act: 'prioritise',
    names: { priority: 'newPriority' },
    send: (id, version) => api.PATCH('/api/work-orders/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
    words: (after) => m.triage_done_prioritised({ number: after.number, priority: numberedPriority(after.priority) }),
  });
};

const tagsIn = (value: string) =>
  value
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);

/** Adds tags to the order and takes others off. */
export async function setTags(api: Api, form: FormData) {
  const [add, remove] = [tagsIn(valueIn(form, 'addTags')), form.getAll('removeTags').filter((each) => typeof each === 'string')];
  if (!add.length && !remove.length)
    return refuseFields({ addTags: m.tags_none() }, form, { act: 'tag' as const, number: valueIn(form, 'number'), changes: [] });
  return settle(api, form, {
    act: 'tag',
    names: { add: 'addTags', remove: 'removeTags' },
    send: (id) => api.POST('/api/work-orders/{id}/tags', { params: { path: { id }, header: idempotent(keyOf(form)) }, body: { add, remove } }),
    words: ({ number, crew }) => (crew?.tags.length ? m.tags_done({ number, tags: crew.tags.join(', ') }) : m.tags_done_none({ number })),
  });
}

const MOVE_WORDS: Record<MoveAct, (words: { number: string }) => string> = {
  triage: m.triage_done_triaged,
  hold: m.triage_done_held,
  resume: m.triage_done_resumed,
  duplicate: m.triage_done_duplicate,
  cancel: m.triage_done_cancelled,
};

/** Moves the order along its life. */
export const move = (api: Api, form: FormData, act: MoveAct) => {
  const { to, names } = MOVES[act];
  const note = valueIn(form, names['note'] ?? 'note');
  const given = {
    note,
    holdReason: valueIn(form, 'holdReason'),
    holdUntilOn: valueIn(form, 'holdUntilOn'),
    duplicateOf: valueIn(form, 'duplicateOf'),
  };
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  return settle(api, form, {
    act,
    names,
    send: (id, version) =>
      api.POST('/api/work-orders/{id}/transitions', {
        params: { path: { id }, header: { ...ifMatch(version), ...idempotent(keyOf(form)) } },
        body: { to: to ?? (valueIn(form, 'to') as Order['status']), ...said },
      }),
    words: ({ number }) => MOVE_WORDS[act]({ number }),
  });
};

/** Takes the last act back, by the opposite one. The order is then the one to look at. */
export async function takeBack(api: Api, form: FormData) {
  const id = valueIn(form, 'number');
  const how = valueIn(form, 'how') as Undo['how'];
  const value = (name: string) => valueIn(form, name);
  const header = { ...ifMatch(value('version')), ...idempotent(keyOf(form)) };
  const params = { path: { id }, header };
  const { data, error: problem } = await (how === 'assign'
    ? api.POST('/api/work-orders/{id}/assignments', { params, body: { teamId: value('teamId'), personId: value('personId') || null } })
    : how === 'prioritise'
      ? api.PATCH('/api/work-orders/{id}', {
          params,
          body: {
            impact: value('impact') as Order['impact'],
            urgency: value('urgency') as Order['urgency'],
            priority: value('priority') as Order['priority'],
            ...(value('priorityReason') ? { priorityReason: value('priorityReason') } : {}),
          },
        })
      : api.POST('/api/work-orders/{id}/transitions', {
          params,
          body: how === 'give_back' ? { to: 'triaged', note: m.triage_undo_note() } : { to: value('to') as Order['status'] },
        }));
  if (problem) return refuse(problem, form, { more: { act: 'undo' as const, number: id, changes: [] } });
  const words = how === 'give_back' ? m.triage_undone_to_triaged({ number: id }) : m.triage_undone({ number: id });
  return { done: { number: id, words, next: id, version: data.version } as Done };
}
