import { z } from 'zod';
import { line, searchText } from '#kernel/text.ts';
import { FilterQuery, ListQuery, SORTS, tag } from '../contract.ts';
import { COLUMNS } from '../rules/columns.ts';
import { AUDIENCES } from '../rules/views.ts';

const Named = z.object({ id: z.uuid(), name: z.string() });
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

const SHOWN_FIRST = 'number,title,status,priority,service,requestType,site,room,requester,team,assignee,plannedOn,hold,tags,submittedAt,completedAt';
export const ExportQuery = ListQuery.omit({ limit: true, cursor: true }).extend({
  columns: z
    .string()
    .default(SHOWN_FIRST)
    .transform((v) => v.split(','))
    .pipe(z.array(z.enum(COLUMNS)).min(1).max(COLUMNS.length)),
});
export const ExportResponses = {
  200: {
    description: 'Comma-separated values in UTF-8, names of the columns in your language.',
    content: { 'text/csv': { schema: z.unknown().meta({ type: 'string' }) } },
  },
};

export const TagsRequest = z
  .strictObject({ add: z.array(tag()).max(20).default([]), remove: z.array(tag()).max(20).default([]) })
  .refine((v) => v.add.length + v.remove.length > 0, { message: 'Write a tag to add or to remove.', path: ['add'] })
  .meta({ examples: [{ add: ['summer-work'] }] });
export const TagsQuery = z.strictObject({ q: searchText(60).optional() });
export const TagList = z.object({ items: z.array(z.object({ tag: z.string(), orders: z.int32() })) }).meta({ id: 'TagList' });

const asked = {
  name: line(80),
  query: searchText(2_000).describe('The filters as the address of the list has them, as status=on_hold&priority=P1,P2.'),
  columns: z.array(z.enum(COLUMNS)).max(COLUMNS.length),
  sort: z.enum(SORTS),
  audience: z.enum(AUDIENCES),
  teamId: z.uuid().nullable(),
  position: z.int32().min(1).max(999),
  isDefault: z.boolean(),
};
const hasItsTeam = (v: { audience?: string | undefined; teamId?: string | null | undefined }) => (v.audience === 'team') === !!v.teamId;
const teamAndAudience = { message: 'A team’s view names its team; no other view does.', path: ['teamId'] };

export const SaveViewRequest = z
  .strictObject({
    ...asked,
    query: asked.query.default(''),
    columns: asked.columns.default([]),
    sort: asked.sort.default('priority'),
    audience: asked.audience.default('private'),
    teamId: asked.teamId.default(null),
    position: asked.position.default(100),
    isDefault: asked.isDefault.default(false),
  })
  .refine(hasItsTeam, teamAndAudience)
  .meta({ examples: [{ name: 'Waiting for parts', query: 'status=on_hold&holdReason=parts', sort: 'oldest' }] });

export const ChangeViewRequest = z
  .strictObject(asked)
  .partial()
  .refine((v) => Object.keys(v).length > 0, { message: 'Name what is to change.', path: ['name'] })
  .refine((v) => v.audience === undefined || hasItsTeam(v), teamAndAudience)
  .refine((v) => v.teamId === undefined || v.audience !== undefined, { message: 'Name the audience as well.', path: ['audience'] })
  .meta({ examples: [{ name: 'Waiting for parts, north' }] });

export const ViewParams = z.object({ id: z.uuid() });
export const ViewResponse = z
  .object({
    id: z.uuid(),
    name: z.string(),
    query: z.string(),
    columns: z.array(z.enum(COLUMNS)),
    sort: z.enum(SORTS),
    audience: z.enum(AUDIENCES),
    team: orNull(Named),
    owner: Named,
    position: z.int32(),
    isDefault: z.boolean(),
    may: z.object({ change: z.boolean() }),
    updatedAt: z.date(),
    version: z.int32(),
  })
  .meta({ id: 'SavedView' });
export const ViewList = z
  .object({
    items: z.array(ViewResponse),
    /** The one that the list opens with: one’s own default, else one’s team’s, else everybody’s. */
    defaultId: orNull(z.uuid()),
    /** For whom else the asker may save views. */
    may: z.object({ share: z.boolean(), teams: z.array(Named) }),
  })
  .meta({ id: 'SavedViewList' });
export const ViewRemoved = z.object({ id: z.uuid() });

/** The filters alone, as a view keeps them. */
export const ViewFilters = FilterQuery;
