// People of the demonstration: all made up, with the roles that a real district would give them. Only the twelve of
// DEMO_SIGN_INS can sign in; the others are there to be asked, assigned and named.
import type {
  accounts,
  compartmentGrants,
  compartmentProposals,
  delegations,
  people,
  personEvents,
  personRooms,
  roleGrants,
  teamMembers,
} from '../schema/index.ts';
import { addressFor, makeName } from './names.ts';
import { type Random, randomFor, uuidFor } from './random.ts';
import type { SeedRoom } from './rooms.ts';
import type { SeedArea, SeedSite } from './sites.ts';
import { type Crews, REGIONS } from './teams.ts';

type Scope = { serviceCode?: string; areaId?: string; siteId?: string };
type Held = { role: string } & Scope;
type HeldCompartment = { compartment: string; siteId?: string };

/** A person before the name: the job, and what it brings. `key` stays the same from one seeding to the next. */
type Job = {
  key: string;
  jobTitle: string;
  siteId?: string;
  postKey?: string;
  roles: readonly Held[];
  compartments?: readonly HeldCompartment[];
};

/** The school of the teacher and the principal who can sign in: Arvada West High School. */
export const DEMO_SITE_CODE = '0378';

type SignIn = { email: string; name: string; role: string; jobTitle: string };
type SignInJob = SignIn & Pick<Job, 'key' | 'postKey' | 'roles'> & { isAtSite?: true };

const signIn = (key: string, name: string, role: string, jobTitle: string, more: Partial<SignInJob> = {}): SignInJob => ({
  key,
  email: `${key}@demo.example`,
  name,
  role,
  jobTitle,
  roles: role === 'requester' ? [] : [{ role }],
  ...more,
});

const FIRST_PARTNER = 'partner 1';

const SIGN_INS: readonly SignInJob[] = [
  signIn('teacher', 'Maya Torres', 'requester', 'Science teacher', { isAtSite: true }),
  signIn('principal', 'Daniel Whitaker', 'site_administrator', 'Principal', { isAtSite: true, roles: [] }),
  signIn('dispatcher', 'Renee Gallagher', 'dispatcher', 'Service desk dispatcher', {
    roles: [
      { role: 'dispatcher', serviceCode: 'facilities' },
      { role: 'dispatcher', serviceCode: 'it' },
    ],
  }),
  signIn('technician', 'Marcus Bell', 'technician', 'Plumber', { postKey: 'plumbing 2', roles: [{ role: 'technician', serviceCode: 'facilities' }] }),
  signIn('manager', 'Ingrid Halvorsen', 'service_manager', 'Facilities service manager', {
    roles: [{ role: 'service_manager', serviceCode: 'facilities' }],
  }),
  signIn('hr-partner', 'Amara Nwosu', 'hr_partner', 'HR partner', { postKey: FIRST_PARTNER, roles: [] }),
  signIn('planner', 'Tomás Beltrán', 'planner', 'Facilities planner'),
  signIn('capital', 'Susan Ashworth', 'capital_manager', 'Capital program manager'),
  signIn('cfo', 'Victor Lindgren', 'finance', 'Chief financial officer'),
  signIn('technology', 'Priya Raman', 'technology_coordinator', 'Technology coordinator'),
  signIn('auditor', 'Helen Achterberg', 'auditor', 'Internal auditor'),
  signIn('admin', 'Omar Castellan', 'administrator', 'System administrator'),
];

/** Who can sign in to the demonstration, and what each is there to show. */
export const DEMO_SIGN_INS: readonly SignIn[] = SIGN_INS.map(({ email, name, role, jobTitle }) => ({ email, name, role, jobTitle }));

/** Two who give access to the others, so that each compartment has one person who grants and another who confirms. */
const GRANTER = 'administrator 1';
const CONFIRMER = 'hr director';

type District = { areas: readonly SeedArea[]; sites: readonly SeedSite[]; rooms: readonly SeedRoom[]; crews: Crews };

const TEACHERS: Readonly<Record<string, readonly string[]>> = {
  elementary: [
    'Kindergarten teacher',
    'First grade teacher',
    'Third grade teacher',
    'Fifth grade teacher',
    'Art teacher',
    'Special education teacher',
  ],
  older: ['Math teacher', 'Science teacher', 'English teacher', 'Social studies teacher', 'Band director', 'Special education teacher', 'Librarian'],
};
const OFFICE = ['Office manager', 'School secretary', 'Registrar'];

const principal = (site: SeedSite): Job => ({
  key: `principal ${site.code}`,
  jobTitle: 'Principal',
  siteId: site.id,
  roles: [{ role: 'site_administrator', siteId: site.id }],
});

function teacher(site: SeedSite, n: number, random: Random): Job {
  const titles = TEACHERS[site.level === 'elementary' ? 'elementary' : 'older']!;
  return { key: `teacher ${site.code} ${n}`, jobTitle: random.pick(titles), siteId: site.id, roles: [] };
}

/** An office manager acts for the principal in the product, as offices do. */
const office = (site: SeedSite, random: Random): Job => ({
  key: `office ${site.code}`,
  jobTitle: random.pick(OFFICE),
  siteId: site.id,
  roles: [{ role: 'site_administrator', siteId: site.id }],
});

const LARGE = 1_400;

/** At least one at every open school. Where the area is unknown no superintendent stands in for the principal: there it is the principal. */
function schoolJobs(site: SeedSite): Job[] {
  const random = randomFor(`staff ${site.code}`);
  if (site.code === DEMO_SITE_CODE) return [teacher(site, 1, random), teacher(site, 2, random), office(site, random)];
  if ((site.enrollment ?? 0) >= LARGE) return [principal(site), teacher(site, 1, random)];
  const share = random.next();
  if (site.areaId === null || share < 0.25) return [principal(site)];
  return share < 0.45 ? [office(site, random)] : [teacher(site, 1, random)];
}

const areaIdOf = (areas: readonly SeedArea[], code: string) => {
  const area = areas.find((a) => a.code === code);
  if (!area) throw new Error(`No area ${code}`);
  return area.id;
};

/** For each region a superintendent over its principals and a facilities dispatcher. */
const regionJobs = (areas: readonly SeedArea[]): Job[] =>
  REGIONS.flatMap((region): Job[] => {
    const ids = region.areas.map((code) => areaIdOf(areas, code));
    return [
      {
        key: `superintendent ${region.code}`,
        jobTitle: `Community superintendent, ${region.name}`,
        roles: ids.map((areaId) => ({ role: 'site_administrator', areaId })),
      },
      {
        key: `dispatcher ${region.code}`,
        jobTitle: `Facilities dispatcher, ${region.name}`,
        roles: ids.map((areaId) => ({ role: 'dispatcher', serviceCode: 'facilities', areaId })),
      },
    ];
  });

const centralJob = (key: string, jobTitle: string, ...roles: Held[]): Job => ({ key, jobTitle, roles });

const CENTRAL: readonly Job[] = [
  centralJob(GRANTER, 'System administrator', { role: 'administrator' }),
  centralJob(CONFIRMER, 'Director of human resources', { role: 'administrator' }, { role: 'service_manager', serviceCode: 'hr' }),
  centralJob('it dispatcher 1', 'IT dispatcher', { role: 'dispatcher', serviceCode: 'it' }),
  centralJob('it dispatcher 2', 'IT dispatcher', { role: 'dispatcher', serviceCode: 'it' }),
  centralJob('nutrition dispatcher 1', 'Nutrition dispatcher', { role: 'dispatcher', serviceCode: 'nutrition' }),
  centralJob('nutrition dispatcher 2', 'Nutrition dispatcher', { role: 'dispatcher', serviceCode: 'nutrition' }),
  centralJob('hr dispatcher', 'HR front desk', { role: 'dispatcher', serviceCode: 'hr' }),
  centralJob('it manager', 'IT service manager', { role: 'service_manager', serviceCode: 'it' }),
  centralJob('nutrition manager', 'Director of food and nutrition', { role: 'service_manager', serviceCode: 'nutrition' }),
  centralJob('planner 2', 'Facilities planner', { role: 'planner' }),
  centralJob('capital manager 2', 'Construction project manager', { role: 'capital_manager' }),
  centralJob('budget analyst', 'Budget analyst', { role: 'finance' }),
  centralJob('technology coordinator 2', 'Instructional technology coordinator', { role: 'technology_coordinator' }),
];

type Portfolio = { primary: readonly string[]; delegate: readonly string[] };

/**
 * Each open school has a named HR partner: who holds the role for that school. Neighbouring schools share one. A second partner,
 * the delegate, holds the compartment there too. The partner who can sign in has the teacher's school and stands in for nobody.
 */
function portfolios({ areas, sites }: District, partnerKeys: readonly string[]): Map<string, Portfolio> {
  const order = REGIONS.flatMap((region) => region.areas.map((code): string | null => areaIdOf(areas, code)));
  const rank = (site: SeedSite) => (site.areaId === null ? order.length : order.indexOf(site.areaId));
  const open = sites.filter((site) => site.status === 'active').toSorted((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
  const shares = partnerKeys.map((_, i) =>
    open.slice(Math.round((i * open.length) / partnerKeys.length), Math.round(((i + 1) * open.length) / partnerKeys.length)),
  );
  const own = shares.findIndex((share) => share.some((site) => site.code === DEMO_SITE_CODE));
  const others = partnerKeys.filter((key) => key !== FIRST_PARTNER);
  const primaries = [...others.slice(0, own), FIRST_PARTNER, ...others.slice(own)].map((key, i) => ({
    key,
    sites: shares[i]!.map((site) => site.id),
  }));
  const delegateOf = (key: string) => others[(others.indexOf(key) + 1) % others.length];
  return new Map(
    primaries.map(({ key, sites: primary }): [string, Portfolio] => [
      key,
      { primary, delegate: primaries.filter((other) => key !== other.key && delegateOf(other.key) === key).flatMap((other) => other.sites) },
    ]),
  );
}

/** Those of the crews. A crew that works one compartment holds it, in the whole district; HR partners hold it for their schools. */
function crewJobs(district: District): Job[] {
  const { posts } = district.crews;
  const partners = portfolios(
    district,
    posts.filter((post) => post.compartment === 'hr').map((post) => post.key),
  );
  return posts.map(({ key, jobTitle, serviceCode, compartment }): Job => {
    const common = { key, jobTitle, postKey: key };
    const schools = partners.get(key);
    if (schools)
      return {
        ...common,
        roles: schools.primary.map((siteId) => ({ role: 'hr_partner', serviceCode, siteId })),
        compartments: [...schools.primary, ...schools.delegate].map((siteId) => ({ compartment: 'hr', siteId })),
      };
    return { ...common, roles: [{ role: 'technician', serviceCode }], compartments: compartment === null ? [] : [{ compartment }] };
  });
}

type Person = Job & { id: string; name: string; email: string; locale: 'en' | 'es'; isDemonstration: boolean };

const idOf = (key: string) => uuidFor(`person ${key}`);

/** Those who can sign in; whoever has a post takes over what it brings. */
function signInPeople(site: SeedSite, crew: readonly Job[]): Person[] {
  return SIGN_INS.map(({ key, email, name, jobTitle, postKey, roles, isAtSite }) => {
    const post = crew.find((other) => postKey !== undefined && other.postKey === postKey);
    const own: readonly Held[] = key === 'principal' ? [{ role: 'site_administrator', siteId: site.id }] : roles;
    return {
      id: idOf(key),
      key,
      email,
      name,
      jobTitle,
      ...(postKey === undefined ? {} : { postKey }),
      ...(isAtSite ? { siteId: site.id } : {}),
      locale: 'en' as const,
      isDemonstration: true,
      roles: own.length > 0 ? own : (post?.roles ?? []),
      compartments: post?.compartments ?? [],
    };
  });
}

/** Names for the others, no e-mail address twice. */
function nameAll(jobs: readonly Job[], taken: Set<string>): Person[] {
  return jobs.map((job) => {
    const random = randomFor(`person ${job.key}`);
    let name = makeName(random);
    while (taken.has(addressFor(name))) name = makeName(random);
    const email = addressFor(name);
    taken.add(email);
    const locale = random.chance(name.isSpanish ? 0.4 : 0.01) ? 'es' : 'en';
    return { ...job, id: idOf(job.key), name: `${name.first} ${name.last}`, email, locale, isDemonstration: false };
  });
}

function peopleOf(district: District): Person[] {
  const site = district.sites.find(({ code }) => code === DEMO_SITE_CODE);
  if (!site) throw new Error(`No site ${DEMO_SITE_CODE}`);
  const crew = crewJobs(district);
  const signIns = signInPeople(site, crew);
  const isTaken = (job: Job) => signIns.some((person) => person.postKey !== undefined && person.postKey === job.postKey);
  const schools = district.sites.filter((s) => s.status === 'active').flatMap(schoolJobs);
  const others = [...CENTRAL, ...regionJobs(district.areas), ...crew.filter((job) => !isTaken(job)), ...schools];
  return [...signIns, ...nameAll(others, new Set(signIns.map((person) => person.email)))];
}

export type SeedPeople = {
  people: (typeof people.$inferInsert)[];
  roleGrants: (typeof roleGrants.$inferInsert)[];
  compartmentGrants: (typeof compartmentGrants.$inferInsert)[];
  delegations: (typeof delegations.$inferInsert)[];
  compartmentProposals: (typeof compartmentProposals.$inferInsert)[];
  personEvents: (typeof personEvents.$inferInsert)[];
  teamMembers: (typeof teamMembers.$inferInsert)[];
  personRooms: (typeof personRooms.$inferInsert)[];
};

const DAY = 86_400_000;
/** Everybody was there before the first order, which is at most two years old. */
const MADE_DAYS_AGO = 2 * 365 + 30;
const madeAt = (now: Date) => new Date(now.getTime() - MADE_DAYS_AGO * DAY);

const scopeOf = ({ serviceCode, areaId, siteId }: Scope) => ({
  serviceCode: serviceCode ?? null,
  areaId: areaId ?? null,
  siteId: siteId ?? null,
});

/** Nobody gives a role to themselves: the first administrator has theirs from the installation. */
const granterFor = (person: Person) => (person.key === GRANTER ? null : idOf(GRANTER));

function rolesOf(person: Person, at: Date) {
  const held: readonly Held[] = [{ role: 'requester' }, ...person.roles];
  return held.map((grant) => {
    const { role } = grant;
    const scope = scopeOf(grant);
    const id = uuidFor(`grant ${person.key} ${role} ${Object.values(scope).join(' ')}`);
    return { id, personId: person.id, role, ...scope, grantedAt: at, grantedById: granterFor(person) };
  });
}

const compartmentsOf = (person: Person, at: Date) =>
  (person.compartments ?? []).map(({ compartment, siteId }) => ({
    id: uuidFor(`compartment ${person.key} ${compartment} ${siteId ?? ''}`),
    personId: person.id,
    compartment,
    siteId: siteId ?? null,
    grantedAt: at,
    grantedById: idOf(GRANTER),
    confirmedById: idOf(CONFIRMER),
  }));

/** The classroom and the lab of the teacher who can sign in. */
function roomsOfTeacher({ sites, rooms }: District) {
  const site = sites.find(({ code }) => code === DEMO_SITE_CODE);
  const mine = ['science_lab', 'classroom'].map((kind) => rooms.find((room) => room.siteId === site?.id && room.kind === kind && !room.hasAsbestos));
  return mine.flatMap((room) => (room ? [{ personId: idOf('teacher'), roomId: room.id, isMine: true }] : []));
}

const dayOf = (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(at);

/** The manager who can sign in is away for some days; the dispatcher who can sign in stands in. */
function standInOf(grants: ReturnType<typeof rolesOf>, now: Date) {
  const [from, to] = ['manager', 'dispatcher'].map((key) => SIGN_INS.find((person) => person.key === key)!) as [SignInJob, SignInJob];
  const grant = grants.find(({ personId, role }) => personId === idOf(from.key) && role === from.role)!;
  const id = uuidFor(`delegation ${grant.id}`);
  const [createdAt, first, last] = [-3, -2, 11].map((days) => new Date(now.getTime() + days * DAY)) as [Date, Date, Date];
  const [startsOn, lastOn, endsOn] = [dayOf(first), dayOf(last), dayOf(new Date(last.getTime() + DAY))];
  const { role, serviceCode } = grant;
  const data = { delegationId: id, fromName: from.name, toName: to.name, role, serviceCode, startsOn, lastOn };
  return {
    delegation: { id, delegatorId: idOf(from.key), delegateId: idOf(to.key), duty: 'role', roleGrantId: grant.id, startsOn, endsOn, createdAt },
    events: [from, to].map(({ key }) => ({
      id: uuidFor(`event ${id} ${key}`),
      personId: idOf(key),
      kind: 'delegated',
      actorId: idOf(from.key),
      data,
      occurredAt: createdAt,
    })),
  };
}

/** At the HR front desk somebody is to see the requests of one school: the partner and the administrator who can sign in may confirm it. */
function proposalOf({ sites }: District, now: Date) {
  const site = sites.find(({ code }) => code === DEMO_SITE_CODE)!;
  const id = uuidFor('proposal hr dispatcher');
  const proposedAt = new Date(now.getTime() - DAY);
  const [personId, proposedById] = [idOf('hr dispatcher'), idOf(GRANTER)];
  const data = { proposalId: id, compartment: 'hr', siteName: site.name };
  return {
    proposal: { id, personId, compartment: 'hr', siteId: site.id, proposedById, proposedAt },
    event: { id: uuidFor(`event ${id}`), personId, kind: 'compartment_proposed', actorId: proposedById, data, occurredAt: proposedAt },
  };
}

/** Everybody, with what they hold and why it is known that they hold it. */
export function makePeople(district: District, now: Date): SeedPeople {
  const all = peopleOf(district);
  const at = madeAt(now);
  const grants = all.flatMap((person) => rolesOf(person, at));
  const compartments = all.flatMap((person) => compartmentsOf(person, at));
  const nameOf = new Map([...district.areas, ...district.sites].map(({ id, name }) => [id, name]));
  const placeNames = (areaId: string | null, siteId: string | null) => ({
    ...(areaId === null ? {} : { areaName: nameOf.get(areaId) }),
    ...(siteId === null ? {} : { siteName: nameOf.get(siteId) }),
  });
  const standIn = standInOf(grants, now);
  const proposal = proposalOf(district, now);
  const holderOf = new Map(all.flatMap((person) => (person.postKey === undefined ? [] : [[person.postKey, person.id] as const])));
  return {
    people: all.map(({ id, name, email, jobTitle, siteId, locale, isDemonstration }) => ({
      id,
      name,
      email,
      emailVerified: true,
      jobTitle,
      siteId: siteId ?? null,
      locale,
      isDemonstration,
      createdAt: at,
      updatedAt: at,
    })),
    roleGrants: grants,
    compartmentGrants: compartments,
    delegations: [standIn.delegation],
    compartmentProposals: [proposal.proposal],
    personEvents: [
      ...standIn.events,
      proposal.event,
      ...grants.map(({ id, personId, role, serviceCode, areaId, siteId, grantedById }) => ({
        id: uuidFor(`event ${id}`),
        personId,
        kind: 'role_granted',
        actorId: grantedById,
        data: { grantId: id, role, serviceCode, ...placeNames(areaId, siteId) },
        occurredAt: at,
      })),
      ...compartments.map(({ id, personId, compartment, siteId, grantedById, confirmedById }) => ({
        id: uuidFor(`event ${id}`),
        personId,
        kind: 'compartment_granted',
        actorId: grantedById,
        data: { grantId: id, compartment, confirmedById, ...placeNames(null, siteId) },
        occurredAt: at,
      })),
    ],
    teamMembers: district.crews.memberships.map(({ teamId, postKey, isLead }) => {
      const personId = holderOf.get(postKey);
      if (personId === undefined) throw new Error(`Nobody has the post ${postKey}`);
      return { teamId, personId, isLead };
    }),
    personRooms: roomsOfTeacher(district),
  };
}

/** How those sign in who can. */
export function makeAccounts(district: District, { passwordHash, now }: { passwordHash: string; now: Date }): (typeof accounts.$inferInsert)[] {
  const at = madeAt(now);
  return peopleOf(district)
    .filter((person) => person.isDemonstration)
    .map(({ id }) => ({
      id: uuidFor(`account ${id}`),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    }));
}
