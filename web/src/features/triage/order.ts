import type { components } from '#lib/api/schema.gen.ts';
import { exactTime, inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { dueShort, dueWords } from '#lib/words/due.ts';
import { roomWords } from '#lib/words/room.ts';
import { age } from './age.ts';
import { extraWords } from './filters/extras.ts';
import type { Extra } from './view.ts';

export type Summary = components['schemas']['WorkOrderSummary'];
export type Order = components['schemas']['WorkOrder'];
export type Team = components['schemas']['Team'];

/** One line of the list: only what it shows. */
export type Row = {
  number: string;
  version: number;
  title: string;
  status: Summary['status'];
  priority: Summary['priority'];
  kind: string;
  place: string;
  team: string;
  assignee: string;
  isConfidential: boolean;
  submittedAt: string;
  /** When it was asked and how long ago, in words, short and for reading aloud: a browser takes longer over fifty of them than over all else. */
  asked: { exact: string; age: string; spoken: string };
  tags: string[];
  /** What the view shows beside: "Waits for: a part". */
  extras: string[];
  /** What breaches next, in words; nothing where nothing is promised. */
  due: { words: string; tone: 'late' | 'soon' | 'plain' } | undefined;
};

type Place = Pick<Summary, 'site' | 'room' | 'building' | 'placeNote'>;
/** "Alameda International High, 114 Science lab": the room, else the building, else what was written. */
export const placeWords = (order: Place) => [order.site.name, roomWords(order) ?? order.building?.name ?? order.placeNote].filter(Boolean).join(', ');

/** The kind of request in the reader's language. */
export const kindWords = ({ nameEn, nameEs }: Summary['requestType']) => inLanguage({ en: nameEn, es: nameEs });

/** Within this an order is due soon. */
const SOON_MS = 4 * 3_600_000;

/** What breaches next: the answer, where none was given yet, or the work. */
export function dueOf({ promise, hold }: Pick<Summary, 'promise' | 'hold'>, say = dueWords, now = new Date()): Row['due'] {
  const { responseDueAt, respondedAt, resolutionDueAt, left } = promise;
  const answer = respondedAt === null ? responseDueAt : null;
  const isAnswer = answer !== null && (resolutionDueAt === null || answer < resolutionDueAt);
  const at = isAnswer ? answer : resolutionDueAt;
  if (at === null) return left || hold ? { words: m.due_waits(), tone: left && left.amount < 0 ? 'late' : 'plain' } : undefined;
  const [when, ms] = [say(at, now), Date.parse(at) - now.getTime()];
  if (ms < 0) return { words: isAnswer ? m.due_answer_late({ when }) : m.due_late({ when }), tone: 'late' };
  return { words: isAnswer ? m.due_answer({ when }) : m.due_at({ when }), tone: ms < SOON_MS ? 'soon' : 'plain' };
}

export const rowOf = (order: Summary, columns: readonly Extra[] = []): Row => ({
  number: order.number,
  version: order.version,
  title: order.title,
  status: order.status,
  priority: order.priority,
  kind: kindWords(order.requestType),
  place: placeWords(order),
  team: order.team?.name ?? '',
  assignee: order.assignee?.name ?? '',
  isConfidential: order.isConfidential,
  submittedAt: order.submittedAt,
  asked: { exact: exactTime(order.submittedAt), age: age(order.submittedAt), spoken: age(order.submittedAt, undefined, 'long') },
  tags: order.crew?.tags ?? [],
  extras: columns.flatMap((column) => extraWords(order, column)),
  due: dueOf(order, dueShort),
});

/** Whether the team is only what routing suggests: nobody has assigned the order yet. */
export const isSuggestion = ({ status, assignee }: { status: Summary['status']; assignee: unknown }) =>
  (status === 'submitted' || status === 'triaged') && !assignee;

/** A choice of the assign list, and what the API is told: `team:<id>`, or `person:<team's id>/<id>`. */
export function assigneeOf(value: string): { teamId: string; personId?: string } | undefined {
  const [, team, teamId, personId] = /^(?:team:([0-9a-f-]{36})|person:([0-9a-f-]{36})\/([0-9a-f-]{36}))$/i.exec(value) ?? [];
  if (team) return { teamId: team };
  return teamId && personId ? { teamId, personId } : undefined;
}

export type Choice = { value: string; label: string };
/** Teams first, then the people of each, the order's own team before the others. An order goes only to teams of its own confidentiality. */
export function assignChoices(
  teams: Team[],
  order: Pick<Order, 'team' | 'compartment'>,
): { teams: Choice[]; people: { team: string; choices: Choice[] }[] } {
  const fitting = teams.filter(({ compartment }) => compartment === order.compartment);
  const sorted = fitting.toSorted((a, b) => Number(b.id === order.team?.id) - Number(a.id === order.team?.id));
  return {
    teams: sorted.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
    people: sorted
      .filter(({ members }) => members.length)
      .map((team) => ({ team: team.name, choices: team.members.map(({ id, name }) => ({ value: `person:${team.id}/${id}`, label: name })) })),
  };
}

/** What the assign list stands on to begin with: who has it, or the team that routing suggests. */
export const assignedValue = ({ team, assignee }: Pick<Order, 'team' | 'assignee'>) =>
  !team ? '' : assignee ? `person:${team.id}/${assignee.id}` : `team:${team.id}`;
