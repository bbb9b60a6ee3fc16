import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScans, type Scanned } from './counter.ts';
import { agrees, DEVICE_STATUSES, judgeMove, type Standing } from './device-lifecycle.ts';

const student: Scanned = { kind: 'student', id: 'student' };
const device = (more: Partial<Extract<Scanned, { kind: 'device' }>> = {}): Scanned => ({
  kind: 'device',
  id: 'device',
  status: 'in_stock',
  held: null,
  isLoaner: false,
  isStudents: false,
  ...more,
});
const own = device({ status: 'assigned', held: 'primary', isStudents: true });
const mended = device({ status: 'in_repair', held: 'primary', isStudents: true });
const loaner = (more: object = {}) => device({ id: 'loaner', isLoaner: true, ...more });
const lent = loaner({ status: 'on_loan', held: 'loaner', isStudents: true });

describe('scans at the counter', () => {
  test.each<[string, [Scanned, ...Scanned[]], object]>([
    ['a student, then', [student], { expects: 'device' }],
    ['one in stock, then', [device()], { expects: 'student' }],
    ['a student and one in stock', [student, device()], { act: 'assign', studentId: 'student' }],
    ['one in stock and a student', [device(), student], { act: 'assign' }],
    ['a student and a loaner', [student, loaner()], { act: 'lend' }],
    ['a loaner that is out', [lent], { act: 'return', deviceId: 'loaner' }],
    ['a student’s own, then', [own], { expects: 'loaner_or_again' }],
    ['the same twice', [own, own], { act: 'return' }],
    ['a student’s own and a loaner', [own, loaner()], { act: 'swap', deviceId: 'device', otherId: 'loaner' }],
    ['a room’s own and a loaner', [{ ...own, isStudents: false } as Scanned, loaner()], { refused: 'wants_student' }],
    ['a mended one, then', [mended], { expects: 'loaner_back_or_again' }],
    ['a mended one and the loaner', [mended, lent], { act: 'hand_back', otherId: 'loaner' }],
    ['a mended one twice', [mended, mended], { act: 'hand_back' }],
    ['a lost one', [device({ status: 'lost' })], { act: 'recover' }],
    ['one that is retired', [device({ status: 'retired' })], { refused: 'not_in_stock', at: 0 }],
    ['a student and one that is out', [student, own], { refused: 'not_in_stock', at: 1 }],
    ['two students', [student, student], { refused: 'wants_device', at: 1 }],
  ])('%s', (_what, scans, reading) => expect(readScans(scans)).toMatchObject(reading));

  test('never ask for what a device cannot do', () => {
    const standing = fc
      .record({
        status: fc.constantFrom(...DEVICE_STATUSES),
        held: fc.constantFrom('primary' as const, 'loaner' as const, null),
        isLoaner: fc.boolean(),
      })
      .filter(({ status, held }) => agrees(status, held));
    const scan = fc.oneof(
      fc.constant(student),
      fc.record({ id: fc.constantFrom('a', 'b'), standing }).map(({ id, standing: at }) => device({ id, ...at, isStudents: at.held !== null })),
    );
    fc.assert(
      fc.property(scan, fc.option(scan), (first, second) => {
        const same = second?.kind === 'device' && first.kind === 'device' && second.id === first.id ? first : second;
        const scans: [Scanned, ...Scanned[]] = same ? [first, same] : [first];
        const reading = readScans(scans);
        if (!reading.done) return;
        const at = scans.find((one) => one.id === reading.deviceId) as Extract<Scanned, { kind: 'device' }>;
        const from: Standing = { status: at.status, held: at.held, isDeprovisioned: false, isWiped: false };
        expect(judgeMove(from, reading.act === 'swap' ? 'repair' : reading.act)).toMatchObject({ ok: true });
      }),
    );
  });
});
