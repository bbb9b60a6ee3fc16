import type { components } from '#lib/api/schema.gen.ts';
import { mediumDay, money, moneyBriefly, numberFinely, percent, percentFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

export type Outlook = components['schemas']['CapitalOutlook'];
export type Scenario = components['schemas']['OutlookScenario'];
type Milestone = Outlook['series'][number]['milestones'][number];

/** "Aug 2027" from 2027-08-01. */
export const monthWords = (month: string) =>
  new Intl.DateTimeFormat(getLocale() === 'es' ? 'es-US' : 'en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}T12:00:00Z`),
  );

/** Of which day the figures are, and when they last agreed with the finance system. */
export const standWords = ({ asOf, reconciledOn }: { asOf: string; reconciledOn: string | null }) =>
  [
    m.outlook_as_of({ day: mediumDay(asOf) }),
    reconciledOn === null ? m.outlook_never_reconciled() : m.outlook_reconciled({ day: mediumDay(reconciledOn) }),
  ].join(' ');

export const testWords = ({ rule, ratio, months }: Milestone) =>
  rule === 'construction'
    ? m.outlook_test_construction({ ratio: percent(ratio), months: String(months) })
    : m.outlook_test_expectation({ ratio: percent(ratio), months: String(months) });

const STATES: Record<Milestone['state'], (given: { short: string }) => string> = {
  met: () => m.outlook_state_met(),
  ahead: m.outlook_state_ahead,
  retainage: () => m.outlook_state_retainage(),
  missed: m.outlook_state_missed,
};
export const stateWords = ({ state, short }: Milestone) => STATES[state]({ short: moneyBriefly(short) });

const orUnknown = (value: string | null, words: (value: string) => string) => (value === null ? m.outlook_unknown() : words(value));
const index = (value: number | null) => (value === null ? m.outlook_unknown() : numberFinely(value));

/** Each measure of earned value with what it means. */
export const earnedRows = (found: Outlook['earnedValue']) => [
  {
    key: 'bac',
    label: m.outlook_bac(),
    value: money(found.bac),
    means: m.outlook_bac_means({ projects: String(found.projects), without: String(found.withoutDates) }),
  },
  { key: 'pv', label: m.outlook_pv(), value: money(found.pv), means: m.outlook_pv_means() },
  { key: 'ev', label: m.outlook_ev(), value: money(found.ev), means: m.outlook_ev_means() },
  { key: 'ac', label: m.outlook_ac(), value: money(found.ac), means: m.outlook_ac_means() },
  { key: 'cpi', label: m.outlook_cpi(), value: index(found.cpi), means: m.outlook_cpi_means() },
  { key: 'spi', label: m.outlook_spi(), value: index(found.spi), means: m.outlook_spi_means() },
  { key: 'eac-cpi', label: m.outlook_eac_cpi(), value: orUnknown(found.eacAtCpi, money), means: m.outlook_eac_cpi_means() },
  { key: 'eac-plan', label: m.outlook_eac_plan(), value: money(found.eacAtPlan), means: m.outlook_eac_plan_means() },
  { key: 'eac-both', label: m.outlook_eac_both(), value: orUnknown(found.eacAtCpiSpi, money), means: m.outlook_eac_both_means() },
  { key: 'tcpi', label: m.outlook_tcpi(), value: index(found.tcpi), means: m.outlook_tcpi_means() },
];

const signed = (ratio: number) => `${ratio > 0 ? '+' : ''}${percentFinely(ratio)}`;
export const assumedWords = ({ assumptions: given }: Scenario) =>
  m.outlook_assumed_words({
    revenue: signed(given.revenueGrowth),
    spend: signed(given.spendGrowth),
    cost: percentFinely(given.costEscalation),
    contingency: percentFinely(given.contingency),
    renewal: percentFinely(given.renewal),
  });
