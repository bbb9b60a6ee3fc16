import { inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { impactWords, urgencyWords } from './impact.ts';
import { priorityWords } from './priority.ts';
import { roleName } from './roles.ts';

type Facts = Record<string, unknown>;
const record = (value: unknown): Facts => (value && typeof value === 'object' ? (value as Facts) : {});
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const inEither = (value: unknown) =>
  typeof value === 'string' ? value : inLanguage({ en: text(record(value)['en']), es: text(record(value)['es']) });
const joined = (values: readonly unknown[], say: (value: string) => string = (value) => value) =>
  values.map((value) => say(inEither(value))).join(', ');

const LEVELS: Record<string, () => string> = {
  elementary: m.rule_level_elementary,
  middle: m.rule_level_middle,
  high: m.rule_level_high,
  'multi-level': m.rule_level_multi,
};
/** The level of a school; what we have no word for is shown as it is. */
export const levelWords = (level: string) => LEVELS[level]?.() ?? level;

/** What of a condition was met: "the school Alder". */
const MET: Record<string, (met: readonly unknown[]) => string> = {
  words: (met) => m.rule_met_words({ what: joined(met, (word) => m.rule_quoted({ word })) }),
  siteIds: (met) => m.rule_met_site({ what: joined(met) }),
  areaIds: (met) => m.rule_met_area({ what: joined(met) }),
  requestTypeIds: (met) => m.rule_met_type({ what: joined(met) }),
  serviceCodes: (met) => m.rule_met_service({ what: joined(met) }),
  tradeCodes: (met) => m.rule_met_trade({ what: joined(met) }),
  levels: (met) => m.rule_met_level({ what: joined(met, levelWords) }),
  requesterRoles: (met) => m.rule_met_role({ what: joined(met, roleName) }),
  impacts: (met) => m.rule_met_impact({ what: joined(met, impactWords) }),
  urgencies: (met) => m.rule_met_urgency({ what: joined(met, urgencyWords) }),
  priorities: (met) => m.rule_met_priority({ what: joined(met, priorityWords) }),
  window: () => m.rule_met_window(),
  serviceHours: (met) => (met.includes('outside') ? m.rule_met_outside() : m.rule_met_within()),
};

/** Why a rule met an order. */
export const reasonsWords = (reasons: unknown) =>
  list(reasons)
    .map((reason) => MET[text(record(reason)['condition'])]?.(list(record(reason)['met'])) ?? '')
    .filter(Boolean);

/** What an order had come to. */
export function whenWords(when: unknown): string[] {
  const { kind, workingHours, share, clock, days } = record(when);
  if (kind === 'unassigned') return [m.rule_when_unassigned({ hours: String(workingHours) })];
  if (kind === 'on_hold') return [m.rule_when_on_hold({ days: String(days) })];
  if (kind !== 'due_share') return [];
  const percent = String(Math.round(Number(share) * 100));
  return [clock === 'response' ? m.rule_when_response({ percent }) : m.rule_when_resolution({ percent })];
}

/** What was done: "crew Night plumbers instead of Plumbers; tags: gas". */
export function didWords(did: Facts): string {
  const { teamName, teamBefore, priority, priorityBefore, tags, tell } = did;
  const parts = [
    text(teamName) &&
      (text(teamBefore) ? m.rule_did_team({ team: text(teamName), before: text(teamBefore) }) : m.rule_did_team_new({ team: text(teamName) })),
    text(priority) &&
      (text(priorityBefore)
        ? m.rule_did_priority({ priority: priorityWords(text(priority)), before: priorityWords(text(priorityBefore)) })
        : m.rule_did_priority_new({ priority: priorityWords(text(priority)) })),
    list(tags).length > 0 && m.rule_did_tags({ tags: joined(list(tags)) }),
    list(tell).length > 0 && m.rule_did_tell({ whom: joined(list(tell), (whom) => (whom === 'lead' ? m.rule_tell_lead() : m.rule_tell_manager())) }),
  ];
  return parts.filter(Boolean).join('; ');
}

/** One rule of the desk as an order tells of it: what it is called, why it met the order, and what it did. */
export function ruleWords(told: unknown): string {
  const { rule, because, when, did } = record(told);
  const why = [...whenWords(when), ...reasonsWords(because)].join(m.rule_and());
  return m.rule_told({ name: text(record(rule)['name']), why, did: didWords(record(did)) });
}

/** The days of the week, Sunday first. */
export const dayNames = () => [m.rule_day_0(), m.rule_day_1(), m.rule_day_2(), m.rule_day_3(), m.rule_day_4(), m.rule_day_5(), m.rule_day_6()];
