import type { Rule } from './rule.ts';

/** A rule as its form has it: every field with all that is chosen or written in it. */
export type Values = Record<string, string[]>;

const LISTS = [
  'serviceCodes',
  'tradeCodes',
  'requestTypeIds',
  'siteIds',
  'areaIds',
  'levels',
  'requesterRoles',
  'impacts',
  'urgencies',
  'priorities',
] as const;
const DAYS = ['0', '1', '2', '3', '4', '5', '6'];

const two = (n: number) => String(n).padStart(2, '0');
const timeOf = (minutes: number) => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
const minutesOf = (time: string) => {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};
const record = (value: unknown) => (value && typeof value === 'object' ? (value as Record<string, unknown>) : {});
const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const single = (value: unknown): string[] =>
  value === undefined || value === null ? [] : [typeof value === 'string' ? value : JSON.stringify(value)];

/** A rule that there is, for its form. */
export function valuesOf({ name, trigger, conditions, actions }: Pick<Rule, 'name' | 'trigger' | 'conditions' | 'actions'>): Values {
  const [window, when] = [record(conditions['window']), record(conditions['when'])];
  const hasWindow = conditions['window'] !== undefined;
  return {
    name: [name],
    trigger: [trigger],
    ...Object.fromEntries(LISTS.map((list) => [list, listed(conditions[list])])),
    words: [listed(conditions['words']).join(', ')],
    days: hasWindow ? listed(window['days']) : [],
    from: hasWindow ? [timeOf(Number(window['from']))] : [],
    until: hasWindow ? [timeOf(Number(window['until']))] : [],
    serviceHours: single(conditions['serviceHours']),
    whenKind: when['kind'] === 'due_share' ? [`${String(when['clock'])} ${String(when['share'])}`] : single(when['kind']),
    whenAmount: single(when['workingHours'] ?? when['days']),
    teamId: single(actions['teamId']),
    priority: single(actions['priority']),
    tags: [listed(actions['tags']).join(', ')],
    tell: listed(actions['tell']),
  };
}

/** All that the form says. */
export function readValues(form: FormData): Values {
  const values: Values = {};
  for (const [name, value] of form) if (typeof value === 'string' && value.trim() !== '') (values[name] ??= []).push(value.trim());
  return values;
}

const some = (values: readonly string[] | undefined) => (values?.length ? [...values] : undefined);
const words = (values: readonly string[] | undefined) =>
  some(
    (values ?? [])
      .flatMap((value) => value.split(/[,\n]/))
      .map((word) => word.trim())
      .filter(Boolean),
  );

function whenOf(kind: string | undefined, amount: string | undefined) {
  if (kind === 'unassigned') return { kind, workingHours: Number(amount) } as const;
  if (kind === 'on_hold') return { kind, days: Number(amount) } as const;
  const [clock, share] = (kind ?? '').split(' ');
  if (clock !== 'response' && clock !== 'resolution') return undefined;
  return { kind: 'due_share', clock, share: share === '1' ? 1 : 0.75 } as const;
}

const windowOf = ({ days, from, until }: Values) =>
  days?.length || from?.length || until?.length
    ? { days: (days?.length ? days : DAYS).map(Number), from: minutesOf(from?.[0] ?? '00:00'), until: minutesOf(until?.[0] ?? '24:00') }
    : undefined;

/** The form as the API takes it: what is empty is left out. */
export const requestOf = (values: Values) => ({
  name: values['name']?.[0] ?? '',
  trigger: values['trigger']?.[0] === 'escalation' ? ('escalation' as const) : ('submitted' as const),
  conditions: {
    ...Object.fromEntries(LISTS.map((list) => [list, some(values[list])])),
    words: words(values['words']),
    window: windowOf(values),
    serviceHours: values['serviceHours']?.[0] as 'within' | 'outside' | undefined,
    when: values['trigger']?.[0] === 'escalation' ? whenOf(values['whenKind']?.[0], values['whenAmount']?.[0]) : undefined,
  },
  actions: {
    teamId: values['teamId']?.[0],
    priority: values['priority']?.[0] as 'P1' | undefined,
    tags: words(values['tags']),
    tell: some(values['tell']) as ('lead' | 'manager')[] | undefined,
  },
});
