import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, keyFrom, withKeys } from './build.ts';
import { requestOf } from './definition.ts';
import { type Draft, draftOf, type DraftQuestion, entriesOf, newDraft, readDraft } from './draft.ts';

const question = (more: Partial<DraftQuestion>): DraftQuestion => ({
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
  ...more,
});
const leaking = question({ key: 'leaking', kind: 'yes_no', labelEn: 'Is it leaking?', labelEs: '¿Gotea?' });
const where = question({
  kind: 'choice',
  labelEn: 'Where from?',
  labelEs: '¿De dónde?',
  when: 'leaking=yes',
  choices: [
    { value: '', labelEn: 'The roof', labelEs: 'El techo' },
    { value: '', labelEn: 'A pipe', labelEs: 'Un tubo' },
  ],
});
const draft = (fields: DraftQuestion[]): Draft => ({ ...newDraft(), trade: 'facilities/plumbing', fields });
const inForm = (of: Draft) => {
  const form = new FormData();
  for (const [name, value] of entriesOf(of)) form.append(name, value);
  return form;
};

describe('a draft', () => {
  it('comes out of its form as it went in', () => {
    const words = fc.string({ maxLength: 8 });
    const aQuestion = fc.record({
      key: words,
      kind: fc.constantFrom<DraftQuestion['kind'][]>('text', 'number', 'choice'),
      labelEn: words,
      labelEs: words,
      helpEn: words,
      helpEs: words,
      isRequired: fc.boolean(),
      min: words,
      max: words,
      when: words,
      choices: fc.array(fc.record({ value: words, labelEn: words, labelEs: words }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(aQuestion, { maxLength: 5 }), fc.boolean(), (fields, isActive) => {
        const given = { ...draft(fields), isActive };
        expect(readDraft(inForm(given))).toEqual(given);
      }),
    );
  });

  it('becomes what the API takes: keys from labels, only what the kind has, answers as such', () => {
    const { fields, serviceCode, tradeCode, estimateMinutes } = requestOf(draft([leaking, { ...where, min: '3' }]));
    expect([serviceCode, tradeCode, estimateMinutes]).toEqual(['facilities', 'plumbing', null]);
    expect(fields).toEqual([
      { key: 'leaking', kind: 'yes_no', labelEn: 'Is it leaking?', labelEs: '¿Gotea?', isRequired: false },
      {
        key: 'where_from',
        kind: 'choice',
        labelEn: 'Where from?',
        labelEs: '¿De dónde?',
        isRequired: false,
        choices: [
          { value: 'the_roof', labelEn: 'The roof', labelEs: 'El techo' },
          { value: 'a_pipe', labelEn: 'A pipe', labelEs: 'Un tubo' },
        ],
        when: { key: 'leaking', is: true },
      },
    ]);
  });

  it('is what is there already, typed on and sent without a change', () => {
    const sent = requestOf(draft([leaking, where]));
    const kind = { ...sent, id: '', code: '', version: 1, openOrders: null, may: { change: true, changeCompartment: true } };
    expect(requestOf(draftOf(kind))).toEqual(sent);
  });
});

describe('what the buttons do', () => {
  const three = draft(['a', 'b', 'c'].map((key) => question({ key, labelEn: key })));
  const keysAfter = (what: string, of = three) =>
    act(of, what)
      .fields.map(({ key }) => key)
      .join('');

  it.each([
    ['up.1', 'bac'],
    ['down.1', 'acb'],
    ['up.0', 'abc'],
    ['down.2', 'abc'],
    ['remove.1', 'ac'],
    ['add', 'abc'],
    ['nothing.9', 'abc'],
  ])('%s', (what, keys) => expect(keysAfter(what)).toBe(keys));

  it('adds, moves and takes away answers', () => {
    const answers = (what: string) => act(draft([where]), what).fields[0]!.choices.map(({ value }) => value);
    expect(answers('add-choice.0')).toEqual(['the_roof', 'a_pipe', '']);
    expect(answers('remove-choice.0.0')).toEqual(['a_pipe']);
    expect(answers('up-choice.0.1')).toEqual(['a_pipe', 'the_roof']);
  });
});

describe('a key', () => {
  it('is made from the label once, and stays when the label changes', () => {
    const [first] = withKeys(draft([question({ labelEn: 'Since when?' })])).fields;
    expect(first!.key).toBe('since_when');
    expect(withKeys(draft([{ ...first!, labelEn: 'How long?' }])).fields[0]!.key).toBe('since_when');
  });
  it('is no other question’s', () => {
    expect(keyFrom('¿Está frío?', new Set(['esta_frio']))).toBe('esta_frio_2');
    expect(keyFrom('3 rooms', new Set())).toBe('rooms');
    expect(keyFrom('???', new Set())).toBe('question');
  });
});
