import type { proposalEvents, proposals } from '@steward/db/schema';
import { uuidFor } from '@steward/db/seed';
import type { Staff } from './books.ts';
import type { Place } from './make-projects.ts';
import { type Months, MONTHS } from './months.ts';

type Event = typeof proposalEvents.$inferInsert;
type Idea = {
  title: string;
  summary: string;
  dollars: number;
  points: number;
  /** How far it has come. */
  state: 'draft' | 'published' | 'in_committee' | 'decided';
  view?: string;
  decision?: { outcome: 'approved' | 'declined' | 'later'; reason: string };
};

const COMMITTEE = 'Capital advisory committee (demonstration)';
const SCORE_BASIS = 'Made up for the demonstration, on the scale of the published weights: 100 is the most urgent.';

/** What people proposed, and how far each has come. */
const IDEAS: readonly Idea[] = [
  {
    title: 'Renew the boilers',
    summary: 'The boilers are older than they were built to last. This puts in new ones before they fail in a winter.',
    dollars: 1_450_000,
    points: 88,
    state: 'decided',
    view: 'Comes first: a cold building cannot be taught in.',
    decision: { outcome: 'approved', reason: 'It has the highest score, and the levy of this year pays for it.' },
  },
  {
    title: 'New roof over the gym',
    summary: 'The roof of the gym is at the end of its life. This puts a new one on.',
    dollars: 1_180_000,
    points: 81,
    state: 'decided',
    view: 'Agreed: what comes in from above makes everything below it dearer.',
    decision: { outcome: 'approved', reason: 'A roof protects all that is below it; waiting a year costs more than it saves.' },
  },
  {
    title: 'New turf for the field',
    summary: 'The field would get turf that drains, so that it can be used all year.',
    dollars: 980_000,
    points: 31,
    state: 'decided',
    view: 'Good to have, and nothing fails without it.',
    decision: { outcome: 'declined', reason: 'Others with more than twice its points wait for the same money. It may be proposed again.' },
  },
  {
    title: 'Replace the lighting',
    summary: 'New lights use half as much power and are brighter.',
    dollars: 640_000,
    points: 57,
    state: 'decided',
    view: 'Worth doing together with the renovation of the classrooms.',
    decision: { outcome: 'later', reason: 'The classrooms are renovated in two years; done with them, it costs a third less.' },
  },
  {
    title: 'Ramps and restrooms for everybody',
    summary: 'Two entrances and four restrooms are made usable with a wheelchair.',
    dollars: 720_000,
    points: 76,
    state: 'in_committee',
    view: 'The committee supports it and asks for a second price for the ramps.',
  },
  {
    title: 'Renew the fire alarm',
    summary: 'Parts of the fire alarm are no longer made. This replaces all of it.',
    dollars: 530_000,
    points: 84,
    state: 'in_committee',
    view: 'The committee supports it: parts cannot be had any more.',
  },
  {
    title: 'Cooling for the upper floor',
    summary: 'The rooms under the roof get too warm in August and September. This cools them.',
    dollars: 1_900_000,
    points: 49,
    state: 'published',
  },
  {
    title: 'New floor for the kitchen',
    summary: 'The floor of the kitchen is worn. This puts in one that is safe when it is wet.',
    dollars: 210_000,
    points: 62,
    state: 'published',
  },
  {
    title: 'More shade on the playground',
    summary: 'Trees and two roofs give shade where children play.',
    dollars: 165_000,
    points: 38,
    state: 'draft',
  },
];

type Project = { id?: string | undefined; siteId?: string | null | undefined; siteName: string; name: string };
type Given = { programmeId: string; nth: number; places: readonly Place[]; projects: readonly Project[]; staff: Staff; months: Months };

/** Proposals of a programme with what happened to each. What was approved became one of its projects. */
export function makeProposals({ programmeId, nth, places, projects, staff, months }: Given) {
  const became = projects.filter(({ id, siteId }) => id && siteId).slice(-IDEAS.filter(({ decision }) => decision?.outcome === 'approved').length);
  const rows: (typeof proposals.$inferInsert)[] = [];
  const events: Event[] = [];
  const approved = [...became];
  IDEAS.forEach((idea, i) => {
    // What no project came of was proposed once only: every other one here, the rest for the other programme.
    if (idea.decision?.outcome !== 'approved' && i % 2 !== nth % 2) return;
    const project = idea.decision?.outcome === 'approved' ? approved.shift() : undefined;
    if (idea.decision?.outcome === 'approved' && !project) return;
    const number = rows.length + 1;
    const id = uuidFor(`proposal ${programmeId} ${i}`);
    const at = (month: number) => months.at(months.day(month, 4 + i));
    const proposedAt = at(MONTHS - 9);
    const [publishedAt, committeeMetOn, decidedAt] = [at(MONTHS - 8), months.day(MONTHS - 6, 9), at(MONTHS - 5)];
    const isAt = (...states: Idea['state'][]) => states.includes(idea.state);
    const event = (kind: string, actorId: string, occurredAt: Date, data: Record<string, unknown> = {}) =>
      events.push({ id: uuidFor(`proposal ${programmeId} ${i} ${kind}`), proposalId: id, kind, actorId, data, occurredAt });
    const { title, summary, dollars, points, state, view = '', decision } = idea;
    rows.push({
      id,
      programmeId,
      number,
      siteId: project?.siteId ?? places[(i * 17) % places.length]!.id,
      title: project ? `${project.name}: ${title.toLowerCase()}` : title,
      summary,
      costCents: BigInt(dollars) * 100n,
      points,
      scoreBasis: SCORE_BASIS,
      state,
      proposedById: staff.planner,
      proposedAt,
      ...(isAt('draft') ? {} : { publishedAt }),
      ...(isAt('in_committee', 'decided') ? { committee: COMMITTEE, committeeView: view, committeeMetOn } : {}),
      ...(decision
        ? { decision: decision.outcome, reason: decision.reason, decidedById: staff.finance, decidedAt, projectId: project?.id ?? null }
        : {}),
    });
    event('proposed', staff.planner, proposedAt, { cost: `${dollars}.00` });
    if (!isAt('draft')) event('published', staff.capitalManager, publishedAt);
    if (isAt('in_committee', 'decided'))
      event('in_committee', staff.capitalManager, months.at(committeeMetOn), { committee: COMMITTEE, metOn: committeeMetOn, view });
    if (decision) event('decided', staff.finance, decidedAt, { ...decision, ...(project?.id ? { projectId: project.id } : {}) });
  });
  return { rows, events };
}
