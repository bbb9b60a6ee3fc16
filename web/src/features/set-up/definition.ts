import { withKeys } from './build.ts';
import type { Draft, DraftQuestion, Question } from './draft.ts';
import { pairLines } from './lines.ts';

function whenOf(when: string, fields: readonly DraftQuestion[]): Question['when'] {
  const [key = '', ...rest] = when.split('=');
  const is = rest.join('=');
  const isYesNo = fields.some((field) => field.key === key && field.kind === 'yes_no');
  return { key, is: isYesNo ? is === 'yes' : is };
}
const orNothing = <Name extends string>(name: Name, text: string) => (text.trim() ? { [name]: text.trim() } : {}) as Partial<Record<Name, string>>;
const limit = <Name extends string>(name: Name, text: string) => (text.trim() ? { [name]: Number(text) } : {}) as Partial<Record<Name, number>>;
const HAS_MAX: readonly Question['kind'][] = ['text', 'long_text', 'number'];

/** The questions as the API takes them: only what their kind has. */
const questionsOf = (fields: readonly DraftQuestion[]): Question[] =>
  fields.map((field) => ({
    key: field.key,
    kind: field.kind,
    labelEn: field.labelEn.trim(),
    labelEs: field.labelEs.trim(),
    ...orNothing('helpEn', field.helpEn),
    ...orNothing('helpEs', field.helpEs),
    isRequired: field.isRequired,
    ...(field.kind === 'choice'
      ? { choices: field.choices.map((c) => ({ value: c.value, labelEn: c.labelEn.trim(), labelEs: c.labelEs.trim() })) }
      : {}),
    ...(field.kind === 'number' ? limit('min', field.min) : {}),
    ...(HAS_MAX.includes(field.kind) ? limit('max', field.max) : {}),
    ...(field.when ? { when: whenOf(field.when, fields) } : {}),
  }));

/** The draft as the API takes it, keys made. */
export function requestOf(given: Draft) {
  const draft = withKeys(given);
  const [serviceCode = '', tradeCode = ''] = draft.trade.split('/');
  const { mayDisturbMaterial, isActive } = draft;
  return {
    nameEn: draft.nameEn,
    nameEs: draft.nameEs,
    helpEn: draft.helpEn,
    helpEs: draft.helpEs,
    keywords: draft.keywords,
    serviceCode,
    tradeCode,
    selfHelpEn: draft.selfHelpEn.trim() || null,
    selfHelpEs: draft.selfHelpEs.trim() || null,
    defaultImpact: draft.defaultImpact as 'room',
    defaultUrgency: draft.defaultUrgency as 'disrupts',
    estimateMinutes: draft.estimateMinutes.trim() ? Number(draft.estimateMinutes) : null,
    compartment: (draft.compartment || null) as 'hr' | null,
    mayDisturbMaterial,
    isActive,
    fields: questionsOf(draft.fields),
    checklist: pairLines(draft.checklistEn, draft.checklistEs) ?? [],
  };
}

/** Numbers that are none, by the name of their box. */
export const notNumbers = (draft: Draft): string[] => {
  const isWrong = (text: string) => text.trim() !== '' && !Number.isFinite(Number(text));
  const limits = draft.fields.flatMap((field, i) => (['min', 'max'] as const).flatMap((name) => (isWrong(field[name]) ? [`f.${i}.${name}`] : [])));
  return [...(isWrong(draft.estimateMinutes) ? ['estimateMinutes'] : []), ...limits];
};
