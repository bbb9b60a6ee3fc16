import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage } from '#lib/format.ts';
import type { Option } from '#lib/option.ts';
import { m } from '#lib/paraglide/messages.js';
import { didWords, levelWords, reasonsWords, whenWords } from '#lib/words/rule.ts';

export type Rule = components['schemas']['RoutingRule'];
export type DryRun = components['schemas']['RoutingRuleDryRun'];
export type Choices = components['schemas']['RoutingRuleChoices'];
type Body = components['schemas']['RoutingRule'];

type InBoth = { nameEn: string; nameEs: string };
const say = ({ nameEn, nameEs }: InBoth) => inLanguage({ en: nameEn, es: nameEs });

/** What a rule may name, to choose from. */
export const optionsOf = (choices: Choices) => ({
  serviceCodes: choices.services.map((one): Option => ({ value: one.code, label: say(one) })),
  tradeCodes: choices.trades.map((one): Option => ({ value: one.code, label: say(one) })),
  requestTypeIds: choices.requestTypes.map((one): Option => ({ value: one.id, label: say(one) })),
  siteIds: choices.sites.map((one): Option => ({ value: one.id, label: one.name })),
  areaIds: choices.areas.map((one): Option => ({ value: one.id, label: one.name })),
  levels: choices.levels.map((level): Option => ({ value: level, label: levelWords(level) })),
  teamId: choices.teams.map((one): Option => ({ value: one.id, label: one.name })),
});

/** What a rule names by id or code, as the reader calls it. */
export function namesOf(choices: Choices): ReadonlyMap<string, string> {
  return new Map(
    Object.values(optionsOf(choices))
      .flat()
      .map(({ value, label }) => [value, label] as const),
  );
}

const BY_NAME = new Set(['serviceCodes', 'tradeCodes', 'requestTypeIds', 'siteIds', 'areaIds']);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** A rule in one sentence: when it holds, and what it does. */
export function sentenceOf({ conditions, actions }: Pick<Body, 'conditions' | 'actions'>, names: ReadonlyMap<string, string>): string {
  const because = Object.entries(conditions)
    .filter(([condition]) => condition !== 'when')
    .map(([condition, wanted]) => {
      const values = Array.isArray(wanted) ? wanted.map(String) : [text(wanted)];
      return { condition, met: BY_NAME.has(condition) ? values.map((value) => names.get(value) ?? value) : values };
    });
  const why = [...whenWords(conditions['when']), ...reasonsWords(because)].join(m.rule_and());
  const { teamId, ...does } = actions;
  return m.rules_sentence({ why, did: didWords({ ...does, ...(teamId ? { teamName: names.get(text(teamId)) ?? '' } : {}) }) });
}
