import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ApprovalPolicy, type Asked, neededBy } from './approval-policy.ts';

const policy = (more: Partial<ApprovalPolicy>): ApprovalPolicy => ({
  id: 'a',
  version: 1,
  serviceCode: 'it',
  requestTypeId: null,
  condition: 'always',
  thresholdCents: null,
  amountKey: null,
  steps: [{ roles: ['site_administrator'], personIds: [] }],
  isActive: true,
  ...more,
});
const asked = (more: Partial<Asked> = {}): Asked => ({ serviceCode: 'it', requestTypeId: 'laptop', answers: {}, chargedCents: 0, ...more });
const big = policy({
  id: 'b',
  condition: 'amount',
  thresholdCents: 500_000,
  amountKey: 'cost',
  steps: [
    { roles: ['site_administrator'], personIds: [] },
    { roles: ['service_manager'], personIds: [] },
  ],
});
const small = policy({ id: 'c', condition: 'amount', thresholdCents: 50_000, amountKey: 'cost' });
const rolesOf = (policies: ApprovalPolicy[], of: Asked) => neededBy(policies, of).steps.map(({ roles }) => roles.join());

describe('what an order has to wait for', () => {
  test.each([
    [
      'nothing where no policy is of it',
      [policy({ serviceCode: 'hr' }), policy({ requestTypeId: 'other' }), policy({ isActive: false })],
      asked(),
      [],
    ],
    ['what is always asked', [policy({})], asked(), ['site_administrator']],
    ['nothing below the threshold', [small], asked({ answers: { cost: 499.99 } }), []],
    ['the threshold itself', [small], asked({ answers: { cost: 500 } }), ['site_administrator']],
    ['what is charged, whatever was answered', [small], asked({ answers: { cost: 10 }, chargedCents: 50_000 }), ['site_administrator']],
    ['who is asked twice is asked once', [big, small], asked({ answers: { cost: 9000 } }), ['site_administrator', 'service_manager']],
    ['an answer in words says no amount', [small], asked({ answers: { cost: '9000' } }), []],
  ])('%s', (_, policies, of, expected) => expect(rolesOf(policies, of)).toEqual(expected));

  test('more money never asks fewer people, and every step says whose policy it is of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 900_000 }), (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((chargedCents) => neededBy([big, small], asked({ chargedCents })));
        expect(more!.steps.length).toBeGreaterThanOrEqual(less!.steps.length);
        for (const { policyId } of more!.steps) expect(['b', 'c']).toContain(policyId);
      }),
    );
  });
});
