import type { Read } from '#kernel/cells.ts';
import { isBlank, isSpreadsheetError, trimmed } from '#kernel/cells.ts';

/** What a person said of words in this file: "Structural" → "B1010". */
export type Said = Readonly<Record<string, string>>;

/** As it is compared: letters and digits only, small. */
export const plain = (text: string): string =>
  trimmed(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9²]+/g, ' ')
    .trim();
/** What words that are meant alike begin with: "Structure" and "Structural". */
export const stemOf = (text: string): string =>
  plain(text)
    .split(' ')
    .map((word) => (word.length > 5 ? word.replace(/(?:ally|als?|ings?|ed|es?|s)$/, '') : word))
    .join(' ');

function saidOf(said: Said, text: string): string | undefined {
  const word = plain(text);
  const entries = Object.entries(said);
  return (entries.find(([key]) => plain(key) === word) ?? entries.find(([key]) => stemOf(key) === stemOf(text)))?.[1];
}

/** By what assessors call their priorities; ours go from 1 critical to 4 desirable. */
const PRIORITIES: Record<string, number> = {
  critical: 1,
  'currently critical': 1,
  immediate: 1,
  emergency: 1,
  urgent: 1,
  'life safety': 1,
  necessary: 2,
  'potentially critical': 2,
  high: 2,
  'short term': 2,
  serious: 2,
  deferrable: 3,
  'not yet critical': 3,
  'necessary not yet critical': 3,
  medium: 3,
  moderate: 3,
  'mid term': 3,
  desirable: 4,
  recommended: 4,
  discretionary: 4,
  enhancement: 4,
  optional: 4,
  low: 4,
  'long term': 4,
};

/** 1 to 4, out of "2", "P2", "Priority 2 - Necessary" and the words of other assessors. */
export function readPriority(text: string, said: Said): Read<number> {
  if (isBlank(text)) return { value: null };
  if (isSpreadsheetError(text)) return { fault: 'spreadsheet_error' };
  const word = plain(saidOf(said, text) ?? text);
  const numbered = /^(?:p|prio|priority|level|class|category)? ?([1-4])(?: .*| 0)?$/.exec(word);
  const priority = numbered ? Number(numbered[1]) : PRIORITIES[word];
  return priority === undefined ? { fault: 'unknown_priority' } : { value: priority };
}

const UNITS: Record<string, readonly string[]> = {
  'sq ft': ['sf', 'sqft', 'sq ft', 'square feet', 'square foot', 'sq feet', 'ft2', 'ft²', 'gsf', 's f'],
  'sq yd': ['sy', 'sq yd', 'square yards', 'square yard'],
  'lin ft': ['lf', 'lin ft', 'linear feet', 'linear foot', 'ln ft', 'ft', 'feet', 'l f'],
  'cu yd': ['cy', 'cu yd', 'cubic yards', 'cubic yard'],
  each: ['ea', 'each', 'unit', 'units', 'no', 'nos', 'pc', 'pcs', 'piece', 'pieces', 'count', 'qty'],
  ton: ['ton', 'tons', 'tn'],
  student: ['student', 'students', 'pupil', 'pupils'],
  'lump sum': ['ls', 'lump sum', 'lot', 'lump', 'allowance', 'job'],
  kW: ['kw', 'kilowatt', 'kilowatts'],
  gal: ['gal', 'gallon', 'gallons'],
  cfm: ['cfm'],
};
const UNIT_OF = new Map(Object.entries(UNITS).flatMap(([unit, words]) => words.map((word) => [word, unit] as const)));
const UNIT_LENGTH = 20;

/** A unit in one spelling; one that nobody knows stays as it is written, and `isKnown` says so. */
export function readUnit(text: string, said: Said): Read<string> & { isKnown?: boolean } {
  if (isBlank(text)) return { value: null };
  if (isSpreadsheetError(text)) return { fault: 'spreadsheet_error' };
  const word = saidOf(said, text) ?? trimmed(text);
  const unit = UNIT_OF.get(plain(word));
  if (unit !== undefined) return { value: unit, isKnown: true };
  return word.length > UNIT_LENGTH ? { fault: 'too_long' } : { value: word, isKnown: false };
}

/** What people call systems that UNIFORMAT II names otherwise, by stem. */
const SYSTEMS: Record<string, string> = Object.fromEntries(
  Object.entries({
    A1010: ['foundation', 'foundations'],
    B2010: ['exterior wall', 'masonry', 'brick'],
    B2020: ['window', 'windows', 'glazing'],
    B2030: ['exterior door', 'outer doors'],
    B3010: ['roof', 'roofing', 'roof covering'],
    C1020: ['interior door', 'inner doors'],
    C3010: ['wall finish', 'painting'],
    C3020: ['flooring', 'floor finish', 'carpet'],
    C3030: ['ceiling', 'ceilings'],
    D1010: ['elevator', 'elevators'],
    D2010: ['plumbing fixture', 'fixtures'],
    D2020: ['domestic water', 'water distribution'],
    D2030: ['sewer', 'sanitary'],
    D3020: ['boiler', 'boilers', 'heating', 'heat generation'],
    D3030: ['chiller', 'chillers', 'cooling'],
    D3040: ['hvac distribution', 'ductwork'],
    D3050: ['rooftop unit', 'unit ventilator', 'package units'],
    D3060: ['controls', 'hvac controls', 'building automation'],
    D4010: ['sprinkler', 'fire sprinkler'],
    D5010: ['electrical service', 'switchgear'],
    D5020: ['lighting', 'branch wiring'],
    D5030: ['fire alarm', 'communications', 'security'],
    E1010: ['kitchen equipment', 'food service equipment'],
    E2010: ['casework'],
    G2010: ['roads', 'drives'],
    G2020: ['parking', 'parking lot', 'asphalt'],
    G2030: ['sidewalk', 'walks'],
    G2040: ['playground', 'fields'],
    G2050: ['irrigation', 'landscape'],
  }).flatMap(([code, words]) => words.map((word) => [stemOf(word), code])),
);

export type Systems = {
  /** Level by code. */
  levels: ReadonlyMap<string, number>;
  /** Codes of level 3 by the plain name. */
  byName: ReadonlyMap<string, string>;
};

const CODE = /^([A-G]) ?(\d{2}) ?(\d{2})?(?!\d)/i;

/** A UNIFORMAT II code of level 3, out of itself, one with words, its name, or words that mean it. */
export function readSystem(text: string, said: Said, { levels, byName }: Systems): Read<string> {
  if (isBlank(text)) return { value: null };
  if (isSpreadsheetError(text)) return { fault: 'spreadsheet_error' };
  const word = saidOf(said, text) ?? text;
  const [, letter, two, three] = CODE.exec(trimmed(word)) ?? [];
  if (letter && two) {
    const code = `${letter.toUpperCase()}${two}${three ?? ''}`;
    if (three && levels.get(code) === 3) return { value: code };
    return { fault: levels.has(code) ? 'system_too_coarse' : 'unknown_system' };
  }
  const code = byName.get(plain(word)) ?? SYSTEMS[stemOf(word)];
  return code === undefined ? { fault: 'unknown_system' } : { value: code };
}

export const RATINGS = ['good', 'fair', 'poor', 'unsatisfactory', 'not_applicable'] as const;
export type Rating = (typeof RATINGS)[number];
const RATING_WORDS: Record<string, Rating> = {
  good: 'good',
  excellent: 'good',
  new: 'good',
  fair: 'fair',
  average: 'fair',
  poor: 'poor',
  unsatisfactory: 'unsatisfactory',
  failed: 'unsatisfactory',
  critical: 'unsatisfactory',
  'n a': 'not_applicable',
  na: 'not_applicable',
  'not applicable': 'not_applicable',
};

/** An assessor's word for a system. */
export function readRating(text: string, said: Said): Read<Rating> {
  if (isSpreadsheetError(text)) return { fault: 'spreadsheet_error' };
  if (isBlank(text)) return { value: null };
  const rating = RATING_WORDS[plain(saidOf(said, text) ?? text)];
  return rating ? { value: rating } : { fault: 'unknown_rating' };
}

/** Words of one column that look alike but are not the same, each group together: "Structure" and "Structural". */
export function lookAlikes(words: Iterable<string>): string[][] {
  const groups = Map.groupBy(new Set([...words].map(trimmed).filter((word) => word !== '')), stemOf);
  return [...groups.values()].filter((group) => new Set(group.map(plain)).size > 1).map((group) => group.toSorted());
}
