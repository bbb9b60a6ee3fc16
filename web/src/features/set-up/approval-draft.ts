import type { components } from '#lib/api/schema.gen.ts';
import { typedAmount } from '#lib/typed-amount.ts';

export type Policy = components['schemas']['ApprovalPolicy'];
export const ROLES = ['site_administrator', 'service_manager', 'administrator', 'capital_manager', 'technology_coordinator', 'finance'] as const;
type Role = (typeof ROLES)[number];

/** So many steps the form has, one after the other; what is left empty is none. */
export const STEPS = 3;

/** A policy as its form holds it: everything is text. `where` is a service, or `service/kind`. */
export type PolicyDraft = {
  name: string;
  where: string;
  condition: 'always' | 'amount';
  threshold: string;
  /** `kind question`, where an answer says the amount. */
  amount: string;
  isActive: boolean;
  steps: { roles: string[]; personIds: string[] }[];
};

const padded = (steps: PolicyDraft['steps']) =>
  Array.from({ length: Math.max(STEPS, steps.length) }, (_step, i) => steps[i] ?? { roles: [], personIds: [] });

export const newPolicy = (): PolicyDraft => ({
  name: '',
  where: '',
  condition: 'always',
  threshold: '',
  amount: '',
  isActive: true,
  steps: padded([{ roles: ['site_administrator'], personIds: [] }]),
});

export const draftOfPolicy = (policy: Policy): PolicyDraft => ({
  name: policy.name,
  where: policy.requestTypeId ? `${policy.serviceCode}/${policy.requestTypeId}` : policy.serviceCode,
  condition: policy.condition,
  threshold: policy.threshold ?? '',
  amount: policy.amountKey === null ? '' : `${policy.requestTypeId ?? ''} ${policy.amountKey}`,
  isActive: policy.isActive,
  steps: padded(policy.steps.map(({ roles, people }) => ({ roles: [...roles], personIds: people.map(({ id }) => id) }))),
});

const texts = (form: FormData, name: string) => form.getAll(name).filter((value): value is string => typeof value === 'string' && value !== '');
const text = (form: FormData, name: string) => (texts(form, name)[0] ?? '').trim();

/** What was typed. */
export const readPolicyDraft = (form: FormData): PolicyDraft => ({
  name: text(form, 'name'),
  where: text(form, 'where'),
  condition: text(form, 'condition') === 'amount' ? 'amount' : 'always',
  threshold: typedAmount(text(form, 'threshold')),
  amount: text(form, 'amount'),
  isActive: text(form, 'isActive') === 'yes',
  steps: padded(
    Array.from({ length: 5 }, (_step, i) => ({ roles: texts(form, `roles${i}`), personIds: [...new Set(texts(form, `person${i}`))] })).slice(
      0,
      STEPS + 2,
    ),
  ).slice(0, 5),
});

/** The same as the API takes it. What has no amount says none. */
export function policyRequestOf(draft: PolicyDraft) {
  const [serviceCode = '', requestTypeId] = draft.where.split('/');
  const isAmount = draft.condition === 'amount';
  return {
    name: draft.name,
    serviceCode,
    requestTypeId: requestTypeId ?? null,
    condition: draft.condition,
    threshold: isAmount && draft.threshold ? draft.threshold : null,
    amountKey: isAmount ? (draft.amount.split(' ')[1] ?? null) : null,
    isActive: draft.isActive,
    steps: draft.steps
      .filter(({ roles, personIds }) => roles.length + personIds.length > 0)
      .map(({ roles, personIds }) => ({ roles: roles as Role[], personIds })),
  };
}

/** All that was typed, to be carried through the look. */
export const policyPairs = (draft: PolicyDraft): [string, string][] => [
  ['name', draft.name],
  ['where', draft.where],
  ['condition', draft.condition],
  ['threshold', draft.threshold],
  ['amount', draft.amount],
  ['isActive', draft.isActive ? 'yes' : ''],
  ...draft.steps.flatMap(({ roles, personIds }, i) => [
    ...roles.map((role): [string, string] => [`roles${i}`, role]),
    ...personIds.map((id): [string, string] => [`person${i}`, id]),
  ]),
];
