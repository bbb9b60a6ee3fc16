import { randomFor, uuidFor } from '@steward/db/seed';
import { dayAfter } from '#kernel/day.ts';

export type DemoSchool = { siteId: string; code: string; level: string | null; longitude: number | null; enrollment: number | null };
type Medium = 'owned_fibre' | 'leased_lit' | 'fixed_wireless';
type Build = 'built' | 'construction' | 'design' | 'planned';

/** West of here the foothills begin, where the district's fiber has not reached yet. */
const FOOTHILLS = -105.27;
/** Nobody by these names runs lines. */
const CARRIERS = { leased_lit: 'Demonstration Carrier', fixed_wireless: 'Demonstration Wireless' } as const;
const STUDENTS_FOR_EACH_OF_STAFF = 10.5;
const LARGE = 900;

const isInFoothills = ({ longitude }: DemoSchool) => longitude !== null && longitude < FOOTHILLS;

/** What a school is on: the district's fiber along the Front Range, but for a few that wait for it; leased lines and radio in the foothills. */
function lineOf(school: DemoSchool): { medium: Medium; mbps: number; build: Build } {
  const random = randomFor(`network ${school.code}`);
  const isLarge = school.level === 'high' || (school.enrollment ?? 0) > LARGE;
  if (isInFoothills(school)) {
    const isRemote = (school.enrollment ?? 0) < LARGE / 3 && random.chance(0.5);
    const build = random.pick<Build>(['planned', 'design', 'construction']);
    return isRemote
      ? { medium: 'fixed_wireless', mbps: 200, build }
      : { medium: 'leased_lit', mbps: isLarge ? 1_000 : random.pick([300, 500]), build };
  }
  if (!isLarge && random.chance(0.12)) return { medium: 'leased_lit', mbps: 500, build: random.pick<Build>(['design', 'construction']) };
  return { medium: 'owned_fibre', mbps: isLarge ? 10_000 : random.pick([1_000, 1_000, 2_000]), build: 'built' };
}

const STEPS = ['survey', 'design', 'permit', 'construction', 'splice', 'live'] as const;
/** How many steps are behind a school whose fiber is so far. */
const DONE: Record<Build, number> = { planned: 0, design: 1, construction: 3, built: STEPS.length };
const DAYS_A_STEP = 75;

/** The steps of a school's fiber: those behind it were done in time, the next one lies ahead. */
function milestonesOf({ siteId, code }: DemoSchool, build: Build, today: string) {
  const lead = randomFor(`fiber ${code}`).int(10, 70);
  return STEPS.map((step, i) => {
    const behind = DONE[build];
    const plannedOn = dayAfter(today, lead + (i - behind) * DAYS_A_STEP);
    return {
      id: uuidFor(`fiber of ${siteId}: ${step}`),
      siteId,
      step,
      plannedOn,
      doneOn: i < behind ? dayAfter(plannedOn, -lead - 5) : null,
      isDemonstration: true,
    };
  });
}

/** Made-up lines, contracts, milestones and staff for real schools: no figure of it is real, and nothing of it is in trouble. */
export function makeNetwork(schools: readonly DemoSchool[], today: string) {
  const year = Number(today.slice(0, 4));
  const providers = Object.values(CARRIERS).map((name) => ({ id: uuidFor(`provider ${name}`), name, isDemonstration: true }));
  const contracts = providers.flatMap(({ id: providerId, name }) =>
    [1, 2, 4].map((years, i) => ({
      id: uuidFor(`contract ${i} with ${name}`),
      providerId,
      number: `DEMO-${year}-${i + 1}`,
      startsOn: `${year - 2}-07-01`,
      endsOn: `${year + years}-06-30`,
      monthlyCents: BigInt(125_000 + 40_000 * i),
    })),
  );
  const lines = schools.map((school) => ({ school, ...lineOf(school) }));
  const circuits = lines.map(({ school: { siteId, code }, medium, mbps, build }) => {
    const random = randomFor(`line ${code}`);
    const provider = medium === 'owned_fibre' ? undefined : providers.find(({ name }) => name === CARRIERS[medium]);
    const contract = random.pick(contracts.filter(({ providerId }) => providerId === provider?.id).concat(provider ? [] : contracts.slice(0, 1)));
    return {
      id: uuidFor(`line of ${siteId}`),
      siteId,
      code: `DEMO-${code}`,
      medium,
      downMbps: mbps,
      upMbps: medium === 'fixed_wireless' ? mbps / 2 : mbps,
      providerId: provider?.id ?? null,
      contractId: provider ? contract.id : null,
      erateFrn: provider ? `9900${code.padStart(6, '0')}` : null,
      installedOn: `${year - random.int(3, 6)}-07-01`,
      liveOn: `${year - 2}-08-01`,
      isPathDiverse: medium === 'owned_fibre' && mbps >= 10_000,
      buildStatus: build,
      isDemonstration: true,
    };
  });
  return {
    providers,
    contracts,
    circuits,
    milestones: lines.filter(({ build }) => build !== 'built').flatMap(({ school, build }) => milestonesOf(school, build, today)),
    staff: schools.flatMap(({ siteId, enrollment }) =>
      enrollment === null
        ? []
        : [{ siteId, staff: Math.max(6, Math.round(enrollment / STUDENTS_FOR_EACH_OF_STAFF)), source: 'Demonstration: not real figures' }],
    ),
    capacities: [
      { id: uuidFor('way out 1'), effectiveOn: `${year - 3}-07-01`, mbps: 80_000, source: 'Demonstration: not real figures' },
      { id: uuidFor('way out 2'), effectiveOn: `${year - 1}-07-01`, mbps: 160_000, source: 'Demonstration: not real figures' },
    ],
  };
}
