import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage } from '#lib/format.ts';
import { roomWords } from '#lib/words/room.ts';

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
};

type Place = Pick<Summary, 'site' | 'room' | 'building' | 'placeNote'>;
/** "Alameda International High, 114 Science lab": the room, else the building, else what was written. */
export const placeWords = (order: Place) => [order.site.name, roomWords(order) ?? order.building?.name ?? order.placeNote].filter(Boolean).join(', ');

/** The kind of request in the reader's language. */
export const kindWords = ({ nameEn, nameEs }: Summary['requestType']) => inLanguage({ en: nameEn, es: nameEs });

export const rowOf = (order: Summary): Row => ({
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
