import { z } from 'zod';
import { dollars } from '#kernel/money.ts';

/** What several contracts of the network share. */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
export const Named = z.object({ id: z.uuid(), name: z.string() });
export const Money = dollars().describe('Dollars as decimal text.');
export const MEDIUM = z.enum(['owned_fibre', 'leased_dark', 'leased_lit', 'fixed_wireless', 'other']);
export const BUILD = z.enum(['none', 'planned', 'design', 'construction', 'built']);
export const STEPS = ['survey', 'design', 'permit', 'construction', 'splice', 'live'] as const;
export const Csv = { 200: { description: 'A CSV file.', content: { 'text/csv': { schema: z.string() } } } };
export const SchoolParams = z.object({ id: z.uuid() });
