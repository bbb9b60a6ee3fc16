import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrees, allowedMoves, DEVICE_STATUSES, judgeMove, leadsTo, MOVE_KINDS, type Standing } from './device-lifecycle.ts';

const IN_STOCK: Standing = { status: 'in_stock', held: null, isDeprovisioned: false, isWiped: false };
const standing = (more: Partial<Standing>): Standing => ({ ...IN_STOCK, ...more });

describe('a device', () => {
  test.each([
    ['is given from stock', standing({}), 'assign', { ok: true, status: 'assigned', held: 'primary' }],
    ['is not given twice', standing({ status: 'assigned', held: 'primary' }), 'assign', { ok: false, why: 'not_a_move' }],
    ['is not given before it is in stock', standing({ status: 'enrolled' }), 'assign', { ok: false, why: 'not_a_move' }],
    [
      'stays its student’s while it is mended',
      standing({ status: 'assigned', held: 'primary' }),
      'repair',
      { ok: true, status: 'in_repair', held: 'primary' },
    ],
    [
      'goes back to whose it is',
      standing({ status: 'vendor_repair', held: 'primary' }),
      'hand_back',
      { ok: true, status: 'assigned', held: 'primary' },
    ],
    ['goes back to nobody where it is nobody’s', standing({ status: 'vendor_repair' }), 'hand_back', { ok: false, why: 'not_held' }],
    ['is not put in stock while it is somebody’s', standing({ status: 'in_repair', held: 'primary' }), 'stock', { ok: false, why: 'held' }],
    ['is not retired while it is somebody’s', standing({ status: 'in_repair', held: 'primary' }), 'retire', { ok: false, why: 'held' }],
    [
      'is somebody’s no more once released',
      standing({ status: 'in_repair', held: 'primary' }),
      'release',
      { ok: true, status: 'in_repair', held: null },
    ],
    ['is not disposed of before it is wiped', standing({ status: 'retired', isDeprovisioned: true }), 'dispose', { ok: false, why: 'not_wiped' }],
    [
      'is disposed of at last',
      standing({ status: 'retired', isDeprovisioned: true, isWiped: true }),
      'dispose',
      { ok: true, status: 'disposed', held: null },
    ],
  ] as const)('%s', (_what, from, kind, verdict) => expect(judgeMove(from, kind)).toEqual(verdict));

  test('that is gone moves no more', () => expect(allowedMoves(standing({ status: 'disposed' }))).toEqual([]));

  test('goes to the bench that was asked for', () => {
    expect(judgeMove(IN_STOCK, 'repair', 'warranty_repair')).toMatchObject({ status: 'warranty_repair' });
    expect(judgeMove(standing({ status: 'warranty_repair' }), 'repair', 'warranty_repair')).toEqual({ ok: false, why: 'not_a_move' });
  });

  test('comes only to where its holder agrees with it, by whatever moves', () => {
    const step = fc.record({ kind: fc.constantFrom(...MOVE_KINDS), to: fc.option(fc.constantFrom(...DEVICE_STATUSES), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let at = standing({ status: 'ordered' });
        for (const { kind, to } of steps) {
          const verdict = judgeMove(at, kind, to);
          if (!verdict.ok) continue;
          expect(leadsTo(kind, at.status)).toContain(verdict.status);
          if (verdict.status === 'disposed') expect(at).toMatchObject({ isDeprovisioned: true, isWiped: true });
          at = {
            status: verdict.status,
            held: verdict.held,
            isDeprovisioned: at.isDeprovisioned || kind === 'deprovision',
            isWiped: at.isWiped || kind === 'wipe',
          };
          expect(agrees(at.status, at.held)).toBe(true);
        }
      }),
    );
  });
});
