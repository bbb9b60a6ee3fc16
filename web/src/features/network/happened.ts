import { mediumDay, money, number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { buildWords, mediumWords, stepWords } from './words.ts';

export type Happened = {
  id: string;
  subject?: string;
  kind: 'added' | 'changed';
  actor: { name: string } | null;
  occurredAt: string;
  data: Record<string, unknown>;
};
type Told = Record<string, unknown>;

const LABELS: Record<string, () => string> = {
  medium: m.network_col_medium,
  downMbps: m.network_circuit_down,
  upMbps: m.network_circuit_up,
  providerId: m.network_col_provider,
  provider: m.network_col_provider,
  contractId: m.network_contract,
  erateFrn: m.network_circuit_frn,
  installedOn: m.network_circuit_installed,
  liveOn: m.network_circuit_live,
  endedOn: m.network_circuit_ended,
  isPathDiverse: m.network_circuit_diverse,
  buildStatus: m.network_circuit_build,
  projectId: m.network_circuit_project,
  project: m.network_circuit_project,
  name: m.network_provider_name,
  number: m.network_contract_number,
  startsOn: m.network_contract_starts,
  endsOn: m.network_col_ends,
  monthly: m.network_contract_monthly,
  year: m.network_year,
  per: m.network_target_per,
  kbps: m.network_target_kbps,
  nameEn: m.network_target_name_en,
  nameEs: m.network_target_name_es,
  source: m.network_source,
  effectiveOn: m.network_way_out_day,
  mbps: m.network_way_out_mbps,
  staff: m.network_staff,
  plannedOn: m.network_milestone_planned,
  doneOn: m.network_milestone_done,
};

/** Lines and targets both have a name that is short. */
const labelOf = ({ subject }: Happened, key: string) =>
  key === 'code' ? (subject === 'target' ? m.network_target_code() : m.network_circuit_code()) : LABELS[key]?.();

const per = (value: unknown) => (value === 'student' ? m.network_per_student() : m.network_per_user());

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
/** `names` has what ids are called. */
function valueWords(key: string, value: unknown, names: Record<string, string>): string {
  if (value === null || value === undefined || value === '') return key === 'providerId' ? m.network_own() : '–';
  if (key === 'medium') return mediumWords(value as 'other');
  if (key === 'buildStatus') return buildWords(value as 'none');
  if (key === 'per') return per(value);
  if (key === 'monthly') return money(textOf(value));
  if (key === 'year') return textOf(value);
  if (key.endsWith('On')) return mediumDay(textOf(value));
  if (typeof value === 'boolean') return value ? m.network_yes() : m.network_no();
  if (typeof value === 'number') return number(value);
  return names[textOf(value)] ?? textOf(value);
}

const partOf = (data: Told, name: 'before' | 'after') => (data[name] ?? {}) as Told;

/** What happened, a sentence for each field: what it was and is, or what it began as. */
export function happenedWords(event: Happened, names: Record<string, string> = {}): string[] {
  const { kind, data } = event;
  const [before, after] = [partOf(data, 'before'), partOf(data, 'after')];
  const known = Object.keys(after).filter((key) => labelOf(event, key) !== undefined);
  if (kind === 'added') {
    const said = known.filter((key) => after[key] !== null && after[key] !== undefined);
    return said.map((key) => `${labelOf(event, key)}: ${valueWords(key, after[key], names)}`);
  }
  const words = (key: string) => ({ before: valueWords(key, before[key], names), after: valueWords(key, after[key], names) });
  return known.map((key) => `${labelOf(event, key)}: ${m.network_circuit_speeds(words(key))}`);
}

/** What it is about, and whether it began then. */
export function titleWords({ kind, data }: Happened): string {
  const done = kind === 'added' ? m.network_circuit_added() : m.network_circuit_changed();
  return typeof data['step'] === 'string' ? `${stepWords(data['step'] as 'live')}: ${done.toLowerCase()}` : done;
}
