import type { FormField, requestTypes } from '../../schema/index.ts';
import { uuidFor } from '../random.ts';

export type Bilingual = readonly [en: string, es: string];
export type RequestType = typeof requestTypes.$inferInsert & { fields: FormField[] };

type Given = {
  code: string;
  trade: string;
  name: Bilingual;
  help: Bilingual;
  /** What people call it, in both languages. */
  keywords: string;
  fields?: FormField[];
  impact?: 'person' | 'room' | 'building' | 'district';
  urgency?: 'can_wait' | 'disrupts' | 'stops_teaching' | 'danger';
  compartment?: 'hr' | 'employee_relations' | 'student_health' | 'meal_eligibility' | 'it_security';
  selfHelp?: Bilingual;
  minutes?: number;
  mayDisturbMaterial?: boolean;
  /** What each order of the kind begins with. */
  checklist?: readonly Bilingual[];
};

/** The rows of one service. HR goes to the site's partner, everything else to a crew. */
export const typesOf = (serviceCode: string, given: readonly Given[]): RequestType[] =>
  given.map((type) => ({
    id: uuidFor(`request type ${type.code}`),
    code: type.code,
    serviceCode,
    tradeCode: type.trade,
    nameEn: type.name[0],
    nameEs: type.name[1],
    helpEn: type.help[0],
    helpEs: type.help[1],
    keywords: type.keywords,
    fields: type.fields ?? [],
    defaultImpact: type.impact ?? 'room',
    defaultUrgency: type.urgency ?? 'disrupts',
    routing: serviceCode === 'hr' ? 'site_partner' : 'team',
    compartment: type.compartment ?? (serviceCode === 'hr' ? 'hr' : null),
    selfHelpEn: type.selfHelp?.[0] ?? null,
    selfHelpEs: type.selfHelp?.[1] ?? null,
    estimateMinutes: type.minutes ?? null,
    mayDisturbMaterial: type.mayDisturbMaterial ?? false,
    checklist: (type.checklist ?? []).map(([en, es]) => ({ en, es })),
  }));

type Extra = Pick<FormField, 'min' | 'max' | 'when'> & { help?: Bilingual; isRequired?: boolean };

const field = (kind: FormField['kind'], key: string, label: Bilingual, { help, isRequired = false, ...rest }: Extra = {}): FormField => ({
  key,
  kind,
  labelEn: label[0],
  labelEs: label[1],
  ...(help ? { helpEn: help[0], helpEs: help[1] } : {}),
  isRequired,
  ...rest,
});

export const text = (key: string, label: Bilingual, extra?: Extra) => field('text', key, label, extra);
export const longText = (key: string, label: Bilingual, extra?: Extra) => field('long_text', key, label, extra);
export const number = (key: string, label: Bilingual, extra?: Extra) => field('number', key, label, extra);
export const date = (key: string, label: Bilingual, extra?: Extra) => field('date', key, label, extra);
export const yesNo = (key: string, label: Bilingual, extra?: Extra) => field('yes_no', key, label, extra);
export const choice = (key: string, label: Bilingual, choices: Record<string, Bilingual>, extra?: Extra): FormField => ({
  ...field('choice', key, label, extra),
  choices: Object.entries(choices).map(([value, [labelEn, labelEs]]) => ({ value, labelEn, labelEs })),
});
