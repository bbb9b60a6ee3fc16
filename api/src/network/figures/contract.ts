import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { DipResponse } from '../dips/contract.ts';
import { GROUPINGS } from '../rules/equity.ts';
import { BUILD, MEDIUM, Named, orNull, STEPS } from '../shapes.ts';

const Kbps = z.number().describe('Unrounded.');
const PerUser = z.number().describe('For each user, student or staff, whatever the target is for. Unrounded.');
const year = z.coerce.number().int().min(2000).max(2099);

export const NetworkQuery = z.strictObject({
  year: year.optional().describe('As of its end, or of today where that comes first. This year where none is named.'),
  target: line(30).optional().describe('The code of a target in force that year; the first where none is named.'),
});
export const Target = z.object({
  code: z.string(),
  year: z.int32().describe('From which year on it counts.'),
  per: z.enum(['student', 'user']),
  kbps: z.number(),
  nameEn: z.string(),
  nameEs: z.string(),
  source: z.string(),
});
const equity = {
  schools: z.int32(),
  judged: z.int32().describe('Those whose link and number of students are known.'),
  atTarget: z.int32(),
  users: z.int32(),
  medianKbps: orNull(PerUser),
  minKbps: orNull(PerUser),
  p10Kbps: orNull(PerUser),
  p90Kbps: orNull(PerUser),
  p10ToP90: orNull(z.number()).describe('P10 over P90: 1 would be equal.'),
  gini: orNull(z.number()),
  theil: orNull(z.number()),
};
const measured = z.object({
  mbps: z.number().describe('Median of the last 30 days.'),
  count: z.int32(),
  source: z.enum(['browser', 'probe']).describe('What probes measured where there is any, else browsers.'),
});
const figures = {
  students: orNull(z.int32()),
  users: orNull(z.int32()).describe('Students and staff.'),
  downMbps: orNull(z.number()).describe('Provisioned: of all lines that are live together. Null: no line is known.'),
  upMbps: orNull(z.number()),
  hasFibre: z.boolean(),
  wanKbps: orNull(Kbps).describe('The school’s own link, for each user.'),
  effectiveKbps: orNull(Kbps).describe('The same, at most the school’s share of the way out.'),
  againstKbps: orNull(Kbps).describe('What is held against the target: for each student or each user, as the target says.'),
  isAtTarget: orNull(z.boolean()),
  cause: orNull(z.enum(['link', 'way_out', 'both'])).describe('What keeps it below.'),
  measuredDown: orNull(measured).describe('Goodput of one flow, which is not the capacity of a link.'),
  measuredUp: orNull(measured),
};
const School = z.object({
  site: Named,
  level: orNull(z.string()),
  area: orNull(Named),
  need: orNull(z.number()).describe('The share of students with free or reduced lunch, 0..1.'),
  needQuarter: orNull(z.int32()).describe('1: the quarter of schools with the lowest share; 4: with the highest.'),
  mediums: z.array(MEDIUM),
  buildStatus: orNull(BUILD).describe('How far its own fiber is.'),
  contractEndsOn: orNull(z.string()).describe('The first end of a contract of its live lines.'),
  isUp: orNull(z.boolean()).describe('By its probes; null: none watches it.'),
  ...figures,
});
const Head = {
  asOf: z.string(),
  year: z.int32(),
  isDemonstration: z.boolean(),
  target: orNull(Target).describe('Null: nothing was asked of that year.'),
  targets: z.array(Target).describe('Those in force that year.'),
  isp: orNull(z.object({ mbps: z.number(), effectiveOn: z.string() })).describe('The way out, all schools together.'),
};
export const NetworkResponse = z
  .object({
    ...Head,
    total: z.object(equity),
    groupings: z.array(
      z.object({
        by: z.enum(GROUPINGS),
        theilBetween: orNull(z.number()).describe('The part of Theil’s T that lies between these groups.'),
        groups: z.array(z.object({ key: z.string(), name: orNull(z.string()), ...equity })),
      }),
    ),
    schools: z.array(School),
    definitions: z.array(z.object({ code: z.string(), en: z.string(), es: z.string() })),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'NetworkFigures' });

const Circuit = z.object({
  id: z.uuid(),
  code: z.string(),
  medium: MEDIUM,
  downMbps: z.number(),
  upMbps: z.number(),
  provider: orNull(Named),
  liveOn: orNull(z.string()),
  endedOn: orNull(z.string()),
  contractEndsOn: orNull(z.string()),
});
export const Milestone = z.object({
  step: z.enum(STEPS),
  plannedOn: z.string(),
  doneOn: orNull(z.string()),
  project: orNull(z.object({ id: z.uuid(), code: z.string(), name: z.string() })),
  version: z.int32(),
});
export const SchoolNetwork = z
  .object({
    ...Head,
    school: School,
    circuits: z.array(Circuit),
    milestones: z.array(Milestone),
    link: z.object({
      state: orNull(z.enum(['up', 'down'])).describe('Null: no probe watches it, or none any more.'),
      since: orNull(z.date()),
      events: z.array(z.object({ kind: z.enum(['up', 'down']), occurredAt: z.date() })).describe('The newest first.'),
    }),
    dips: z.array(DipResponse),
    days: z
      .array(
        z.object({
          day: z.string(),
          downMbps: orNull(z.number()),
          upMbps: orNull(z.number()),
          count: z.int32(),
        }),
      )
      .describe('Medians of each day of the last year that was measured.'),
    may: z.object({ keep: z.boolean(), measure: z.boolean() }),
  })
  .meta({ id: 'SchoolNetwork' });

export const MeasurementQuery = z.strictObject({
  direction: z.enum(['download', 'upload']).optional(),
  source: z.enum(['browser', 'probe']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1_000).optional(),
});
export const MeasurementList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        direction: z.enum(['download', 'upload']),
        source: z.enum(['browser', 'probe']),
        measuredAt: z.date(),
        mbps: z.number(),
        numBytes: z.number(),
        elapsedUs: z.number(),
        isDemonstration: z.boolean(),
        ticketId: orNull(z.uuid()).describe('The ticket that it was measured with.'),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'BandwidthMeasurementList' });
