import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { pairLines, typedLines } from '../lines.ts';

type Values = Record<string, string>;
type Request = components['schemas']['Macro'];
export type Acts = {
  priority?: { to: string; reason: string };
  tags?: string[];
  checklist?: { en: string; es: string }[];
  reply?: { isInternal: boolean; en: string; es: string };
  assign?: { teamId?: string; toMe?: boolean };
  move?: { to: string; holdReason?: string; note?: { en: string; es: string } };
};

/** Where a macro may move an order to. */
export const MOVES_TO = ['triaged', 'assigned', 'in_progress', 'on_hold', 'completed', 'closed', 'cancelled'] as const;

/** A macro that is not there yet. */
export const NO_MACRO: Values = { name: '', serviceCode: '', isActive: 'yes', audience: 'everyone' };

/** A macro as its form has it. */
export function macroValues({ name, serviceCode, isActive, acts: given }: Request): Values {
  const acts = given as Acts;
  return {
    name,
    serviceCode: serviceCode ?? 'all',
    ...(isActive ? { isActive: 'yes' } : {}),
    replyEn: acts.reply?.en ?? '',
    replyEs: acts.reply?.es ?? '',
    audience: acts.reply?.isInternal ? 'crew' : 'everyone',
    moveTo: acts.move?.to ?? '',
    holdReason: acts.move?.holdReason ?? '',
    noteEn: acts.move?.note?.en ?? '',
    noteEs: acts.move?.note?.es ?? '',
    teamId: acts.assign?.teamId ?? '',
    ...(acts.assign?.toMe ? { toMe: 'yes' } : {}),
    priority: acts.priority?.to ?? '',
    priorityReason: acts.priority?.reason ?? '',
    tags: (acts.tags ?? []).join(', '),
    checklistEn: typedLines(acts.checklist ?? [], 'en'),
    checklistEs: typedLines(acts.checklist ?? [], 'es'),
  };
}

const reader = (values: Values) => (name: string) => (values[name] ?? '').trim();

/** What the form itself can see. */
export function wrongInMacro(values: Values): Values {
  const of = reader(values);
  const uneven = (en: string, es: string) => (!of(en) === !of(es) ? {} : { [of(en) ? es : en]: m.macros_problem_both() });
  const needsNote = ['completed', 'cancelled'].includes(of('moveTo')) && !of('noteEn');
  return {
    ...(of('name') ? {} : { name: m.set_up_problem_missing({ field: m.macros_name() }) }),
    ...(of('serviceCode') ? {} : { serviceCode: m.set_up_problem_missing({ field: m.macros_where() }) }),
    ...uneven('replyEn', 'replyEs'),
    ...uneven('noteEn', 'noteEs'),
    ...(needsNote ? { noteEn: m.problem_field_reason() } : {}),
    ...(of('moveTo') === 'on_hold' && !of('holdReason') ? { holdReason: m.problem_field_hold_reason() } : {}),
    ...(of('priority') && !of('priorityReason') ? { priorityReason: m.problem_priority_reason() } : {}),
    ...(pairLines(of('checklistEn'), of('checklistEs')) ? {} : { checklistEs: m.macros_problem_lines() }),
  };
}

const named = <Name extends keyof Acts>(name: Name, act: Acts[Name] | false) => (act ? ({ [name]: act } as Pick<Acts, Name>) : {});

/** What was typed, as the API takes it. */
export function macroRequestOf(values: Values) {
  const of = reader(values);
  const [tags, checklist] = [
    of('tags')
      .split(',')
      .map((tag) => tag.trim()),
    pairLines(of('checklistEn'), of('checklistEs')) ?? [],
  ];
  const note = of('noteEn') ? { note: { en: of('noteEn'), es: of('noteEs') } } : {};
  const acts: Acts = {
    ...named('reply', of('replyEn') !== '' && { isInternal: of('audience') === 'crew', en: of('replyEn'), es: of('replyEs') }),
    ...named('move', of('moveTo') !== '' && { to: of('moveTo'), ...(of('moveTo') === 'on_hold' ? { holdReason: of('holdReason') } : {}), ...note }),
    ...named(
      'assign',
      (of('teamId') !== '' || of('toMe') !== '') && { ...(of('teamId') ? { teamId: of('teamId') } : {}), ...(of('toMe') ? { toMe: true } : {}) },
    ),
    ...named('priority', of('priority') !== '' && { to: of('priority'), reason: of('priorityReason') }),
    ...named('tags', tags.some(Boolean) && tags.filter(Boolean)),
    ...named('checklist', checklist.length > 0 && checklist),
  };
  return {
    name: of('name'),
    serviceCode: of('serviceCode') === 'all' ? null : of('serviceCode'),
    isActive: of('isActive') === 'yes',
    acts: acts as never,
  };
}

/** The box of the form that a pointer of the API means. */
const BOXES: Values = {
  '/acts': 'replyEn',
  '/acts/reply/en': 'replyEn',
  '/acts/reply/es': 'replyEs',
  '/acts/move/to': 'moveTo',
  '/acts/move/holdReason': 'holdReason',
  '/acts/move/note/en': 'noteEn',
  '/acts/move/note/es': 'noteEs',
  '/acts/assign': 'teamId',
  '/acts/assign/teamId': 'teamId',
  '/acts/priority/to': 'priority',
  '/acts/priority/reason': 'priorityReason',
  '/acts/tags': 'tags',
  '/acts/checklist': 'checklistEn',
  '/acts/checklist/en': 'checklistEn',
  '/acts/checklist/es': 'checklistEs',
};
export const boxOfMacro = (pointer: string) => BOXES[pointer.replaceAll(/\/\d+/g, '')];
