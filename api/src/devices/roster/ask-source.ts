import { z } from 'zod';
import { askOutside } from '#platform/outside.ts';
import type { RosterSource } from '#platform/roster-source.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { sourceFailed } from '../received-files/problems.ts';
import type { Roster } from './read-bundle.ts';

const PAGE = 1_000;
const MAX_PAGES = 500;

const text = z.string().nullish();
const Ref = z.looseObject({ sourcedId: z.string() });
const Org = z.looseObject({ sourcedId: z.string(), name: text, type: text, identifier: text });
const Role = z.looseObject({ roleType: text, role: text, org: Ref, beginDate: text, endDate: text });
const User = z.looseObject({
  sourcedId: z.string(),
  status: text,
  enabledUser: z.union([z.boolean(), z.string()]).nullish(),
  givenName: text,
  familyName: text,
  preferredGivenName: text,
  preferredFamilyName: text,
  email: text,
  grades: z.array(z.string()).nullish(),
  roles: z.array(Role).nullish(),
  primaryOrg: Ref.nullish(),
});
const Token = z.looseObject({ access_token: z.string().min(1) });

/** Only what we keep is asked for, by name. */
const USER_FIELDS = [
  'sourcedId',
  'status',
  'enabledUser',
  'givenName',
  'familyName',
  'preferredGivenName',
  'preferredFamilyName',
  'email',
  'grades',
  'roles',
  'primaryOrg',
];
const ORG_FIELDS = ['sourcedId', 'status', 'name', 'type', 'identifier'];
const SCOPE = 'https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly';

const failed = () => new Unreadable(sourceFailed());
function parsed<T>(schema: z.ZodType<T>, body: string): T {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    throw failed();
  }
}

/** A token for the time of one reading. */
async function tokenOf({ tokenUrl, clientId, clientSecret, allowedHosts }: RosterSource): Promise<string> {
  const answer = await askOutside(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }).toString(),
    allowedHosts,
  });
  if (answer.status !== 200) throw failed();
  return parsed(Token, answer.text).access_token;
}

const hasNext = (link: string | string[] | undefined) => /<[^>]*>\s*;[^,]*\brel="?next"?/i.test([link ?? ''].flat().join(','));

/** Every page of a collection: on by what came, as long as more is said to be there. */
async function* pagesOf<T>(
  source: RosterSource,
  token: string,
  { path, of, item, fields }: { path: string; of: string; item: z.ZodType<T>; fields: readonly string[] },
) {
  let offset = 0;
  for (let page = 0; ; page += 1) {
    // Without end: something is wrong with its paging.
    if (page >= MAX_PAGES) throw failed();
    const query = new URLSearchParams({ limit: String(PAGE), offset: String(offset), fields: fields.join(',') });
    const answer = await askOutside(`${source.url}/${path}?${query.toString()}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      allowedHosts: source.allowedHosts,
    });
    if (answer.status !== 200) throw failed();
    const items = parsed(z.looseObject({ [of]: z.array(item) }), answer.text)[of] as T[];
    yield* items;
    offset += items.length;
    const total = Number(answer.headers['x-total-count'] ?? Number.NaN);
    const isMore = Number.isInteger(total) ? offset < total : hasNext(answer.headers.link);
    // A page that ends before the end is no roster: whoever is missing would count as having left.
    if (isMore && items.length === 0) throw failed();
    if (!isMore) return;
  }
}

const isCurrent = ({ beginDate, endDate }: z.infer<typeof Role>, today: string) =>
  (!beginDate || beginDate.slice(0, 10) <= today) && (!endDate || endDate.slice(0, 10) >= today);

/** Reads schools and students from a service that speaks OneRoster 1.2. */
export async function askSource(source: RosterSource, today: string): Promise<Roster> {
  try {
    const token = await tokenOf(source);
    const roster: Roster = { orgs: [], students: [] };
    for await (const { sourcedId, name, type, identifier } of pagesOf(source, token, { path: 'schools', of: 'orgs', item: Org, fields: ORG_FIELDS }))
      if ((type ?? 'school').toLowerCase() === 'school') roster.orgs.push({ sourceId: sourcedId, name: name ?? '', identifier: identifier ?? '' });
    for await (const user of pagesOf(source, token, { path: 'students', of: 'users', item: User, fields: USER_FIELDS })) {
      const roles = (user.roles ?? []).filter((role) => role.role?.toLowerCase() === 'student' && isCurrent(role, today));
      const isThere = roles.length > 0 && user.status !== 'tobedeleted' && String(user.enabledUser ?? true) !== 'false';
      if (!isThere) continue;
      const schools = roles.toSorted((a, b) => Number(b.roleType === 'primary') - Number(a.roleType === 'primary')).map(({ org }) => org.sourcedId);
      roster.students.push({
        row: roster.students.length + 1,
        sourceId: user.sourcedId,
        givenName: user.preferredGivenName || user.givenName || '',
        familyName: user.preferredFamilyName || user.familyName || '',
        email: user.email ?? '',
        grades: user.grades ?? [],
        orgs: [...(user.primaryOrg ? [user.primaryOrg.sourcedId] : []), ...schools],
      });
    }
    return roster;
  } catch (error) {
    // Away, refused or unreadable: one sentence for whoever asked, which holds neither address nor secret.
    throw error instanceof Unreadable ? error : failed();
  }
}
