import { z } from 'zod';
import { day } from '#kernel/text.ts';

export const PacketQuery = z.strictObject({
  asOf: day().optional().describe('Figures as of the end of that day; left out: as of now.'),
  since: day().optional().describe('What changed since the start of this day; left out: since the last packet that went out, or the last 30 days.'),
  language: z.enum(['en', 'es']).optional().describe('The reader’s own where none is named.'),
});
export const PacketFile = {
  200: {
    description: 'A tagged PDF.',
    content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } },
  },
};
