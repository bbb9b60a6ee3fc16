/** What a made-up school is made of: for each square foot of building (or, of a site, for each student) so much of it, what a unit costs in 2025, and how long it lasts. */
export type Part = {
  systemCode: string;
  name: string;
  unit: string;
  /** Of the unit, for one square foot or one student. */
  each: number;
  /** In cents. */
  unitCost: number;
  lifeYears: number;
  /** Renewed at the end of its life; the rest of it stays. */
  renewalRatio: number;
  /** In so many sections, each renewed by itself. */
  sections: readonly string[];
};

const whole = [''] as const;
const part = (
  systemCode: string,
  name: string,
  unit: string,
  each: number,
  unitCost: number,
  lifeYears: number,
  renewalRatio = 1,
  sections: readonly string[] = whole,
): Part => ({
  systemCode,
  name,
  unit,
  each,
  unitCost,
  lifeYears,
  renewalRatio,
  sections,
});

export const OF_A_BUILDING: readonly Part[] = [
  part('A1010', 'Foundations', 'sq ft', 1, 900, 100, 0.2),
  part('A1030', 'Slab on grade', 'sq ft', 0.8, 850, 100, 0.2),
  part('B1010', 'Floor structure', 'sq ft', 0.4, 2_600, 100, 0.2),
  part('B1020', 'Roof structure', 'sq ft', 0.8, 1_700, 100, 0.2),
  part('B2010', 'Brick walls', 'sq ft', 0.45, 4_200, 75, 0.4, ['north', 'south']),
  part('B2020', 'Windows', 'sq ft', 0.1, 8_500, 35, 1, ['north', 'south', 'east and west']),
  part('B2030', 'Outer doors', 'each', 0.0004, 420_000, 30),
  part('B3010', 'Roofing', 'sq ft', 0.27, 2_100, 22, 0.9, ['main wing', 'east wing', 'gymnasium']),
  part('B3020', 'Skylights and hatches', 'each', 0.0002, 310_000, 25),
  part('C1010', 'Partitions', 'sq ft', 1, 1_500, 60, 0.5),
  part('C1020', 'Doors inside', 'each', 0.001, 160_000, 40, 1, ['classrooms', 'halls']),
  part('C1030', 'Fittings', 'sq ft', 0.5, 420, 25, 1, ['lockers', 'boards and signs']),
  part('C2010', 'Stairs', 'sq ft', 0.02, 9_000, 75, 0.5),
  part('C3010', 'Wall finishes', 'sq ft', 0.33, 480, 15, 1, ['classrooms', 'halls', 'gymnasium and kitchen']),
  part('C3020', 'Floor finishes', 'sq ft', 0.33, 1_150, 15, 1, ['classrooms (VCT)', 'offices (carpet)', 'gymnasium (wood)']),
  part('C3030', 'Ceilings', 'sq ft', 0.3, 850, 25, 1, ['classrooms', 'halls', 'offices']),
  part('D1010', 'Elevator', 'each', 0.00001, 16_000_000, 28, 0.8),
  part('D2010', 'Plumbing fixtures', 'sq ft', 0.5, 720, 30, 1, ['classroom wings', 'kitchen and gymnasium']),
  part('D2020', 'Water pipes', 'sq ft', 0.5, 480, 35, 1, ['classroom wings', 'kitchen and gymnasium']),
  part('D2030', 'Waste pipes', 'sq ft', 0.5, 430, 45, 0.8, ['classroom wings', 'kitchen and gymnasium']),
  part('D2040', 'Rain drains', 'sq ft', 0.8, 180, 40),
  part('D3010', 'Gas supply', 'sq ft', 1, 150, 40),
  part('D3020', 'Boiler', 'sq ft', 0.5, 760, 30, 1, ['1', '2']),
  part('D3030', 'Chiller', 'sq ft', 1, 680, 25),
  part('D3040', 'Ducts, pipes and pumps', 'sq ft', 0.5, 1_300, 30, 0.8, ['air', 'water']),
  part('D3050', 'Rooftop units and unit ventilators', 'sq ft', 0.25, 1_900, 20, 1, ['main wing', 'east wing', 'gymnasium', 'offices']),
  part('D3060', 'Controls', 'sq ft', 0.5, 520, 15, 1, ['plant', 'rooms']),
  part('D4010', 'Sprinklers', 'sq ft', 0.9, 540, 45),
  part('D4030', 'Extinguishers and cabinets', 'sq ft', 1, 25, 15),
  part('D5010', 'Switchgear and panels', 'sq ft', 0.5, 640, 35, 1, ['main', 'wings']),
  part('D5020', 'Lighting', 'sq ft', 0.33, 1_050, 20, 1, ['classrooms', 'halls', 'gymnasium']),
  part('D5020', 'Branch wiring', 'sq ft', 0.5, 820, 40, 0.7, ['classroom wings', 'kitchen and gymnasium']),
  part('D5030', 'Fire alarm', 'sq ft', 1, 360, 15),
  part('D5030', 'Intercom, network and cameras', 'sq ft', 1, 470, 15),
  part('E1010', 'Kitchen equipment', 'sq ft', 0.05, 6_500, 18),
  part('E1020', 'Stage and gymnasium equipment', 'sq ft', 0.15, 1_600, 20),
  part('E2010', 'Casework', 'sq ft', 0.33, 1_200, 25, 1, ['classrooms', 'library', 'laboratories']),
];

export const OF_A_SITE: readonly Part[] = [
  part('G2010', 'Drives', 'sq ft', 20, 750, 20, 1, ['bus loop', 'service drive']),
  part('G2020', 'Parking', 'sq ft', 45, 700, 18, 1, ['staff', 'visitors']),
  part('G2030', 'Walks', 'sq ft', 11, 1_100, 25, 1, ['front', 'back']),
  part('G2040', 'Playground and fields', 'sq ft', 60, 420, 18, 1, ['playground', 'fields']),
  part('G2050', 'Planting and irrigation', 'sq ft', 90, 160, 25),
  part('G3010', 'Water main', 'student', 1, 38_000, 50),
  part('G3020', 'Sewer', 'student', 1, 33_000, 50),
  part('G3030', 'Storm drains', 'student', 1, 29_000, 50),
  part('G4010', 'Electric service', 'student', 1, 36_000, 40),
  part('G4020', 'Site lighting', 'student', 1, 14_000, 25),
];

/** What the cost basis says of each system; a part that is another has its own figures. */
export const UNITS: readonly Part[] = [...new Map([...OF_A_BUILDING, ...OF_A_SITE].map((one) => [one.systemCode, one])).values()];
const GIVEN = new Set(UNITS);
export const isAsBasisSays = (one: Part): boolean => GIVEN.has(one);

/** What is found wrong where it was not waited for: what it is, and what it costs to put right for each square foot, in cents. */
export const FINDINGS: readonly { systemCode: string; scope: string; priority: number; cents: number }[] = [
  { systemCode: 'B3010', scope: 'Roof leaks at the parapet; flashing has come loose', priority: 2, cents: 90 },
  { systemCode: 'B2010', scope: 'Mortar joints washed out on the weather side', priority: 3, cents: 140 },
  { systemCode: 'B2020', scope: 'Window seals failed; water between the panes', priority: 3, cents: 80 },
  { systemCode: 'C1010', scope: 'Corridor doors do not keep smoke out as the code asks', priority: 1, cents: 45 },
  { systemCode: 'C3020', scope: 'Floor tiles lifted and cracked; people may trip', priority: 2, cents: 70 },
  { systemCode: 'D1010', scope: 'Elevator stops between floors', priority: 1, cents: 60 },
  { systemCode: 'D2020', scope: 'Water pipes corroded; two leaks in a year', priority: 2, cents: 120 },
  { systemCode: 'D3020', scope: 'Boiler section cracked', priority: 2, cents: 110 },
  { systemCode: 'D3050', scope: 'Unit ventilators in one wing give no heat', priority: 1, cents: 170 },
  { systemCode: 'D3060', scope: 'Controls cannot be reached; parts are no longer made', priority: 3, cents: 95 },
  { systemCode: 'D4010', scope: 'No sprinklers in the storage rooms', priority: 1, cents: 65 },
  { systemCode: 'D5010', scope: 'Panel full; breakers trip when heaters run', priority: 2, cents: 85 },
  { systemCode: 'D5030', scope: 'Fire alarm does not reach the annex', priority: 1, cents: 40 },
  { systemCode: 'E1010', scope: 'Walk-in cooler fails the health inspection', priority: 2, cents: 30 },
  { systemCode: 'E2010', scope: 'Laboratory benches swollen and loose', priority: 4, cents: 55 },
];
