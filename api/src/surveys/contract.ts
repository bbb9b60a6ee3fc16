import { z } from 'zod';
import { day, line, paragraphs } from '#kernel/text.ts';
import { MOVES, STATES } from './rules/life.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const code = () => line(30);
const whole = (least: number, most: number, words: string) => z.int32(words).min(least, words).max(most, words);

export const SurveyParams = z.object({ id: z.uuid() });
export const SchoolParams = z.object({ siteId: z.uuid() });
export const YearQuery = z.strictObject({
  year: z.coerce.number().int().min(2000).max(2100).optional().describe('Left out: the last survey that is closed.'),
});
export const CommentsQuery = z.strictObject({ state: z.enum(['waiting', 'published', 'withheld']).default('published') });

// Answering.

const mark = () => whole(1, 5, 'Choose one of the five answers.').describe('1 strongly disagree … 5 strongly agree.');
const Answer = z.strictObject({
  serviceCode: code(),
  isUsed: z.boolean().describe('False: I do not use it; then nothing more is asked.'),
  effective: mark().optional(),
  adequate: mark().optional(),
});
export const AnswersRequest = z
  .strictObject({
    answers: z.array(Answer).max(20, 'Name each service once.'),
    comment: paragraphs(2_000).optional().describe('One open question. It is reviewed before anybody sees it.'),
    commentServiceCode: code().nullable().optional().describe('What the comment is about; null: the services as a whole.'),
  })
  .meta({
    examples: [{ answers: [{ serviceCode: 'facilities', isUsed: true, effective: 4, adequate: 3 }], comment: 'Thank you for the new boiler.' }],
  });
export const TakenResponse = z.object({ isTaken: z.boolean() }).meta({ id: 'SurveyAnswerTaken' });
const Service = z.object({ code: z.string(), nameEn: z.string(), nameEs: z.string() });
const asked = {
  id: z.uuid(),
  year: z.int32(),
  closesOn: z.string().describe('The last day on which one may answer.'),
  services: z.array(Service),
  hasAnswered: z.boolean(),
  isDemonstration: z.boolean(),
};
export const MySurveyResponse = z.object({ survey: orNull(z.object(asked)).describe('Null: no survey is open.') }).meta({ id: 'MySurvey' });
export const SurveyLinkResponse = z
  .object({ ...asked, locale: z.enum(['en', 'es']).describe('The language of whom the link was sent to.') })
  .meta({ id: 'SurveyLink' });

// Running.

const content = {
  opensOn: day(),
  closesOn: day(),
  services: z.array(code()).min(1, 'Ask about one service at least.').max(20, 'Ask about 20 services at most.').describe('In their order.'),
};
const example = { opensOn: '2026-12-01', closesOn: '2026-12-18', services: ['facilities', 'it', 'hr', 'nutrition'] };
export const SurveyRequest = z
  .strictObject({ year: whole(2000, 2100, 'Write a year, as 2026.'), ...content })
  .meta({ examples: [{ year: 2026, ...example }] });
export const SurveyChange = z.strictObject(content).meta({ examples: [example] });

const survey = {
  id: z.uuid(),
  year: z.int32(),
  opensOn: z.string(),
  closesOn: z.string(),
  state: z.enum(STATES),
  services: z.array(z.string()),
  turnout: orNull(z.object({ invited: z.int32(), answered: z.int32() })).describe('So far, of an open survey; null for who does not run it.'),
  reminders: z.int32(),
  closedAt: orNull(z.date()),
  isDemonstration: z.boolean(),
  allowedMoves: z.array(z.enum(MOVES)),
  mayReview: z.boolean().describe('Whether its comments are this reader’s to review.'),
  version: z.int32(),
};
export const SurveyResponse = z.object(survey).meta({ id: 'Survey' });
export const SurveysResponse = z
  .object({
    items: z.array(z.object(survey)),
    services: z.array(Service).describe('What a survey may ask about.'),
    may: z.object({ create: z.boolean() }),
  })
  .meta({ id: 'Surveys' });

// Results.

const Ratio = z.number().describe('0 to 1, unrounded.');
const shares = {
  n: orNull(z.int32()).describe('How many use the service and answered; null where too few did, or where another group would be given away.'),
  effective: orNull(Ratio),
  adequate: orNull(Ratio),
};
const Before = orNull(z.object({ year: z.int32(), ...shares })).describe('The survey before; null where there was none.');
const group = { ...shares, before: Before };
const Turnout = z.object({ invited: orNull(z.int32()), answered: orNull(z.int32()), share: orNull(Ratio) });
const Own = orNull(
  z.object({
    orders: z.int32(),
    inTargetShare: orNull(Ratio),
    reopenedShare: orNull(Ratio),
    meanRating: orNull(z.number()),
    rated: z.int32(),
  }),
).describe('The service’s own figures of the same year, of the orders that the reader may see; null where there are none.');
const head = {
  year: z.int32(),
  opensOn: z.string(),
  closesOn: z.string(),
  isDemonstration: z.boolean(),
  least: z.int32().describe('Nothing is said of fewer.'),
};
const own = { ownFrom: z.string(), ownTo: z.string() };
export const ResultsResponse = z
  .object({
    years: z.array(z.int32()).describe('Of which there are results, the newest first.'),
    results: orNull(
      z.object({
        ...head,
        id: z.uuid(),
        ...own,
        turnout: Turnout,
        together: orNull(z.object(group)).describe('The answers about all services together; null for who reads some of them.'),
        services: z.array(Service.extend({ ...group, own: Own })),
        groups: z.array(
          z.object({
            kind: z.enum(['level', 'area']),
            key: z.string().describe('"none": who works at no school.'),
            name: orNull(z.string()),
            turnout: Turnout,
            services: z.array(z.object({ code: z.string(), ...group })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'SurveyResults' });
export const SchoolResultsResponse = z
  .object({
    results: orNull(
      z.object({
        ...head,
        ...own,
        school: z.object({ id: z.uuid(), name: z.string() }),
        turnout: Turnout,
        services: z.array(Service.extend({ ...group, own: Own, district: z.object(group) })),
      }),
    ),
  })
  .meta({ id: 'SchoolSurveyResults' });
export const ResultsCsv = {
  200: { description: 'Comma-separated values in UTF-8, what they mean first.', content: { 'text/csv': { schema: z.string() } } },
};

// Comments.

const comment = {
  id: z.uuid(),
  serviceCode: orNull(z.string()).describe('Null: the services as a whole.'),
  body: z.string(),
  state: z.enum(['waiting', 'published', 'withheld']),
  reason: orNull(z.string()),
  mayReview: z.boolean(),
  version: z.int32(),
};
export const CommentResponse = z.object(comment).meta({ id: 'SurveyComment' });
export const CommentsResponse = z.object({ items: z.array(z.object(comment)) }).meta({ id: 'SurveyComments' });
export const ReviewRequest = z
  .strictObject({ decision: z.enum(['publish', 'withhold']), reason: line(300).optional().describe('Needed to withhold.') })
  .meta({ examples: [{ decision: 'withhold', reason: 'It names a person.' }] });

// For everybody.

export const OpenQuery = z.strictObject({ lang: z.enum(['en', 'es']).default('en') });
export const OpenDataQuery = OpenQuery.extend({ format: z.enum(['csv', 'json']).default('csv') });
/** What every public answer says first. */
export const stand = {
  notice: orNull(z.string()).describe('“Demonstration: not real figures”, where they are not.'),
  isDemonstration: z.boolean(),
  asOf: z.string(),
  licence: z.object({ code: z.string(), name: z.string(), url: z.string() }),
};
export const OpenSurveyResponse = z
  .object({
    ...stand,
    results: orNull(
      z.object({
        ...head,
        turnout: Turnout,
        together: z.object(group),
        services: z.array(Service.extend(group)),
        levels: z.array(z.object({ key: z.string(), services: z.array(z.object({ code: z.string(), ...group })) })),
      }),
    ),
  })
  .meta({ id: 'OpenSurvey' });
const cell = z.union([z.string(), z.number(), z.null()]);
export const OpenRows = z
  .object({
    ...stand,
    fields: z.array(z.object({ name: z.string(), description: z.string() })).describe('The dictionary of the rows.'),
    rows: z.array(z.record(z.string(), cell)),
  })
  .meta({ id: 'OpenRows' });
