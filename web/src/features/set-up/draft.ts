import type { components } from '#lib/api/schema.gen.ts';
import { typedLines } from './lines.ts';

/** A kind of request as the API takes it. */
export type Definition = components['schemas']['SetUpRequestType'];
export type Question = Definition['fields'][number];

export type DraftChoice = { value: string; labelEn: string; labelEs: string };
/** One question as it is typed: everything is text until it is sent. */
export type DraftQuestion = {
  /** Never changes once it is made: orders keep their answers by it. */
  key: string;
  kind: Question['kind'];
  labelEn: string;
  labelEs: string;
  helpEn: string;
  helpEs: string;
  isRequired: boolean;
  min: string;
  max: string;
  /** `key=answer` of the question that this depends on; '' when it is always asked. */
  when: string;
  choices: DraftChoice[];
};

const WORDS = [
  'nameEn',
  'nameEs',
  'helpEn',
  'helpEs',
  'keywords',
  'selfHelpEn',
  'selfHelpEs',
  'trade',
  'defaultImpact',
  'defaultUrgency',
  'estimateMinutes',
  'compartment',
  'checklistEn',
  'checklistEs',
] as const;
const TICKS = ['mayDisturbMaterial', 'isActive'] as const;
const QUESTION_WORDS = ['key', 'kind', 'labelEn', 'labelEs', 'helpEn', 'helpEs', 'min', 'max', 'when'] as const;
const CHOICE_WORDS = ['value', 'labelEn', 'labelEs'] as const;
/** As many as the API takes. */
export const MOST_QUESTIONS = 40;
export const MOST_CHOICES = 60;

/** A kind of request as an administrator types it. `trade` is `service/trade`. */
export type Draft = Record<(typeof WORDS)[number], string> & Record<(typeof TICKS)[number], boolean> & { fields: DraftQuestion[] };

/** A question of which nothing is typed yet. */
export const EMPTY_QUESTION: DraftQuestion = {
  key: '',
  kind: 'text',
  labelEn: '',
  labelEs: '',
  helpEn: '',
  helpEs: '',
  isRequired: false,
  min: '',
  max: '',
  when: '',
  choices: [],
};

/** A kind that is not there yet. */
export const newDraft = (): Draft => ({
  nameEn: '',
  nameEs: '',
  helpEn: '',
  helpEs: '',
  keywords: '',
  selfHelpEn: '',
  selfHelpEs: '',
  trade: '',
  defaultImpact: 'room',
  defaultUrgency: 'disrupts',
  estimateMinutes: '',
  compartment: '',
  checklistEn: '',
  checklistEs: '',
  mayDisturbMaterial: false,
  isActive: true,
  fields: [],
});

const answerText = (is: string | boolean) => (typeof is === 'boolean' ? (is ? 'yes' : 'no') : is);
const whenText = (when: Question['when']) => (when ? `${when.key}=${answerText(when.is)}` : '');

/** A kind as it is, to be typed on. */
export const draftOf = (type: Definition): Draft => ({
  nameEn: type.nameEn,
  nameEs: type.nameEs,
  helpEn: type.helpEn,
  helpEs: type.helpEs,
  keywords: type.keywords,
  selfHelpEn: type.selfHelpEn ?? '',
  selfHelpEs: type.selfHelpEs ?? '',
  trade: `${type.serviceCode}/${type.tradeCode}`,
  defaultImpact: type.defaultImpact,
  defaultUrgency: type.defaultUrgency,
  estimateMinutes: type.estimateMinutes?.toString() ?? '',
  compartment: type.compartment ?? '',
  checklistEn: typedLines(type.checklist, 'en'),
  checklistEs: typedLines(type.checklist, 'es'),
  mayDisturbMaterial: type.mayDisturbMaterial,
  isActive: type.isActive,
  fields: type.fields.map((field) => ({
    key: field.key,
    kind: field.kind,
    labelEn: field.labelEn,
    labelEs: field.labelEs,
    helpEn: field.helpEn ?? '',
    helpEs: field.helpEs ?? '',
    isRequired: field.isRequired,
    min: field.min?.toString() ?? '',
    max: field.max?.toString() ?? '',
    when: whenText(field.when),
    choices: (field.choices ?? []).map((choice) => ({ ...choice })),
  })),
});

/** What the draft is called in its form, field by field: hidden boxes carry it from one step to the next. */
export function entriesOf(draft: Draft): [name: string, value: string][] {
  const entries: [string, string][] = WORDS.map((name) => [name, draft[name]]);
  for (const name of TICKS) if (draft[name]) entries.push([name, 'yes']);
  draft.fields.forEach((field, i) => {
    for (const name of QUESTION_WORDS) entries.push([`f.${i}.${name}`, field[name]]);
    if (field.isRequired) entries.push([`f.${i}.isRequired`, 'yes']);
    field.choices.forEach((choice, j) => {
      for (const name of CHOICE_WORDS) entries.push([`f.${i}.c.${j}.${name}`, choice[name]]);
    });
  });
  return entries;
}

type Form = { get: (name: string) => unknown };

/** The draft that a form holds. */
export function readDraft(form: Form): Draft {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const draft = newDraft();
  for (const name of WORDS) draft[name] = text(name);
  for (const name of TICKS) draft[name] = text(name) === 'yes';
  for (let i = 0; i < MOST_QUESTIONS && form.get(`f.${i}.kind`) !== null; i += 1) {
    const question: DraftQuestion = { ...EMPTY_QUESTION, isRequired: text(`f.${i}.isRequired`) === 'yes', choices: [] };
    for (const name of QUESTION_WORDS) Object.assign(question, { [name]: text(`f.${i}.${name}`) });
    for (let j = 0; j < MOST_CHOICES && form.get(`f.${i}.c.${j}.labelEn`) !== null; j += 1) {
      const at = `f.${i}.c.${j}`;
      question.choices.push({ value: text(`${at}.value`), labelEn: text(`${at}.labelEn`), labelEs: text(`${at}.labelEs`) });
    }
    draft.fields.push(question);
  }
  return draft;
}
