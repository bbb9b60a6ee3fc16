import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { line, paragraphs } from '#kernel/text.ts';

export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
export const Named = z.object({ id: z.uuid(), name: z.string() });
export const IdParams = z.object({ id: z.uuid() });
export const ProgrammeParams = z.object({ programmeId: z.uuid() });
export const ProjectParams = z.object({ projectId: z.uuid() });

/** Dollars of 0 or more. */
export const amount = () => dollars().refine((given) => !given.startsWith('-'), 'Write an amount of 0 or more, as 1234.50.');
/** Dollars above 0. */
export const positive = () => amount().refine((given) => Number(given) > 0, 'Write an amount above 0, as 1234.50.');
/** Dollars other than 0. */
export const signed = () => dollars().refine((given) => Number(given) !== 0, 'Write an amount other than 0, as 1234.50 or -1234.50.');

/** The paper that something rests on, or why there is none: one of the two. */
export const rests = {
  documentId: z.uuid().optional().describe('The paper that it rests on.'),
  noDocumentReason: line(500).optional().describe('Why there is none. One of the two.'),
};
export const restsOnOne = ({ documentId, noDocumentReason }: { documentId?: string | undefined; noDocumentReason?: string | undefined }) =>
  (documentId === undefined) !== (noDocumentReason === undefined);
export const RESTS = { error: 'Name a document, or say why there is none.', path: ['documentId'] };
export const reason = paragraphs(2_000).min(1, 'Say why.');

/** As of when figures are, and when they last agreed with the finance system. */
export const standing = {
  asOf: z.date(),
  reconciledOn: orNull(z.string()).describe('As of when they last agreed with the finance system; null: never matched.'),
  isDemonstration: z.boolean().describe('True: these are not real figures.'),
};

export const Made = z.object({ id: z.uuid(), version: z.int32() }).meta({ id: 'CapitalMade' });
export const METHODS = ['quote', 'invitation_for_bids', 'rfp', 'rfq', 'sole_source', 'cooperative', 'emergency', 'cmgc', 'design_build'] as const;
export const PHASES = ['planned', 'design', 'bid_award', 'construction', 'closeout', 'warranty'] as const;
export const PROJECT_PHASES = [...PHASES, 'complete', 'on_hold', 'cancelled'] as const;
