import { z } from 'zod';
import { ROLES } from '#kernel/actor.ts';
import { pageQuery } from '#kernel/page.ts';
import { day, line, paragraphs, searchText } from '#kernel/text.ts';
import { amount, METHODS, Named, orNull, reason } from '../contract.ts';

export const VendorRequest = z
  .strictObject({ name: line(200), number: line(60).optional().describe('Its number in the finance system.') })
  .meta({ examples: [{ name: 'Front Range Roofing', number: 'V-10042' }] });
export const VendorChange = z
  .strictObject({ name: line(200).optional(), number: orNull(line(60)).optional(), isActive: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
  .meta({ examples: [{ isActive: false }] });
const Vendor = z.object({
  id: z.uuid(),
  name: z.string(),
  number: orNull(z.string()),
  isActive: z.boolean(),
  isFictitious: z.boolean(),
  version: z.int32(),
});
export const VendorResponse = Vendor.meta({ id: 'Vendor' });
export const VendorsQuery = z.strictObject({ q: searchText(100).optional(), ...pageQuery });
export const VendorsResponse = z.object({ items: z.array(Vendor), nextCursor: orNull(z.string()) }).meta({ id: 'Vendors' });

const words = paragraphs(5_000);
export const ProcurementRequest = z
  .strictObject({
    title: line(200),
    method: z.enum(METHODS),
    openedOn: day().optional(),
    closedOn: day().optional(),
    evaluation: words.optional(),
    awardReason: words.optional(),
    justification: words.min(1).optional().describe('Why no others were asked: of sole source and emergency.'),
    bids: z
      .array(
        z.strictObject({
          vendorId: z.uuid(),
          amount: amount(),
          isResponsive: z.boolean().default(true),
          points: z.number().min(0).max(1_000).optional(),
          note: line(500).optional(),
        }),
      )
      .max(100, 'Write at most 100 offers.')
      .default([]),
  })
  .refine(({ method, justification }) => !['sole_source', 'emergency'].includes(method) || justification !== undefined, {
    error: 'Say why no others were asked.',
    path: ['justification'],
  })
  .refine(({ openedOn, closedOn }) => openedOn === undefined || closedOn === undefined || openedOn <= closedOn, {
    error: 'Let it close on or after the day on which it opens.',
    path: ['closedOn'],
  })
  .refine(({ bids }) => new Set(bids.map(({ vendorId }) => vendorId)).size === bids.length, {
    error: 'Write one offer of each vendor.',
    path: ['bids'],
  })
  .meta({
    examples: [
      {
        title: 'Roof of Alder School',
        method: 'invitation_for_bids',
        openedOn: '2026-09-01',
        closedOn: '2026-09-30',
        awardReason: 'Lowest responsive bid',
        bids: [{ vendorId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', amount: '840000.00' }],
      },
    ],
  });
export const ProcurementResponse = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    title: z.string(),
    method: z.enum(METHODS),
    openedOn: orNull(z.string()),
    closedOn: orNull(z.string()),
    evaluation: orNull(z.string()),
    awardReason: orNull(z.string()),
    justification: orNull(z.string()),
    bids: z.array(z.object({ vendor: Named, amount: z.string(), isResponsive: z.boolean(), points: orNull(z.number()), note: orNull(z.string()) })),
    may: z.object({ change: z.boolean() }),
    version: z.int32(),
  })
  .meta({ id: 'Procurement' });

const LADDERS = ['transfer', 'contract', 'change_order', 'invoice'] as const;
const role = z.enum(ROLES);
export const LadderParams = z.object({ kind: z.enum(LADDERS) });
export const LadderRequest = z
  .strictObject({
    steps: z
      .array(
        z.strictObject({
          from: amount(),
          fromRatio: z
            .number()
            .min(0)
            .max(10)
            .optional()
            .describe('Of change orders: or from this share of the contract on, all its changes together.'),
          roles: z
            .array(z.enum(['capital_manager', 'finance', 'administrator']))
            .min(1, 'Name a role.')
            .refine((roles) => new Set(roles).size === roles.length, 'Name each role once.'),
        }),
      )
      .min(1, 'Write at least one step.')
      .max(9, 'Write at most 9 steps.'),
    reason,
  })
  .meta({
    examples: [
      {
        steps: [
          { from: '0.00', roles: ['finance'] },
          { from: '250000.00', roles: ['administrator'] },
        ],
        reason: 'Board policy DJB as of October',
      },
    ],
  });
export const ThresholdsRequest = z
  .strictObject({
    thresholds: z
      .array(z.strictObject({ from: amount(), methods: z.array(z.enum(METHODS)).min(1, 'Allow a way of buying.') }))
      .min(1, 'Write at least one threshold.')
      .max(20, 'Write at most 20 thresholds.'),
    reason,
  })
  .meta({
    examples: [
      {
        thresholds: [
          { from: '0.00', methods: ['quote', 'rfp'] },
          { from: '150000.00', methods: ['rfp'] },
        ],
        reason: 'Board policy DJB as of October',
      },
    ],
  });
export const RulesResponse = z
  .object({
    ladders: z.array(
      z.object({
        kind: z.enum(LADDERS),
        version: z.int32(),
        steps: z.array(z.object({ position: z.int32(), from: z.string(), fromRatio: orNull(z.number()), roles: z.array(role) })),
      }),
    ),
    thresholdsVersion: z.int32(),
    thresholds: z.array(z.object({ from: z.string(), methods: z.array(z.enum(METHODS)) })),
    changes: z
      .array(
        z.object({
          kind: orNull(z.enum(LADDERS)).describe('Which ladder; null: the thresholds.'),
          reason: orNull(z.string()),
          by: orNull(z.string()),
          at: z.date(),
        }),
      )
      .describe('The last 20, newest first.'),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'CapitalRules' });
