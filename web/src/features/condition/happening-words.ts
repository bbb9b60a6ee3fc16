import { money, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { priorityWords, type StructurePage } from './words.ts';

const DID: Record<string, () => string> = {
  recorded: m.findings_did_recorded,
  ended: m.condition_ended,
  changed: m.findings_did_changed,
  photos: m.findings_did_photos,
  'photo-off': m.findings_did_photo_off,
  linked: m.findings_did_linked,
  unlinked: m.findings_did_unlinked,
  asked: m.findings_did_asked,
  'part-added': m.findings_did_changed,
  'part-changed': m.findings_did_changed,
  renewed: m.findings_did_changed,
  removed: m.findings_did_changed,
};
/** What the page says after an act, by the word in its address. */
export const didWords = (did: string | null) => (did && Object.hasOwn(DID, did) ? DID[did]!() : undefined);
/** Acts on components, after which their list stays open. */
export const isOfComponents = (did: string | null) => ['part-added', 'part-changed', 'renewed', 'removed'].includes(did ?? '');

type Event = StructurePage['events'][number];
const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
const record = (value: unknown) => (value && typeof value === 'object' ? (value as Record<string, unknown>) : {});

const FIELDS: Record<string, () => string> = {
  name: m.findings_part_name,
  quantity: m.condition_quantity,
  unit: m.findings_unit,
  unitCost: m.findings_unit_cost,
  unitCostBaseYear: m.findings_unit_cost_year,
  lifeYears: m.findings_life,
  yearInstalled: m.findings_year_installed,
  observed: m.findings_remaining,
  grossAreaSqft: m.findings_facts_area,
  yearBuilt: m.findings_facts_built,
  replacementValue: m.findings_facts_value,
  replacementBaseYear: m.findings_facts_value_year,
  priority: m.condition_priority,
  scope: m.condition_record_scope,
  cost: m.condition_record_cost,
  actualCost: m.condition_end_cost,
  foundOn: m.findings_found_on,
  systemCode: m.findings_system,
  confidenceRatio: m.findings_confidence,
};
const MONEY = new Set(['unitCost', 'replacementValue', 'cost', 'actualCost']);

function valueWords(key: string, value: unknown): string {
  if (value === null || value === undefined) return m.findings_nothing();
  if (key === 'observed') {
    const { on, remainingYears } = record(value);
    return m.findings_observed_words({ years: String(remainingYears), day: String(on) });
  }
  if (key === 'confidenceRatio') return percent(Number(value));
  if (key === 'priority') return priorityWords(Number(value));
  const said = typeof value === 'number' ? String(value) : (text(value) ?? '');
  return MONEY.has(key) ? money(said) : said;
}

/** "Year installed 1998 → 2004", for each field that differs and has words. */
function differenceWords(data: Event['data']): string[] {
  const [before, after] = [record(data['before']), record(data['after'])];
  return Object.keys(after)
    .filter((key) => key in FIELDS)
    .map((key) => `${FIELDS[key]!()} ${valueWords(key, before[key])} → ${valueWords(key, after[key])}`);
}

const KINDS: Record<string, (what: string, data: Event['data']) => string> = {
  deficiency_found: (what) => m.findings_event_found({ what }),
  deficiency_changed: (what) => m.findings_event_changed({ what }),
  deficiency_corrected: (what) => m.findings_event_corrected({ what }),
  deficiency_withdrawn: (what) => m.findings_event_withdrawn({ what }),
  deficiency_funded: (what) => m.findings_event_funded({ what }),
  deficiency_in_work: (what) => m.findings_event_in_work({ what }),
  deficiency_off_work: (what) => m.findings_event_off_work({ what }),
  deficiency_back: (what) => m.findings_event_back({ what }),
  candidate_reported: () => m.findings_event_reported(),
  candidate_proposed: (_what, { orders }) => m.findings_event_proposed({ count: Number(orders) || 0 }),
  candidate_accepted: (what) => m.findings_event_accepted({ what }),
  candidate_dismissed: (what) => m.findings_event_dismissed({ what }),
  photos_added: (what) => m.findings_event_photos({ what }),
  photo_removed: (what) => m.findings_event_photo_off({ what }),
  component_added: (what) => m.findings_event_part_added({ what }),
  component_changed: (what) => m.findings_event_part_changed({ what }),
  // Of old ones the year is not kept.
  component_renewed: (what, { year }) =>
    typeof year === 'number' ? m.findings_event_part_renewed({ what, year: String(year) }) : m.findings_event_part_renewed_once({ what }),
  component_removed: (what) => m.findings_event_part_removed({ what }),
  structure_changed: () => m.findings_event_facts(),
  cost_years_known: () => m.findings_event_cost_years(),
};

/** What happened, in words: "Boiler 1 put right: year installed 1998 → 2004"; undefined for a kind that is told elsewhere. */
export function happeningWords({ kind, data }: Pick<Event, 'kind' | 'data'>): string | undefined {
  const what = text(data['scope']) ?? text(data['name']) ?? '';
  const sentence = Object.hasOwn(KINDS, kind) ? KINDS[kind]!(what, data) : undefined;
  if (sentence === undefined) return undefined;
  const differences = kind === 'component_renewed' ? [] : differenceWords(data);
  return differences.length > 0 ? `${sentence}: ${differences.join('; ')}` : sentence;
}

/** What noting it did to what is deferred. */
export function recordedWords(event: { deferredChange: string } | undefined): string | undefined {
  const change = Number(event?.deferredChange ?? 0);
  if (change === 0) return undefined;
  return change < 0 ? m.findings_recorded_fell({ change: money(-change) }) : m.findings_recorded_rose({ change: money(change) });
}
