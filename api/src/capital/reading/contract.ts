import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, line, searchText } from '#kernel/text.ts';
import { SCOPE_MOVES } from '../projects/contract.ts';
import { CHANGE_KINDS } from './change-queries.ts';
import { ENTRY_KINDS, FIGURE_NAMES } from './figures.ts';
import { PROJECT_SORTS, PROJECT_STATES } from './project-queries.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Money = z.string().describe('Dollars and cents.');
const Named = z.object({ id: z.uuid(), name: z.string() });
const asOf = day().optional().describe('Figures as of the end of that day; left out: as of now.');
const id = z.uuid();
const nullableDay = orNull(z.string());

const Figures = z.object({
  revenue: Money.describe('What came in.'),
  baseline: Money.describe('As first promised.'),
  transferredIn: Money,
  transferredOut: Money,
  budget: Money.describe('Revenue + baseline + transferred in − transferred out.'),
  committed: Money.describe('Contracts, purchase orders and approved changes, less what was released.'),
  uncommitted: Money.describe('Budget − committed.'),
  expended: Money.describe('Approved invoices, gross of retainage.'),
  encumbered: Money.describe('Committed − expended.'),
  retainage: Money.describe('Held of what was billed.'),
  payable: Money.describe('Expended − retainage.'),
  paid: Money,
  toCommit: Money.describe('What is still to be contracted, as estimated.'),
  pending: Money.describe('Change orders that wait, each times how likely it comes.'),
  forecast: Money.describe('Estimate at completion: committed + pending + to commit.'),
  variance: Money.describe('Budget − forecast.'),
  varianceToBaseline: Money.describe('Baseline − forecast.'),
});
const head = {
  programme: z.object({ id, code: z.string(), name: z.string(), kind: z.enum(['bond', 'reserve', 'other_owner']) }),
  source: z.string().describe('Where the figures come from.'),
  asOf: z.string().describe('The day that the figures are of.'),
  reconciledOn: nullableDay.describe('As of when they last agreed with the finance system; null: they were never matched with it.'),
  isDemonstration: z.boolean().describe('These are not real figures.'),
  isWhole: z.boolean().describe('False: only what is of the places that the reader may see.'),
};

export const ProgrammesResponse = z
  .object({ items: z.array(z.object({ ...head, startsOn: z.string(), endsOn: z.string() })) })
  .meta({ id: 'Programmes' });
export const ProgrammeParams = z.object({ programmeId: id });
export const AsOfQuery = z.strictObject({ asOf });

const Promises = z.object({
  total: z.int32(),
  complete: z.int32(),
  underWay: z.int32(),
  changed: z.int32(),
  dropped: z.int32(),
  addedLater: z.int32().describe('Of them, those that were added after what voters or the board were shown first.'),
});
const Project = z.object({
  id,
  code: z.string(),
  name: z.string(),
  phase: z.string(),
  site: z.object({ id: orNull(id), name: z.string() }),
  progressRatio: orNull(z.number()).describe('Null: nobody noted it for that day.'),
  startsOn: nullableDay.describe('When building begins, or began.'),
  promisedStartOn: nullableDay,
  isBuilt: z.boolean(),
  endsOn: nullableDay.describe('When it is built, or was.'),
  promisedEndOn: nullableDay,
  slipDays: orNull(z.int32()).describe('Days later than promised; negative: earlier.'),
  promises: Promises,
  waiting: z.int32().describe('Requests that nobody decided yet.'),
  figures: Figures,
});
const VERDICT = z.enum(['yes', 'mostly', 'no', 'nothing']);
export const ProgrammeResponse = z
  .object({
    ...head,
    verdicts: z
      .object({ promise: VERDICT, money: VERDICT, time: VERDICT })
      .describe('Is it on promise, on money, on time? mostly: at most a fifth of all misses it; nothing: there is nothing yet.'),
    startsOn: z.string(),
    endsOn: z.string(),
    figures: Figures,
    sources: z.array(
      z.object({
        id,
        code: z.string(),
        name: z.string(),
        kind: z.string(),
        series: orNull(z.string()),
        planned: Money,
        received: Money,
        allocated: Money.describe('Given to lines: received − unallocated.'),
        unallocated: Money,
      }),
    ),
    uses: z.array(z.object({ use: z.enum(['projects', 'charter', 'contingency', 'other', 'unallocated']), lines: z.int32(), figures: Figures })),
    lineKinds: z.array(z.object({ kind: z.string(), lines: z.int32(), figures: Figures })),
    projects: z.object({
      total: z.int32(),
      phases: z.record(z.string(), z.int32()),
      promises: Promises,
      over: z.int32().describe('Forecast above their budget.'),
      overBy: Money,
      late: z.int32().describe('Built, or to be built, later than promised.'),
      onTime: z.int32(),
      committedNotStarted: z.int32().describe('Money is committed, and building has not begun.'),
      committedNotStartedAmount: Money,
    }),
    mostOver: z.array(Project),
    mostLate: z.array(Project),
    lessThanPromised: z.array(Project),
  })
  .meta({ id: 'Programme' });

export const ProjectsQuery = z.strictObject({
  programmeId: id,
  asOf,
  phase: line(40).optional(),
  areaId: id.optional(),
  siteId: id.optional(),
  deficiencyId: id.optional().describe('That put this deficiency right.'),
  state: z.enum(PROJECT_STATES).optional(),
  q: searchText(100).optional().describe('In its code, name or school.'),
  sort: z.enum(PROJECT_SORTS).default('code'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const ProjectsResponse = z
  .object({ ...head, total: z.int32(), page: z.int32(), pages: z.int32(), items: z.array(Project) })
  .meta({ id: 'Projects' });

const Decision = z.object({
  person: Named,
  onBehalfOf: orNull(z.string()),
  decision: z.enum(['approve', 'decline']),
  words: orNull(z.string()),
  decidedAt: z.date(),
});
const decisions = z.array(Decision).describe('Step by step, who decided.');
const STATE = z.enum(['waiting', 'disputed', 'approved', 'declined', 'withdrawn']);

export const ContingencyResponse = z
  .object({
    ...head,
    given: Money.describe('As first promised.'),
    drawn: Money,
    returned: Money,
    left: Money,
    months: z.array(z.object({ month: z.string(), given: Money, drawn: Money, returned: Money, left: Money.describe('At the end of the month.') })),
    draws: z.array(
      z.object({
        id,
        number: z.int32(),
        on: z.string(),
        direction: z.enum(['drawn', 'returned']),
        amount: Money,
        title: z.string(),
        reason: z.string(),
        requestedBy: z.string(),
        decisions,
        project: orNull(z.object({ id, code: z.string(), name: z.string(), siteName: z.string() })),
        document: orNull(z.string()),
      }),
    ),
  })
  .meta({ id: 'Contingency' });

const OfProject = orNull(z.object({ id, code: z.string(), name: z.string(), siteName: z.string() }));
export const ChangesQuery = z.strictObject({
  since: day().describe('From the start of this day.'),
  until: day().optional().describe('To the end of this day; left out: to now.'),
  projectId: id.optional(),
  kind: z.enum(CHANGE_KINDS).optional(),
  only: z.enum(['notable']).optional().describe('Without what comes every day: approved invoices, payments, estimates and releases.'),
  ...pageQuery,
});
export const ChangesResponse = z
  .object({
    ...head,
    since: z.string(),
    until: z.string(),
    tally: z
      .array(z.object({ kind: z.enum(CHANGE_KINDS), count: z.int32(), amount: Money }))
      .describe('How much of each kind; empty where only what is notable was asked for.'),
    items: z.array(
      z.object({
        id,
        at: z.date(),
        kind: z.enum(CHANGE_KINDS),
        amount: orNull(Money),
        state: orNull(STATE),
        title: orNull(z.string()),
        reason: orNull(z.string()),
        moved: orNull(z.enum(['allocation', 'draw', 'transfer'])),
        event: orNull(z.string()).describe('What else happened: phase_changed, scope_dropped …'),
        data: z.record(z.string(), z.unknown()),
        lineName: orNull(z.string()),
        requestedBy: orNull(z.string()),
        decisions,
        actor: orNull(z.string()),
        project: OfProject,
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'CapitalChanges' });

const narrowed = {
  programmeId: id,
  projectId: id.optional(),
  sourceId: id.optional(),
  lineId: id.optional(),
  lineKind: line(40).optional().describe('A purpose; `given`: all but what is unallocated; `projects`: lines of projects.'),
  contractId: id.optional(),
  requestId: id.optional(),
  kind: z.enum(ENTRY_KINDS).optional(),
  figure: z.enum(FIGURE_NAMES).optional().describe('The entries of which this figure is made, with their signs.'),
  from: day().optional(),
  until: day().optional(),
};
export const EntriesQuery = z.strictObject({ ...narrowed, ...pageQuery });
export const EntriesFileQuery = z.strictObject(narrowed);
export const EntriesResponse = z
  .object({
    ...head,
    total: z.object({ count: z.int32(), amount: Money }),
    items: z.array(
      z.object({
        id,
        kind: z.enum(ENTRY_KINDS),
        amount: Money.describe('As it counts in what was asked for.'),
        effectiveOn: z.string(),
        recordedAt: z.date(),
        note: orNull(z.string()),
        noDocumentReason: orNull(z.string()),
        line: z.object({ id, name: z.string(), kind: z.string(), account: z.string() }),
        fromLine: orNull(z.object({ id, name: z.string(), kind: z.string(), account: z.string() })),
        project: OfProject,
        contract: orNull(z.object({ id, number: z.string(), title: z.string(), vendor: orNull(z.string()) })),
        request: orNull(z.object({ id, number: z.int32(), kind: z.string(), title: z.string(), reason: z.string() })),
        document: orNull(z.object({ id, title: z.string(), reference: orNull(z.string()) })),
        actor: orNull(Named),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'LedgerEntries' });

export const ProjectParams = z.object({ projectId: id });
export const ProjectResponse = z
  .object({
    ...head,
    project: Project,
    summary: orNull(z.string()),
    isSummaryReviewed: z.boolean().describe('Everybody may read it.'),
    isNameReviewed: z.boolean().describe('Everybody may read its name; else public pages show its code.'),
    manager: orNull(Named),
    area: orNull(Named),
    lines: z.array(z.object({ id, kind: z.string(), name: z.string(), account: z.string(), source: Named, figures: Figures })),
    promises: z.array(
      z.object({
        id,
        position: z.int32(),
        promise: z.string(),
        promised: orNull(Money),
        state: z.enum(['promised', 'under_way', 'complete', 'changed', 'dropped']),
        reason: orNull(z.string()),
        actual: orNull(Money),
        completedOn: nullableDay,
        addedLaterOn: nullableDay.describe('The day on which it was added, where that was after what voters or the board were shown first.'),
        isReviewed: z.boolean().describe('Everybody may read its words.'),
        allowedMoves: z.array(z.enum(SCOPE_MOVES)),
        version: z.int32(),
        needs: z.array(
          z.object({
            id,
            deficiencyId: orNull(id),
            componentId: orNull(id),
            words: z.string(),
            systemCode: z.string(),
            status: orNull(z.string()),
            cost: orNull(Money),
            actual: orNull(Money),
            structure: Named,
          }),
        ),
      }),
    ),
    phases: z.array(
      z.object({
        phase: z.string(),
        baselineStartOn: nullableDay,
        baselineEndOn: nullableDay,
        plannedStartOn: nullableDay,
        plannedEndOn: nullableDay,
        actualStartOn: nullableDay,
        actualEndOn: nullableDay,
        slipDays: orNull(z.int32()).describe(
          'By how many days it ends after the day that was promised; what should have ended and did not is later every day.',
        ),
        version: z.int32(),
      }),
    ),
    may: z.object({
      run: z.boolean().describe('Keeps phases, promises, risks and papers of it, and asks for its money.'),
      reviewSummary: z.boolean().describe('Reads the summary for everybody: not who wrote it.'),
      reviewName: z.boolean().describe('The same of its name.'),
    }),
    version: z.int32(),
    contracts: z.array(
      z.object({
        id,
        number: z.string(),
        title: z.string(),
        kind: z.enum(['contract', 'purchase_order']),
        vendor: z.string(),
        executedOn: nullableDay,
        retainageRatio: z.number(),
        reason: z.string(),
        requestedBy: z.string(),
        decisions,
        original: Money,
        committed: Money,
        expended: Money,
        encumbered: Money,
        retainage: Money,
        paid: Money,
        procurement: orNull(
          z.object({
            method: z.string(),
            openedOn: nullableDay,
            closedOn: nullableDay,
            evaluation: orNull(z.string()),
            awardReason: orNull(z.string()),
            justification: orNull(z.string()),
            bids: z.array(
              z.object({ vendor: z.string(), amount: Money, isResponsive: z.boolean(), points: orNull(z.number()), isChosen: z.boolean() }),
            ),
          }),
        ),
      }),
    ),
    requests: z
      .array(
        z.object({
          id,
          number: z.int32(),
          kind: z.enum(['transfer', 'change_order', 'invoice']),
          title: z.string(),
          reason: z.string(),
          state: STATE,
          amount: Money,
          requestedBy: z.string(),
          requestedAt: z.date(),
          decidedAt: orNull(z.date()),
          decisions,
          contractNumber: orNull(z.string()),
          reasonCode: orNull(z.string()),
          probability: orNull(z.number()),
          addedDays: orNull(z.int32()),
          disputeReason: orNull(z.string()),
          moved: orNull(z.string()),
          fromName: orNull(z.string()),
          toName: orNull(z.string()),
        }),
      )
      .describe('Transfers, change orders and invoices, the latest first.'),
    documents: z.array(
      z.object({
        id,
        kind: z.string(),
        title: z.string(),
        reference: orNull(z.string()),
        attachmentId: orNull(id),
        hasThumbnail: z.boolean(),
        addedAt: z.date(),
      }),
    ),
    risks: z.array(
      z.object({
        id,
        title: z.string(),
        likelihoodRatio: z.number(),
        impact: Money,
        response: z.string(),
        state: z.enum(['open', 'happened', 'over']),
        owner: orNull(z.object({ id, name: z.string() })),
        version: z.int32(),
      }),
    ),
  })
  .meta({ id: 'CapitalProject' });

export const FileQuery = z.strictObject({ asOf, format: z.enum(['csv', 'xlsx']).default('csv') });
export const EntriesFile = {
  200: { description: 'Comma-separated values in UTF-8, with what they are first.', content: { 'text/csv': { schema: z.string() } } },
};
export const ProgrammeFile = {
  200: {
    description: 'Every project with its figures; as a workbook with sources, uses and contingency beside them.',
    content: {
      'text/csv': { schema: z.string() },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: z.string().meta({ format: 'binary' }) },
    },
  },
};

export const PutRightResponse = z
  .object({
    items: z.array(
      z.object({
        deficiencyId: id,
        scope: z.string(),
        systemCode: z.string(),
        status: z.string(),
        cost: Money.describe('As estimated.'),
        actual: orNull(Money).describe('Its part of what the scope line came to; null: it is not put right yet.'),
        endedAt: orNull(z.date()).describe('When it was put right.'),
        deferredChange: orNull(Money).describe('By how much deferred maintenance changed then; below 0: less.'),
        promise: z.string(),
        project: z.object({ id, code: z.string(), name: z.string() }),
        isDemonstration: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'StructureProjects' });
