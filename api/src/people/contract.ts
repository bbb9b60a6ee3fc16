import { z } from 'zod';
import { COMPARTMENTS, ROLES } from '#kernel/actor.ts';
import { pageQuery } from '#kernel/page.ts';
import { line, searchText } from '#kernel/text.ts';
import { PAGES } from './rules/grants.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const locale = z.enum(['en', 'es']);

export const PersonParams = z.object({ id: z.uuid() });
export const GrantParams = z.object({ id: z.uuid(), grantId: z.uuid() });
export const NoQuery = z.strictObject({});
export const PageQuery = z.strictObject(pageQuery);
export const PeopleQuery = z.strictObject({
  q: searchText(200).optional(),
  includeInactive: z.enum(['true', 'false']).optional().describe('Administrators only.'),
  ...pageQuery,
});
export const MeRequest = z
  .strictObject({ locale: locale.optional(), isMailed: z.boolean().optional().describe('Do notices come by e-mail too?') })
  .refine((me) => Object.keys(me).length > 0, { message: 'Change something.', path: ['locale'] })
  .meta({ examples: [{ locale: 'es' }] });
export const PersonRequest = z.strictObject({ isActive: z.boolean() }).meta({ examples: [{ isActive: false }] });
export const GrantRequest = z
  .strictObject({
    role: z.enum(ROLES),
    serviceCode: line(30).nullable().optional().describe('Left out: every service.'),
    areaId: z.uuid().nullable().optional(),
    siteId: z.uuid().nullable().optional(),
  })
  .refine((g) => !(g.areaId && g.siteId), { message: 'Choose an area or a school, not both.', path: ['areaId'] })
  .meta({ examples: [{ role: 'site_administrator', siteId: '5d8c1a7e-3b42-8f60-8c1d-7a9e0b2c4d61' }] });

export const MeResponse = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    locale,
    jobTitle: orNull(z.string()),
    siteId: orNull(z.uuid()),
    siteName: orNull(z.string()),
    isMailed: z.boolean().describe('Notices come by e-mail too.'),
    /** The pages of the portal that this person has use for. */
    pages: z.array(z.enum(PAGES)),
    roles: z.array(
      z.object({
        role: z.enum(ROLES),
        serviceCode: orNull(z.string()),
        areaName: orNull(z.string()),
        siteName: orNull(z.string()),
        onBehalfOf: orNull(Named).describe('For whom I stand in; null: it is mine.'),
      }),
    ),
    /** The figures here are made up. */
    isDemonstration: z.boolean(),
    version: z.int32(),
  })
  .meta({ id: 'Me' });

export const SignInOptions = z
  .object({
    isDemonstration: z.boolean(),
    demoSignIns: z.array(z.object({ email: z.string(), name: z.string(), role: z.enum(ROLES) })),
    /** The sign-in services of the district, each with what its button says. */
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
    /** May one sign in by a password of Steward's own? */
    hasPasswords: z.boolean(),
  })
  .meta({ id: 'SignInOptions' });

export const PersonSummary = z
  .object({
    id: z.uuid(),
    name: z.string(),
    jobTitle: orNull(z.string()),
    siteName: orNull(z.string()),
    email: orNull(z.string()).describe('For administrators.'),
    isActive: z.boolean(),
  })
  .meta({ id: 'PersonSummary' });
export const PersonList = z.object({ items: z.array(PersonSummary), nextCursor: orNull(z.string()) }).meta({ id: 'PersonList' });

export const RoleGrantResponse = z
  .object({
    id: z.uuid(),
    role: z.enum(ROLES),
    serviceCode: orNull(z.string()),
    area: orNull(Named),
    site: orNull(Named),
    providerId: orNull(z.string()).describe('The sign-in service whose claims gave it, and are asked again at each sign-in.'),
    grantedAt: z.date(),
    grantedBy: orNull(Named),
    endedAt: orNull(z.date()),
  })
  .meta({ id: 'RoleGrant' });

export const PersonResponse = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    jobTitle: orNull(z.string()),
    site: orNull(Named),
    locale,
    isActive: z.boolean(),
    version: z.int32(),
    roleGrants: z.array(RoleGrantResponse),
    compartments: z.array(z.object({ id: z.uuid(), compartment: z.enum(COMPARTMENTS), site: orNull(Named), grantedAt: z.date() })),
    /** Browsers and programs that are signed in now. */
    sessionCount: z.int32(),
  })
  .meta({ id: 'Person' });

export const PersonEventList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        actor: orNull(Named),
        onBehalfOf: orNull(Named),
        apiToken: orNull(Named),
        data: z.record(z.string(), z.unknown()),
        occurredAt: z.date(),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'PersonEventList' });
export const SignOutResponse = z.object({ endedSessions: z.int32() }).meta({ id: 'SignOut' });
export const OwnSignOutResponse = z
  .object({ endedSessions: z.int32(), continueAt: orNull(z.string()).describe('Where the browser goes on, to sign out at the sign-in service too.') })
  .meta({ id: 'OwnSignOut' });
