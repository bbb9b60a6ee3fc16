import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeFinder } from '../../rules/places.ts';
import { deviceJudge, type Holder, type Inventory, type JudgedDevice, type KnownDevice } from './device-diff.ts';
import { type DeviceFileKind, type Field, guessColumns, missingField } from './fields.ts';
import { modelFinder, usualDay } from './models.ts';
import { readDevice, readInstant } from './read-row.ts';

const MODEL = { id: 'm1', make: 'Lenovo', name: '300e Chromebook', autoUpdateExpiresOn: null };
const device = (more: Partial<KnownDevice> = {}): KnownDevice => ({
  id: 'd1',
  assetTag: 'T-1',
  serial: 'SER1',
  modelId: 'm1',
  homeSiteId: 'alder',
  status: 'in_stock',
  version: 1,
  lastSeenAt: null,
  osVersion: null,
  macAddress: null,
  acquiredOn: null,
  priceCents: null,
  orderNumber: null,
  warrantyEndsOn: null,
  studentId: null,
  ...more,
});
const inventory = (known: readonly KnownDevice[], kind: DeviceFileKind = 'chrome', holders: Record<string, Holder> = {}): Inventory => ({
  kind,
  byTag: new Map(known.map((one) => [one.assetTag.toUpperCase(), one])),
  bySerial: new Map(known.map((one) => [one.serial.toUpperCase(), one])),
  modelOf: modelFinder([MODEL]),
  placeOf: placeFinder([
    { id: 'alder', code: '0030', name: 'Alder School', isActive: true },
    { id: 'birch', code: '0031', name: 'Birch School', isActive: true },
  ]),
  holderOf: (account) => holders[account] ?? 'unknown',
});
type Cells = Partial<Record<Field, string>>;
const CELLS: Cells = { serial: 'ser1', assetTag: 't-1', model: 'Lenovo 300e Chromebook', location: 'Alder School', status: 'ACTIVE' };
const read = (cells: Cells, kind: DeviceFileKind = 'chrome') => readDevice(kind, (field) => cells[field] ?? '');
const judge = (rows: readonly Cells[], known: readonly KnownDevice[] = [], kind: DeviceFileKind = 'chrome', holders: Record<string, Holder> = {}) => {
  const next = deviceJudge(inventory(known, kind, holders));
  return rows.map((cells, i) => next(i + 2, read(cells, kind)));
};
const codes = (judged: JudgedDevice) => judged.reasons.map(({ code }) => code);

describe('headings', () => {
  test('of the Admin SDK, its console and Snipe-IT are known, whatever their case', () => {
    expect(guessColumns('chrome', ['serialNumber', 'annotatedAssetId', 'Model', 'Org Unit Path', 'deviceId'])).toEqual([
      'serial',
      'assetTag',
      'model',
      'orgUnit',
      null,
    ]);
    expect(guessColumns('snipe', ['ASSET TAG', 'item name', 'Serial Number', 'Model name', 'Model Number', 'Email'])).toEqual([
      'assetTag',
      null,
      'serial',
      'model',
      'modelNumber',
      'user',
    ]);
    expect([missingField(['assetTag']), missingField(['model', null])]).toEqual([undefined, 'serial']);
  });
});

describe('a row', () => {
  test.each([
    ['2026-11-20T15:04:05.000Z', '2026-11-20T15:04:05.000Z'],
    ['2026-11-20 15:04', '2026-11-20T15:04:00.000Z'],
    ['2026-11-20T08:04:05-07:00', '2026-11-20T15:04:05.000Z'],
    ['11/20/2026', '2026-11-20T12:00:00.000Z'],
    ['1795187045000', '2026-11-20T15:04:05.000Z'],
    ['', null],
  ])('was last seen at %j', (cell, at) => expect(readInstant(cell)).toEqual({ value: at }));

  test.each([
    ['2030-06-30', '2030-06-30'],
    ['2030-06', '2030-06-30'],
    ['Jun 2030', '2030-06-30'],
    ['6/30/2030', '2030-06-30'],
  ])('has updates until %j', (cell, day) => expect(read({ ...CELLS, updatesEnd: cell }).stated.updatesEndOn).toBe(day));

  test('with a date that is none is taken without it, and says so', () => {
    const found = read({ ...CELLS, lastSeen: 'yesterday', macAddress: 'zz' });
    expect(found.stated.lastSeenAt).toBeNull();
    expect(found.remarks).toEqual([
      { code: 'not_a_day', field: 'lastSeen', value: 'yesterday' },
      { code: 'not_a_mac', field: 'macAddress', value: 'zz' },
    ]);
  });

  test('of junk is refused, and never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom<Field>('serial', 'assetTag', 'model', 'status', 'lastSeen', 'price', 'warranty', 'orgUnit'), fc.string()),
        (cells) => {
          const [found] = judge([cells], [], 'snipe');
          expect(['good', 'remark', 'wrong']).toContain(found!.verdict);
        },
      ),
    );
    expect(codes(judge([{ ...CELLS, serial: '<script>' }])[0]!)).toEqual(['not_a_mark']);
  });
});

describe('what a row would do', () => {
  test('a new device begins in stock at its school; its model need not be known', () => {
    const [found] = judge([{ ...CELLS, model: 'Acer Spin 511 Chromebook', location: '', orgUnit: '/Students/Birch School/Grade 5' }]);
    expect(found).toMatchObject({
      verdict: 'good',
      effect: 'new',
      values: { assetTag: 'T-1', serial: 'SER1', homeSiteId: 'birch', status: 'in_stock', modelName: 'Acer Spin 511 Chromebook' },
      model: { kind: 'chromebook', known: undefined },
    });
  });

  test('one that is known by its tag or by its serial alone is the same device', () => {
    expect(judge([{ ...CELLS, serial: '' }], [device()])[0]).toMatchObject({ effect: 'same' });
    expect(judge([{ ...CELLS, assetTag: '' }], [device()])[0]).toMatchObject({ effect: 'same' });
    expect(judge([{ ...CELLS, assetTag: 'T-9' }], [device()])[0]).toMatchObject({ effect: 'changed', before: { assetTag: 'T-1' } });
  });

  test('a known tag with another serial is looked at before it is let in', () => {
    const [row] = judge([{ ...CELLS, serial: 'OTHER1' }], [device()]);
    expect(row).toMatchObject({ effect: 'changed', verdict: 'remark', before: { serial: device().serial } });
    expect(codes(row!)).toEqual(['serial_changes']);
  });

  test('the tag of one and the serial of another is refused, and so is what stands there twice', () => {
    const other = device({ id: 'd2', assetTag: 'T-2', serial: 'SER2' });
    expect(codes(judge([{ ...CELLS, assetTag: 'T-2' }], [device(), other])[0]!)).toEqual(['two_devices']);
    const twice = judge([CELLS, { ...CELLS, assetTag: 'T-7' }, { ...CELLS, serial: 'SER7' }]);
    expect(twice.map(({ verdict }) => verdict)).toEqual(['good', 'wrong', 'wrong']);
    expect(twice[1]!.reasons).toEqual([{ code: 'duplicate', value: '2' }]);
  });

  test('an unknown school, and no model, refuse a new device; a known one keeps its school', () => {
    expect(codes(judge([{ ...CELLS, location: 'Nowhere' }])[0]!)).toEqual(['unknown_place']);
    expect(codes(judge([{ ...CELLS, model: '' }])[0]!)).toEqual(['missing']);
    expect(judge([{ ...CELLS, location: 'Nowhere' }], [device()])[0]).toMatchObject({ effect: 'same', verdict: 'remark' });
  });

  test('a later call is kept, an earlier one is not', () => {
    const known = device({ lastSeenAt: '2026-11-20T00:00:00.000Z' });
    expect(judge([{ ...CELLS, lastSeen: '2026-11-21T00:00:00Z' }], [known])[0]).toMatchObject({ effect: 'seen' });
    expect(judge([{ ...CELLS, lastSeen: '2026-11-19T00:00:00Z', osVersion: '1' }], [known])[0]).toMatchObject({ effect: 'same' });
  });

  test('its holder is taken only where one student is meant who has no other, and is never kept as text', () => {
    const holders: Record<string, Holder> = { 'a@x': { id: 's1', hasPrimary: false }, 'b@x': 'ambiguous', 'c@x': { id: 's3', hasPrimary: true } };
    const rows = ['a@x', 'b@x', 'c@x', 'd@x', 'a@x'].map((user, i) => ({ ...CELLS, serial: `N${i}`, assetTag: `N-${i}`, user }));
    const found = judge(rows, [], 'chrome', holders);
    expect(found.map(({ values }) => values!['studentId'])).toEqual(['s1', null, null, null, null]);
    expect(found.flatMap(codes)).toEqual(['holder_ambiguous', 'holder_has_another', 'holder_unknown', 'holder_has_another']);
    expect(JSON.stringify(found)).not.toContain('@x');
  });

  test('a known device is never moved by what another list says of its state; a new one begins where it is', () => {
    expect(judge([{ ...CELLS, status: 'DEPROVISIONED' }], [device({ status: 'assigned' })])[0]).toMatchObject({ effect: 'same', verdict: 'remark' });
    expect(judge([{ ...CELLS, status: 'DEPROVISIONED' }])[0]).toMatchObject({ values: { status: 'in_stock', after: ['retire', 'deprovision'] } });
    expect(judge([{ ...CELLS, status: 'Lost/Stolen' }], [], 'snipe')[0]).toMatchObject({ values: { after: ['steal'] } });
  });

  test('once applied, the same rows change nothing', () => {
    const cells = fc.record({
      serial: fc.integer({ min: 0, max: 9 }).map((n) => `SER${n}`),
      assetTag: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? '' : `T-${n}`)),
      model: fc.constant('Lenovo 300e Chromebook'),
      location: fc.constantFrom('Alder School', 'birch', 'Nowhere'),
      lastSeen: fc.constantFrom('', '2026-11-20', '2026-11-21T10:00:00Z'),
      osVersion: fc.constantFrom('', '1', '2'),
      macAddress: fc.constantFrom('', '00-11-22-33-44-55', 'aabbccddeeff'),
      user: fc.constantFrom('', 'a@x', 'b@x'),
    });
    const applied = (known: readonly KnownDevice[], judged: readonly JudgedDevice[]): KnownDevice[] => {
      const all = new Map(known.map((one) => [one.id, one]));
      for (const { effect, known: at, values } of judged) {
        if (effect === null || effect === 'same') continue;
        const { modelKey: _key, modelName: _name, after: _after, ...facts } = values as Record<string, string | null>;
        const next: KnownDevice = Object.assign({}, at ?? device({ id: `new-${facts['serial']}` }), facts);
        all.set(next.id, { ...next, status: next.studentId ? 'assigned' : next.status });
      }
      return [...all.values()];
    };
    const holdersOf = (known: readonly KnownDevice[]): Record<string, Holder> =>
      Object.fromEntries(
        ['a@x', 'b@x'].map((account) => [account, { id: account, hasPrimary: known.some(({ studentId }) => studentId === account) }]),
      );
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 12 }), (rows) => {
        const after = applied([], judge(rows, [], 'chrome', holdersOf([])));
        const again = judge(rows, after, 'chrome', holdersOf(after));
        // A row that was refused for another row may be about a device by now; what was taken says nothing new.
        const first = judge(rows, [], 'chrome', holdersOf([]));
        const taken = again.filter((_, i) => first[i]!.effect !== null);
        expect(taken.filter(({ effect }) => effect !== 'same' && effect !== null)).toEqual([]);
      }),
    );
  });
});

test('the day of a model is what most of its devices say', () => {
  expect(
    usualDay(
      new Map([
        ['2029-06-30', 3],
        ['2030-06-30', 3],
        ['2031-06-30', 1],
      ]),
    ),
  ).toBe('2030-06-30');
});
