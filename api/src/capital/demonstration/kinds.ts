/** What is built, as voters were told: the promises of a project, with their share of its money and the building systems they renew. */
type Promise = { words: string; share: number; systems?: readonly string[] };
export type Kind = { name: string; weight: number; often: number; isSecurity?: true; summary: string; promises: readonly Promise[] };

export const KINDS: readonly Kind[] = [
  {
    name: 'Roof and heating renewal',
    weight: 1,
    often: 6,
    summary: 'The old roof is replaced, and the boilers that heat the building are renewed.',
    promises: [
      { words: 'Replace the roof', share: 0.45, systems: ['B30'] },
      { words: 'Renew boilers and pumps', share: 0.35, systems: ['D3020', 'D3030', 'D3040', 'D3010'] },
      { words: 'Renew the controls of heating and air', share: 0.2, systems: ['D3060', 'D3050', 'D3070'] },
    ],
  },
  {
    name: 'Classroom renovation',
    weight: 1.4,
    often: 5,
    summary: 'Classrooms get new floors, ceilings, lights and furniture.',
    promises: [
      { words: 'Renovate classrooms: floors, ceilings and walls', share: 0.5, systems: ['C30', 'C10'] },
      { words: 'Replace lighting', share: 0.25, systems: ['D5020'] },
      { words: 'Replace furniture', share: 0.25, systems: ['E20'] },
    ],
  },
  {
    name: 'Classroom addition',
    weight: 2.4,
    often: 3,
    summary: 'New classrooms take the place of temporary buildings.',
    promises: [
      { words: 'Build an addition of eight classrooms', share: 0.8 },
      { words: 'Remove the temporary classrooms', share: 0.2 },
    ],
  },
  {
    name: 'Secure entrance',
    weight: 0.35,
    often: 3,
    isSecurity: true,
    summary: 'The entrance is made safer.',
    promises: [{ words: 'Build a secure entrance', share: 1 }],
  },
  {
    name: 'Plumbing and restrooms',
    weight: 0.8,
    often: 3,
    summary: 'Water pipes and restrooms are renewed so that everybody can use them.',
    promises: [
      { words: 'Renew the restrooms', share: 0.6, systems: ['D2010', 'C3020'] },
      { words: 'Replace water pipes', share: 0.4, systems: ['D2020', 'D2030'] },
    ],
  },
  {
    name: 'Windows and electrical renewal',
    weight: 1.1,
    often: 3,
    summary: 'Windows are replaced, and the electrical service is renewed.',
    promises: [
      { words: 'Replace the windows', share: 0.5, systems: ['B20'] },
      { words: 'Renew the electrical service', share: 0.5, systems: ['D5010', 'D5090'] },
    ],
  },
  {
    name: 'Career and technical labs',
    weight: 1.6,
    often: 2,
    summary: 'Shops and labs are rebuilt for career and technical classes.',
    promises: [
      { words: 'Rebuild shops and labs', share: 0.7, systems: ['C10', 'C30'] },
      { words: 'Equip the labs', share: 0.3 },
    ],
  },
  {
    name: 'Playfields and accessibility',
    weight: 0.6,
    often: 2,
    summary: 'Fields and paths are rebuilt so that everybody can get there.',
    promises: [
      { words: 'Rebuild the playfield', share: 0.6, systems: ['G20'] },
      { words: 'Build ramps and accessible paths', share: 0.4, systems: ['D10', 'G10'] },
    ],
  },
];

/** Companies, all of them made up. */
export const ARCHITECTS = ['Larch & Loam Architects', 'Fourth Ridge Design', 'Plumb Line Studio', 'Meridian Schoolworks Design'];
export const BUILDERS = [
  'Tenfold Constructors',
  'Bluebark Builders',
  'Stonecrop General Contractors',
  'Highplain Construction',
  'Sawtooth & Sons Construction',
  'Copperline Builders',
  'Northgate School Construction',
  'Wheelwright Contractors',
];
export const SUPPLIERS = ['Schoolroom Supply of Nowhere', 'Brightdesk Furnishings', 'Evergood Equipment'];
export const SERVICES = ['Clearpath Testing and Permits', 'Steady Hands Moving', 'Third Eye Inspections'];
/** Those in troubles. */
export const TROUBLED_BUILDER = 'Example Ridge Contractors';
export const CHARTER_PAYEE = 'Charter schools of the district, by share';
