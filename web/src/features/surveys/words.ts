import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage, number, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

type Schemas = components['schemas'];
export type Results = NonNullable<Schemas['SurveyResults']['results']>;
export type SchoolResults = NonNullable<Schemas['SchoolSurveyResults']['results']>;
export type Survey = Schemas['Surveys']['items'][number];
export type Comment = Schemas['SurveyComment'];
type Figures = { n: number | null; effective: number | null; adequate: number | null };
export type Shares = Figures & { before: (Figures & { year: number }) | null };
export type ServiceShares = Shares & { code: string; nameEn: string; nameEs: string };

/** A service in the reader's language. */
export const nameOf = ({ nameEn, nameEs }: { nameEn: string; nameEs: string }) => inLanguage({ en: nameEn, es: nameEs });
const whole = (ratio: number) => Math.round(ratio * 100);
/** 0.684 as 68 %; "too few" where nothing is said. */
export const shareWords = (ratio: number | null) => (ratio === null ? m.surveys_hidden() : percent(whole(ratio) / 100));
export const countWords = (n: number | null) => (n === null ? m.surveys_hidden() : number(n));

/** By how many points it changed since the survey before: "+4 since 2025"; nothing where one of the two is not said. */
export function changeWords(now: number | null, before: number | null | undefined, year: number | undefined): string {
  if (now === null || before == null || year === undefined) return '';
  const points = whole(now) - whole(before);
  if (points === 0) return m.surveys_unchanged({ year: String(year) });
  return m.surveys_change({ sign: points < 0 ? '−' : '+', points: Math.abs(points), year: String(year) });
}

const said = (services: readonly ServiceShares[]) =>
  services.filter(({ effective }) => effective !== null).toSorted((a, b) => b.effective! - a.effective!);

/** What the results say, in a sentence. */
export function findingOf(services: readonly ServiceShares[]): string {
  const found = said(services);
  const [best, worst] = [found[0], found.at(-1)];
  if (!best || !worst) return m.surveys_finding_hidden();
  const isEven = found.length > 1 && whole(best.effective!) === whole(worst.effective!);
  if (isEven) return m.surveys_finding_even({ share: shareWords(best.effective) });
  if (best !== worst)
    return m.surveys_finding_most({
      best: nameOf(best),
      bestShare: shareWords(best.effective),
      worst: nameOf(worst),
      worstShare: shareWords(worst.effective),
    });
  const finding = m.surveys_finding_one({ share: shareWords(best.effective), service: nameOf(best) });
  if (best.before?.effective == null) return finding;
  const points = whole(best.effective!) - whole(best.before.effective);
  const words = { finding, points: Math.abs(points), year: String(best.before.year) };
  return points > 0 ? m.surveys_finding_more(words) : points < 0 ? m.surveys_finding_less(words) : m.surveys_finding_same(words);
}

/** How many of a group answered. */
export const turnoutWords = ({ invited, answered, share }: Results['turnout']) =>
  invited === null || answered === null || share === null
    ? m.surveys_turnout_hidden()
    : m.surveys_turnout({ answered: number(answered), invited: number(invited), share: percent(whole(share) / 100) });

const LEVELS: Record<string, () => string> = {
  elementary: m.surveys_level_elementary,
  middle: m.surveys_level_middle,
  high: m.surveys_level_high,
  'multi-level': m.surveys_level_multi_level,
  option: m.surveys_level_option,
  alternative: m.surveys_level_alternative,
  charter: m.surveys_level_charter,
  none: m.surveys_no_school,
};
export const levelWords = (key: string) => LEVELS[key]?.() ?? key;
/** A level, or an area by its name. */
export const groupWords = ({ kind, key, name }: { kind: 'level' | 'area'; key: string; name: string | null }) =>
  kind === 'level' ? levelWords(key) : (name ?? m.surveys_no_area());

const STATES: Record<Survey['state'], () => string> = { draft: m.surveys_state_draft, open: m.surveys_state_open, closed: m.surveys_state_closed };
export const stateWords = (state: Survey['state']) => STATES[state]();
