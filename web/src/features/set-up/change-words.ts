import { mediumDay, percentFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { compartmentChoices } from '#lib/words/held.ts';
import { impactWords, urgencyWords } from '#lib/words/impact.ts';
import { priorityWords } from '#lib/words/priority.ts';
import { roleName } from '#lib/words/roles.ts';
import { levelWords } from '#lib/words/rule.ts';
import type { Question } from './draft.ts';
import { calendarLine } from './calendars/lines.ts';
import { kindWords } from './kinds.ts';

/** Names by code, as the reader calls them. */
export type Names = {
  services: Record<string, string>;
  trades: Record<string, string>;
  /** Words for the fields of what not every page tells of: what they are called, and what their codes mean. */
  fields?: { labels: Record<string, () => string>; codes: Record<string, (code: string) => string> };
};
/** One field that differs: a line of text for each thing in it. */
export type Line = { label: string; before: string[]; after: string[] };
type Facts = Record<string, unknown>;

/** A cell of the priority matrix: `room/disrupts`. */
function cellLabel(key: string): string | undefined {
  const [impact, urgency] = key.split('/');
  return impact && urgency ? `${impactWords(impact)}, ${urgencyWords(urgency)}` : undefined;
}

const LABELS: Record<string, () => string> = {
  nameEn: m.set_up_name_en,
  nameEs: m.set_up_name_es,
  helpEn: m.set_up_help_en,
  helpEs: m.set_up_help_es,
  keywords: m.set_up_keywords,
  serviceCode: m.set_up_service,
  tradeCode: m.set_up_trade,
  defaultImpact: m.set_up_impact,
  defaultUrgency: m.set_up_urgency,
  estimateMinutes: m.set_up_estimate,
  mayDisturbMaterial: m.set_up_disturbs,
  compartment: m.set_up_compartment,
  selfHelpEn: m.set_up_self_help_en,
  selfHelpEs: m.set_up_self_help_es,
  isActive: m.set_up_active,
  name: m.set_up_name,
  area: m.set_up_area,
  weeklyHours: m.set_up_hours,
  lead: m.set_up_lead,
  members: m.set_up_members,
  partners: m.set_up_partner,
  buildingSystem: m.set_up_building_systems,
  timeZone: m.calendars_zone,
  week: m.calendars_week,
  exceptions: m.calendars_exceptions,
  calendar: m.calendars_calendar,
  requestType: m.set_up_approval_where,
  condition: m.set_up_approval_when,
  threshold: m.set_up_approval_threshold,
  amountKey: m.set_up_approval_question,
  steps: m.set_up_approval_who,
  isOn: m.rules_field_on,
  position: m.rules_field_position,
  when: m.rules_field_when,
  words: m.rules_words,
  serviceCodes: m.rules_services,
  tradeCodes: m.rules_trades,
  isRemoved: m.rules_removed,
  requestTypes: m.rules_types,
  sites: m.rules_sites,
  areas: m.rules_areas,
  levels: m.rules_levels,
  window: m.rules_field_window,
  serviceHours: m.rules_service_hours,
  requesterRoles: m.rules_roles,
  impacts: m.rules_impacts,
  urgencies: m.rules_urgencies,
  priorities: m.rules_priorities,
  team: m.rules_team,
  setsPriority: m.rules_priority,
  tags: m.rules_tags,
  tell: m.rules_tell,
  checklist: m.checklist_title,
  responseAmount: m.targets_answer,
  resolutionAmount: m.targets_finish,
  responseUnit: m.targets_unit,
  resolutionUnit: m.targets_unit,
  hourly: m.set_up_hourly,
  buildings: m.set_up_buildings,
  effectiveOn: m.buildings_basis_effective,
  baseYear: m.buildings_basis_base_year,
  escalationRatio: m.buildings_basis_escalation,
  locationFactor: m.buildings_basis_location,
  softCostRatio: m.buildings_basis_soft,
  source: m.buildings_basis_source,
  isWithdrawn: m.buildings_basis_state_withdrawn,
  good: m.condition_band_good,
  fair: m.condition_band_fair,
  poor: m.condition_band_poor,
  critical: m.condition_band_critical,
  replacementRatio: m.set_up_replacement_from,
};

const compartmentWords = (code: string) => compartmentChoices().find(({ value }) => value === code)?.label ?? code;
const UNITS: Record<string, () => string> = { working_days: m.targets_working_days, hours: m.targets_hours, planned_date: m.targets_planned };
const ratioWords = (ratio: string) => percentFinely(Number(ratio));
const unitWords = (unit: string) => UNITS[unit]?.() ?? unit;
const CODES: Record<string, (code: string, names: Names) => string> = {
  serviceCode: (code, { services }) => services[code] ?? code,
  tradeCode: (code, { trades }) => trades[code] ?? code,
  defaultImpact: impactWords,
  defaultUrgency: urgencyWords,
  compartment: compartmentWords,
  serviceCodes: (code, { services }) => services[code] ?? code,
  tradeCodes: (code, { trades }) => trades[code] ?? code,
  levels: levelWords,
  requesterRoles: roleName,
  impacts: impactWords,
  urgencies: urgencyWords,
  priorities: priorityWords,
  setsPriority: priorityWords,
  tell: (whom) => (whom === 'lead' ? m.rule_tell_lead() : m.rule_tell_manager()),
  serviceHours: (when) => (when === 'outside' ? m.rule_met_outside() : m.rule_met_within()),
  condition: (condition) => (condition === 'amount' ? m.set_up_approval_from() : m.set_up_approval_always()),
  // Roles and names of one step side by side.
  steps: (step) => step.split(' · ').map(roleName).join(' · '),
  responseUnit: unitWords,
  resolutionUnit: unitWords,
  effectiveOn: mediumDay,
  escalationRatio: ratioWords,
  softCostRatio: ratioWords,
  good: ratioWords,
  fair: ratioWords,
  poor: ratioWords,
  replacementRatio: ratioWords,
  // Of a target; a service's is told by its name.
  calendar: (code) => (code === 'service' ? m.targets_by_service() : code === '24x7' ? m.targets_by_clock() : code),
};

function words(key: string, value: unknown, names: Names): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value === 'boolean') return [value ? m.ui_yes() : m.ui_no()];
  if (Array.isArray(value)) return value.flatMap((one) => words(key, one, names));
  if (typeof value === 'object') return Object.entries(value).map(([inner, one]) => `${inner}: ${words(inner, one, names).join(', ')}`);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [CODES[key]?.(text, names) ?? names.fields?.codes[key]?.(text) ?? (cellLabel(key) ? priorityWords(text) : text)];
}

/** A question as its form has it: what is asked, how it is answered, when. */
function questionWords(question: Question, among: readonly Question[]): string[] {
  const other = among.find(({ key }) => key === question.when?.key);
  const is = question.when?.is;
  const answer = typeof is === 'boolean' ? (is ? m.ui_yes() : m.ui_no()) : (other?.choices?.find(({ value }) => value === is)?.labelEn ?? is ?? '');
  const limits = [question.min === undefined ? '' : `≥ ${question.min}`, question.max === undefined ? '' : `≤ ${question.max}`].filter(Boolean);
  return [
    question.labelEn,
    question.labelEs,
    [kindWords(question.kind), ...limits].join(' '),
    ...(question.choices ?? []).map(({ labelEn, labelEs }) => `· ${labelEn} / ${labelEs}`),
    question.isRequired ? m.set_up_required_yes() : m.set_up_required_no(),
    ...[question.helpEn, question.helpEs].flatMap((help) => help ?? []),
    ...(question.when ? [m.set_up_when_is({ question: other?.labelEn ?? question.when.key, answer })] : []),
  ];
}

const sameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A form, question by question: what is new, what is gone, what reads differently, and where only the order is another. */
function formLines(before: readonly Question[], after: readonly Question[]): Line[] {
  const keys = [...new Set([...after, ...before].map(({ key }) => key))];
  const lines = keys.flatMap((key): Line[] => {
    const [was, is] = [before, after].map((form) => form.find((question) => question.key === key));
    const told = { before: was ? questionWords(was, before) : [], after: is ? questionWords(is, after) : [] };
    if (was && is && sameText(told.before, told.after)) return [];
    return [{ label: m.set_up_question({ question: (is ?? was)!.labelEn }), ...told }];
  });
  const inBoth = (form: readonly Question[], other: readonly Question[]) => form.filter(({ key }) => other.some((one) => one.key === key));
  const [was, is] = [inBoth(before, after), inBoth(after, before)];
  const isMoved = was.some(({ key }, i) => key !== is[i]?.key);
  const named = (form: readonly Question[]) => form.map(({ labelEn }) => labelEn);
  return isMoved ? [...lines, { label: m.set_up_order(), before: named(was), after: named(is) }] : lines;
}

/** What there is to do, each in both languages. */
function listLine(before: unknown, after: unknown): Line[] {
  const told = (items: unknown) =>
    Array.isArray(items)
      ? items.map((item: string | { en: string; es: string }) => (typeof item === 'string' ? item : `${item.en} · ${item.es}`))
      : [];
  const line = { label: m.checklist_title(), before: told(before), after: told(after) };
  return line.before.length || line.after.length ? [line] : [];
}

/** What differs, in the reader's words; empty where something was made and nothing is said of it. */
export function changeLines(before: Facts | null, after: Facts, names: Names): Line[] {
  return Object.keys(after).flatMap((key): Line[] => {
    const calendar = calendarLine(key, before?.[key], after[key]);
    if (calendar) return [{ ...calendar, label: LABELS[key]?.() ?? key }];
    if (key === 'checklist') return listLine(before?.[key], after[key]);
    if (key === 'fields') return formLines((before?.['fields'] ?? []) as Question[], after['fields'] as Question[]);
    const line = {
      label: LABELS[key]?.() ?? names.fields?.labels[key]?.() ?? cellLabel(key) ?? key,
      before: words(key, before?.[key], names),
      after: words(key, after[key], names),
    };
    return line.before.length || line.after.length ? [line] : [];
  });
}
