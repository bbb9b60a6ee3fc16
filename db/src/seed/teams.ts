// Crews of the demonstration: made up. A big trade has one crew for the district; what is done everywhere every day
// (custodial work, IT in the schools) has a crew for each area; one crew of each service takes what no other does.
import type { teams } from '../schema/index.ts';
import { uuidFor } from './random.ts';
import type { SeedArea } from './sites.ts';

export type SeedTeam = Omit<typeof teams.$inferSelect, 'version' | 'isActive'>;
/** A job in one crew or several: what a made-up person is then put into. */
export type Post = { key: string; jobTitle: string; serviceCode: string; compartment: string | null };
export type Membership = { teamId: string; postKey: string; isLead: boolean };
export type Crews = { teams: SeedTeam[]; posts: Post[]; memberships: Membership[] };

/** Neighbouring areas that share a dispatcher, IT technicians and floating custodians. */
export const REGIONS: readonly { code: string; name: string; areas: readonly string[] }[] = [
  { code: 'north', name: 'North', areas: ['standley-lake', 'pomona', 'ralston-valley', 'arvada', 'arvada-west'] },
  { code: 'central', name: 'Central', areas: ['wheat-ridge', 'jefferson', 'lakewood', 'golden'] },
  { code: 'alameda', name: 'Alameda corridor', areas: ['alameda-international', 'green-mountain', 'bear-creek'] },
  { code: 'south', name: 'South', areas: ['columbine', 'chatfield', 'dakota-ridge'] },
  { code: 'mountain', name: 'Mountain', areas: ['evergreen', 'conifer'] },
];

type Crew = {
  code: string;
  name: string;
  serviceCode: string;
  tradeCode: string | null;
  areaCode: string | null;
  compartment: string | null;
  /** The first leads. */
  posts: readonly Post[];
};

const HOURS_A_WEEK = 36;

type Job = { key: string; lead: string; title: string; size: number; serviceCode: string; compartment?: string };

/** The posts of one job: a lead, then the others. */
const postsOf = ({ key, lead, title, size, serviceCode, compartment }: Job): Post[] =>
  Array.from({ length: size }, (_, i) => ({
    key: `${key} ${i + 1}`,
    jobTitle: i === 0 ? lead : title,
    serviceCode,
    compartment: compartment ?? null,
  }));

/** One team of people may work several trades: each is a crew of its own to the routing. */
function districtCrews(job: Job, crews: readonly (readonly [code: string, name: string, tradeCode: string | null])[]): Crew[] {
  const posts = postsOf(job);
  const { serviceCode, compartment } = job;
  return crews.map(([code, name, tradeCode]) => ({
    code,
    name,
    serviceCode,
    tradeCode,
    areaCode: null,
    compartment: compartment ?? null,
    posts,
  }));
}

const FACILITIES: readonly Crew[] = [
  ...districtCrews({ key: 'hvac', lead: 'HVAC foreman', title: 'HVAC technician', size: 7, serviceCode: 'facilities' }, [['hvac', 'HVAC', 'hvac']]),
  ...districtCrews({ key: 'electrical', lead: 'Electrical foreman', title: 'Electrician', size: 5, serviceCode: 'facilities' }, [
    ['electrical', 'Electrical', 'electrical'],
  ]),
  ...districtCrews({ key: 'plumbing', lead: 'Plumbing foreman', title: 'Plumber', size: 6, serviceCode: 'facilities' }, [
    ['plumbing', 'Plumbing', 'plumbing'],
  ]),
  ...districtCrews({ key: 'carpentry', lead: 'Carpentry foreman', title: 'Carpenter', size: 5, serviceCode: 'facilities' }, [
    ['carpentry', 'Carpentry', 'carpentry'],
    ['glazing', 'Glazing', 'glazing'],
  ]),
  ...districtCrews({ key: 'locks', lead: 'Lead locksmith', title: 'Locksmith', size: 4, serviceCode: 'facilities' }, [
    ['locksmith', 'Locks, doors and keys', 'locksmith'],
  ]),
  ...districtCrews({ key: 'finishes', lead: 'Paint foreman', title: 'Painter and floor layer', size: 5, serviceCode: 'facilities' }, [
    ['paint', 'Paint', 'paint'],
    ['flooring', 'Flooring', 'flooring'],
  ]),
  ...districtCrews({ key: 'grounds', lead: 'Grounds foreman', title: 'Groundskeeper', size: 6, serviceCode: 'facilities' }, [
    ['grounds', 'Grounds', 'grounds'],
    ['irrigation-snow', 'Irrigation and snow', 'irrigation_snow'],
    ['playground', 'Playgrounds', 'playground'],
  ]),
  ...districtCrews({ key: 'fire', lead: 'Fire and life safety lead', title: 'Fire alarm technician', size: 3, serviceCode: 'facilities' }, [
    ['fire-safety', 'Fire and life safety', 'fire_safety'],
  ]),
  ...districtCrews({ key: 'environmental', lead: 'Environmental manager', title: 'Environmental specialist', size: 3, serviceCode: 'facilities' }, [
    ['environmental', 'Environmental', 'environmental'],
  ]),
  ...districtCrews({ key: 'maintenance', lead: 'Maintenance foreman', title: 'Maintenance worker', size: 6, serviceCode: 'facilities' }, [
    ['maintenance', 'General maintenance', null],
  ]),
];

const OFFICES: readonly Crew[] = [
  ...districtCrews({ key: 'network', lead: 'Network lead', title: 'Network engineer', size: 4, serviceCode: 'it' }, [
    ['network', 'Network', 'network'],
  ]),
  ...districtCrews({ key: 'accounts', lead: 'Accounts lead', title: 'Account specialist', size: 4, serviceCode: 'it' }, [
    ['accounts', 'Accounts', 'accounts'],
  ]),
  ...districtCrews(
    { key: 'security', lead: 'IT security lead', title: 'IT security analyst', size: 3, serviceCode: 'it', compartment: 'it_security' },
    [['it-security', 'IT security', null]],
  ),
  ...districtCrews({ key: 'desk', lead: 'Service desk lead', title: 'Service desk analyst', size: 4, serviceCode: 'it' }, [
    ['service-desk', 'IT service desk', null],
  ]),
  ...districtCrews({ key: 'kitchens', lead: 'Kitchen equipment lead', title: 'Kitchen equipment technician', size: 4, serviceCode: 'nutrition' }, [
    ['kitchen-equipment', 'Kitchen equipment', 'kitchen_equipment'],
  ]),
  ...districtCrews({ key: 'supply', lead: 'Food supply lead', title: 'Food supply specialist', size: 4, serviceCode: 'nutrition' }, [
    ['food-supply', 'Food supply', 'supply'],
  ]),
  ...districtCrews({ key: 'meals', lead: 'School meals lead', title: 'School meals specialist', size: 3, serviceCode: 'nutrition' }, [
    ['school-meals', 'School meals', null],
  ]),
  ...districtCrews({ key: 'diets', lead: 'Lead dietitian', title: 'Dietitian', size: 3, serviceCode: 'nutrition', compartment: 'student_health' }, [
    ['special-diets', 'Special diets', null],
  ]),
  ...districtCrews(
    {
      key: 'applications',
      lead: 'Meal applications lead',
      title: 'Meal applications specialist',
      size: 3,
      serviceCode: 'nutrition',
      compartment: 'meal_eligibility',
    },
    [['meal-applications', 'Meal applications', null]],
  ),
  ...districtCrews({ key: 'partner', lead: 'Senior HR partner', title: 'HR partner', size: 12, serviceCode: 'hr', compartment: 'hr' }, [
    ['hr-partners', 'HR partners', null],
  ]),
  ...districtCrews(
    {
      key: 'relations',
      lead: 'Employee relations lead',
      title: 'Employee relations specialist',
      size: 3,
      serviceCode: 'hr',
      compartment: 'employee_relations',
    },
    [['employee-relations', 'Employee relations', null]],
  ),
];

const FLOATERS = 2;
const FIELD_TECHNICIANS = 3;

/** In every area a head custodian with the region's floating custodians, and the region's IT technicians. */
function areaCrews(areas: readonly SeedArea[]): Crew[] {
  const supervisor: Post = { key: 'custodial', jobTitle: 'Custodial supervisor', serviceCode: 'facilities', compartment: null };
  const floatersOf = REGIONS.map(({ code, name }) =>
    postsOf({ key: `floater ${code}`, lead: `Custodian, ${name}`, title: `Custodian, ${name}`, size: FLOATERS, serviceCode: 'facilities' }),
  );
  const inAreas = REGIONS.flatMap((region, i) => {
    const floaters = floatersOf[i]!;
    const title = `IT technician, ${region.name}`;
    const technicians = postsOf({ key: `field ${region.code}`, lead: title, title, size: FIELD_TECHNICIANS, serviceCode: 'it' });
    return region.areas.flatMap((areaCode): Crew[] => {
      const area = areas.find(({ code }) => code === areaCode);
      if (!area) throw new Error(`No area ${areaCode}`);
      const place = area.name.replace(/ area$/, '');
      const head: Post = { key: `custodial ${areaCode}`, jobTitle: `Head custodian, ${place}`, serviceCode: 'facilities', compartment: null };
      const common = { areaCode, compartment: null };
      return [
        {
          ...common,
          code: `custodial-${areaCode}`,
          name: `Custodial, ${place}`,
          serviceCode: 'facilities',
          tradeCode: 'custodial',
          posts: [head, ...floaters],
        },
        { ...common, code: `it-${areaCode}`, name: `IT in schools, ${place}`, serviceCode: 'it', tradeCode: null, posts: technicians },
      ];
    });
  });
  const district: Crew = {
    code: 'custodial',
    name: 'Custodial, district',
    serviceCode: 'facilities',
    tradeCode: 'custodial',
    areaCode: null,
    compartment: null,
    posts: [supervisor, ...floatersOf.map(([first]) => first!)],
  };
  return [district, ...inAreas];
}

/** All crews with their posts. Who works in several crews gives each an equal part of the week. */
export function makeCrews(areas: readonly SeedArea[]): Crews {
  const crews = [...FACILITIES, ...areaCrews(areas), ...OFFICES];
  const posts = new Map(crews.flatMap((crew) => crew.posts.map((post): [string, Post] => [post.key, post])));
  const crewsWith = (key: string) => crews.filter((crew) => crew.posts.some((post) => post.key === key)).length;
  const hoursOf = (crew: Crew) => Math.round(crew.posts.reduce((sum, post) => sum + HOURS_A_WEEK / crewsWith(post.key), 0));
  const idOf = (crew: Crew) => uuidFor(`team ${crew.code}`);
  return {
    posts: [...posts.values()],
    teams: crews.map((crew) => ({
      id: idOf(crew),
      code: crew.code,
      name: crew.name,
      serviceCode: crew.serviceCode,
      tradeCode: crew.tradeCode,
      areaId: areas.find(({ code }) => code === crew.areaCode)?.id ?? null,
      compartment: crew.compartment,
      weeklyHours: hoursOf(crew),
    })),
    memberships: crews.flatMap((crew) => crew.posts.map((post, i) => ({ teamId: idOf(crew), postKey: post.key, isLead: i === 0 }))),
  };
}
