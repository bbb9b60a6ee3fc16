// Everything that goes wrong happens at schools that do not exist, and with a company that does not.

/** What goes wrong with a project: money is short, part of it is dropped or changed, it comes late, an invoice is disputed, a change waits. */
export type Trouble = {
  site: string;
  kind: string;
  /** Where in its group it comes: the source's code and which of the group's projects. */
  source: string;
  startsAt: number;
  draw?: { share: number; reason: string; code: 'unforeseen' | 'design_error' | 'code' | 'schedule'; inMarch?: true };
  /** The forecast is above the budget, and nobody has decided what to do about it. */
  isUnresolved?: true;
  dropped?: { promise: number; reason: string };
  changed?: { promise: number; reason: string };
  disputed?: string;
  waiting?: { title: string; reason: string; share: number; probability: number };
  slipMonths?: number;
  isOnHold?: true;
};

const made = (name: string) => `${name} (fictitious)`;

export const TROUBLES: readonly Trouble[] = [
  {
    site: made('Marlow Ridge Elementary'),
    kind: 'Classroom addition',
    source: 'bond-a',
    startsAt: 3,
    draw: { share: 0.24, code: 'unforeseen', reason: 'Rock under the foundation that no test hole had shown.' },
    slipMonths: 4,
  },
  {
    site: made('Fox Hollow Middle'),
    kind: 'Roof and heating renewal',
    source: 'bond-a',
    startsAt: 8,
    draw: { share: 0.18, code: 'design_error', reason: 'The drawings left out the steel that carries the new boilers.' },
  },
  {
    site: made('Juniper Flats High'),
    kind: 'Classroom addition',
    source: 'bond-a',
    startsAt: 12,
    draw: { share: 0.3, code: 'schedule', reason: 'Steel and roofing cost more when the work was bid than when it was planned.' },
    slipMonths: 7,
  },
  {
    site: made('Cottonwood Bend K-8'),
    kind: 'Playfields and accessibility',
    source: 'bond-a',
    startsAt: 18,
    dropped: { promise: 0, reason: 'The field lies in a flood plain; the board gave its money to contingency and keeps the accessible paths.' },
  },
  {
    site: made('Quarry Lake Elementary'),
    kind: 'Classroom renovation',
    source: 'bond-a',
    startsAt: 24,
    dropped: { promise: 2, reason: 'The furniture was bought with a grant before the work began, so this money went back to contingency.' },
    changed: { promise: 1, reason: 'Lights are replaced in classrooms and halls; the gym keeps its lights, which were new.' },
  },
  {
    site: made('Pinyon Draw Elementary'),
    kind: 'Roof and heating renewal',
    source: 'bond-b',
    startsAt: 46,
    disputed: 'The invoice bills roof insulation that the inspector did not find in place.',
    slipMonths: 3,
  },
  {
    site: made('Silver Mesa Middle'),
    kind: 'Windows and electrical renewal',
    source: 'bond-b',
    startsAt: 48,
    waiting: {
      title: 'Replace the buried power line',
      reason: 'The old line to the building failed its test and is not in the contract.',
      share: 0.09,
      probability: 0.7,
    },
    isUnresolved: true,
    slipMonths: 5,
  },
  {
    site: made('Larkspur Junction High'),
    kind: 'Career and technical labs',
    source: 'bond-b',
    startsAt: 42,
    draw: { share: 0.16, code: 'code', reason: 'The fire code asks for sprinklers in all the labs.', inMarch: true },
    slipMonths: 2,
  },
  {
    site: made('Granite Park Elementary'),
    kind: 'Plumbing and restrooms',
    source: 'general-fund',
    startsAt: 34,
    draw: { share: 0.2, code: 'unforeseen', reason: 'Pipes in the walls held asbestos, which was removed first.' },
  },
  {
    site: made('Bluestem Crossing Middle'),
    kind: 'Classroom renovation',
    source: 'general-fund',
    startsAt: 60,
    changed: { promise: 0, reason: 'Twelve classrooms instead of fourteen: two will be rebuilt in a later project.' },
    isOnHold: true,
    slipMonths: 6,
  },
];
