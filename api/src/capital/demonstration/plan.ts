// What was promised, in whole dollars: the programme's public totals, divided among the money it is paid with.
//   567 M bond (two series) + 138 M transfers (23 M × 6) = 705 M = 563 M district projects + 56 M charter schools + 86 M contingency

/** A source, when its money came, and what of it was promised for what. `projects`: so many share so much, from that month on. */
export type SourcePlan = {
  code: string;
  name: string;
  kind: 'bond' | 'premium' | 'interest' | 'transfer' | 'mill_levy';
  fundCode: '41' | '43';
  series?: string;
  arrivals: readonly { month: number; dollars: number }[];
  contingency?: { month: number; dollars: number };
  charter?: { month: number; dollars: number };
  projects: readonly { month: number; count: number; dollars: number; over: number }[];
};

const MILLION = 1_000_000;
const YEAR = 12;
const TRANSFER = 23 * MILLION;
const FIRST_TRANSFER = 8;

export const BOND_2018: readonly SourcePlan[] = [
  {
    code: 'bond-a',
    name: 'Bond proceeds, first series',
    kind: 'bond',
    fundCode: '41',
    series: 'Series A',
    arrivals: [{ month: 1, dollars: 320 * MILLION }],
    contingency: { month: 1, dollars: 40 * MILLION },
    charter: { month: 1, dollars: 28 * MILLION },
    projects: [{ month: 1, count: 72, dollars: 252 * MILLION, over: 34 }],
  },
  {
    code: 'bond-b',
    name: 'Bond proceeds, second series',
    kind: 'bond',
    fundCode: '41',
    series: 'Series B',
    arrivals: [{ month: 25, dollars: 247 * MILLION }],
    contingency: { month: 25, dollars: 34 * MILLION },
    charter: { month: 25, dollars: 28 * MILLION },
    projects: [{ month: 25, count: 54, dollars: 185 * MILLION, over: 50 }],
  },
  {
    code: 'general-fund',
    name: 'Yearly transfers from the general fund',
    kind: 'transfer',
    fundCode: '43',
    arrivals: [0, 1, 2, 3, 4, 5].map((year) => ({ month: FIRST_TRANSFER + year * YEAR, dollars: TRANSFER })),
    contingency: { month: FIRST_TRANSFER, dollars: 12 * MILLION },
    projects: [
      { month: FIRST_TRANSFER, count: 4, dollars: TRANSFER - 12 * MILLION, over: 6 },
      ...[1, 2, 3, 4, 5].map((year) => ({ month: FIRST_TRANSFER + year * YEAR, count: 6, dollars: TRANSFER, over: 8 })),
    ],
  },
  {
    code: 'premium',
    name: 'Bond premium',
    kind: 'premium',
    fundCode: '41',
    arrivals: [
      { month: 1, dollars: 27_400_000 },
      { month: 25, dollars: 14_600_000 },
    ],
    projects: [],
  },
  {
    code: 'interest',
    name: 'Interest earned',
    kind: 'interest',
    fundCode: '41',
    arrivals: [1_912_400, 2_684_100, 3_305_800, 2_441_600, 1_508_200].map((dollars, i) => ({ month: YEAR * (i + 1), dollars })),
    projects: [],
  },
];

/** The annual reserve: small, beside the bond and never added to it. */
export const RESERVE: readonly SourcePlan[] = [
  {
    code: 'capital-reserve',
    name: 'Capital reserve levy',
    kind: 'mill_levy',
    fundCode: '43',
    arrivals: [
      { month: 44, dollars: 6_200_000 },
      { month: 56, dollars: 6_400_000 },
      { month: 68, dollars: 6_600_000 },
    ],
    contingency: { month: 44, dollars: 900_000 },
    projects: [
      { month: 44, count: 4, dollars: 4_800_000, over: 10 },
      { month: 56, count: 4, dollars: 5_900_000, over: 10 },
      { month: 68, count: 4, dollars: 6_100_000, over: 10 },
    ],
  },
];

/** Premium that the board gave away later, and for what. */
export const PREMIUM_ALLOCATION = { month: 34, dollars: [6_400_000, 4_900_000, 4_200_000, 3_100_000, 2_400_000] };
