import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage, number, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Grouping } from './asked.ts';

export type Network = components['schemas']['NetworkFigures'];
export type School = Network['schools'][number];
export type Group = Network['groupings'][number]['groups'][number];
export type SchoolNetwork = components['schemas']['SchoolNetwork'];
export type SchoolPage = SchoolNetwork & { measurements: components['schemas']['BandwidthMeasurementList']['items'] };
export type Dip = components['schemas']['NetworkDip'];
export type Target = NonNullable<Network['target']>;

const MEDIUMS: Record<School['mediums'][number], () => string> = {
  owned_fibre: m.network_medium_owned_fibre,
  leased_dark: m.network_medium_leased_dark,
  leased_lit: m.network_medium_leased_lit,
  fixed_wireless: m.network_medium_fixed_wireless,
  other: m.network_medium_other,
};
export const mediumWords = (medium: School['mediums'][number]) => MEDIUMS[medium]();
export const mediumChoices = () => Object.entries(MEDIUMS).map(([value, label]) => ({ value, label: label() }));

const BUILD: Record<NonNullable<School['buildStatus']>, () => string> = {
  none: m.network_build_none,
  planned: m.network_build_planned,
  design: m.network_build_design,
  construction: m.network_build_construction,
  built: m.network_build_built,
};
export const buildWords = (status: NonNullable<School['buildStatus']>) => BUILD[status]();
export const buildChoices = () => Object.entries(BUILD).map(([value, label]) => ({ value, label: label() }));

const STEPS = {
  survey: m.network_step_survey,
  design: m.network_step_design,
  permit: m.network_step_permit,
  construction: m.network_step_construction,
  splice: m.network_step_splice,
  live: m.network_step_live,
};
export const stepWords = (step: keyof typeof STEPS) => STEPS[step]();

export const targetWords = ({ nameEn, nameEs }: Target) => inLanguage({ en: nameEn, es: nameEs });
export const unitWords = (target: Target | null) => (target?.per === 'student' ? m.network_unit_student() : m.network_unit_user());
export const kbps = (value: number | null) => (value === null ? '–' : number(Math.round(value)));
export const mbps = (value: number | null | undefined) =>
  value === null || value === undefined ? '–' : number(value >= 10 ? Math.round(value) : value);

const LEVELS: Record<string, () => string> = {
  elementary: m.network_level_elementary,
  middle: m.network_level_middle,
  high: m.network_level_high,
  'multi-level': m.network_level_multi,
};
const NEEDS: Record<string, () => string> = {
  '1': m.network_group_need_1,
  '2': m.network_group_need_2,
  '3': m.network_group_need_3,
  '4': m.network_group_need_4,
};
/** What a group is called. */
export function groupWords(by: Grouping, { key, name }: Pick<Group, 'key' | 'name'>): string {
  if (key === 'none') return m.network_group_none();
  if (by === 'area') return name ?? m.network_group_none();
  if (by === 'fibre') return key === 'fibre' ? m.network_group_fibre() : m.network_group_other();
  return (by === 'need' ? NEEDS[key] : LEVELS[key])?.() ?? key;
}

/** The group that a school is in, as the API names it. */
export const groupKey = (by: Grouping, school: School): string =>
  String({ level: school.level, need: school.needQuarter, area: school.area?.id, fibre: school.hasFibre ? 'fibre' : 'other' }[by] ?? 'none');

const BY: Record<Grouping, () => string> = { need: m.network_by_need, level: m.network_by_level, area: m.network_by_area, fibre: m.network_by_fibre };
export const byWords = (by: Grouping) => BY[by]();

/** Why a school is below, in one or two sentences. */
export function whyWords({ cause, downMbps, students, users, hasFibre, mediums, buildStatus }: School, target: Target | null): string {
  if (cause === null) return '';
  const people = target?.per === 'student' ? m.network_people({ count: number(students ?? 0) }) : m.network_users({ count: number(users ?? 0) });
  const said = { link: () => m.network_why_link({ mbps: mbps(downMbps), people }), way_out: m.network_why_way_out, both: m.network_why_both }[
    cause
  ]();
  const waits = !hasFibre || !mediums.includes('owned_fibre');
  return waits && buildStatus !== null && buildStatus !== 'built' && cause !== 'way_out'
    ? `${said} ${m.network_why_fibre({ state: buildWords(buildStatus) })}`
    : said;
}

/** What the figures say, as the title of the page's chart, and a sentence more. */
export function findingOf({ schools, target }: Network): { title: string; why: string } {
  const judged = schools.filter(({ isAtTarget }) => isAtTarget !== null);
  if (!target || judged.length === 0) return { title: target ? m.network_finding_none() : m.network_no_target(), why: '' };
  const below = judged.filter(({ isAtTarget }) => isAtTarget === false).toSorted((a, b) => a.againstKbps! - b.againstKbps!);
  const words = { count: number(judged.length), target: targetWords(target) };
  const [worst] = below;
  if (!worst) return { title: m.network_finding_all(words), why: '' };
  const leased = below.filter(({ mediums }) => !mediums.includes('owned_fibre')).length;
  return {
    title: m.network_finding_below({ below: number(below.length), ...words }),
    why: m.network_finding_why({ leased: number(leased), school: worst.site.name, kbps: `${kbps(worst.againstKbps)} ${unitWords(target)}` }),
  };
}

export const share = (part: number, whole: number) =>
  `${m.network_of({ part: number(part), whole: number(whole) })}${whole ? ` (${percent(part / whole)})` : ''}`;
