import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { IMPACTS, PRIORITIES, URGENCIES } from '../rules/priority.ts';
import { differing, why } from './contract.ts';

const CELLS = IMPACTS.length * URGENCIES.length;
const Cell = z.strictObject({ impact: z.enum(IMPACTS), urgency: z.enum(URGENCIES), priority: z.enum(PRIORITIES) });
const isWhole = (cells: readonly { impact: string; urgency: string }[]) => new Set(cells.map((c) => `${c.impact} ${c.urgency}`)).size === CELLS;

export const MatrixRequest = z.strictObject({
  cells: z.array(Cell).length(CELLS, 'Give a priority for each impact and urgency.').refine(isWhole, 'Give each impact and urgency once.'),
  why,
});
export const MatrixResponse = z
  .object({
    cells: z.array(z.object({ impact: z.enum(IMPACTS), urgency: z.enum(URGENCIES), priority: z.enum(PRIORITIES) })),
    version: z.int32(),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'PriorityMatrix' });
export const MatrixPreview = z
  .object({
    ...differing,
    openOrders: z
      .int32()
      .describe('Open orders that would get another priority if they were asked today. They keep theirs. Confidential ones are not counted.'),
  })
  .meta({ id: 'PriorityMatrixPreview' });

export const CodeParams = z.object({ code: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/) });
export const NamesRequest = z.strictObject({ nameEn: line(60), nameEs: line(60), why });
export const TradeRequest = NamesRequest.extend({ serviceCode: line(30) });
const named = { code: z.string(), nameEn: z.string(), nameEs: z.string(), version: z.int32(), may: z.object({ change: z.boolean() }) };
export const SetUpNamed = z.object(named).meta({ id: 'SetUpName' });
export const SetUpServiceList = z
  .object({ items: z.array(z.object({ ...named, may: z.object({ change: z.boolean(), addTrade: z.boolean() }), trades: z.array(z.object(named)) })) })
  .meta({ id: 'SetUpServiceList' });
