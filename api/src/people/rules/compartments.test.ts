import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Actor, COMPARTMENTS, type CompartmentGrant, type Grant, ROLES } from '#kernel/actor.ts';
import { type Asked, mayConfirm, mayDecline, mayPropose } from './compartments.ts';
import { asProgram, isUseWorthNoting, mayMakeTokens } from './tokens.ts';

const actor = (id: string, grants: Grant[] = [], compartments: CompartmentGrant[] = []): Actor => ({
  id,
  name: id,
  email: `${id}@x`,
  locale: 'en',
  siteId: null,
  grants,
  compartments,
  teamIds: [],
});
const administrator = (more: Partial<Grant> = {}): Grant => ({ role: 'administrator', serviceCode: null, areaId: null, siteId: null, ...more });
const asked: Asked = { compartment: 'hr', siteId: 'school', siteAreaId: 'north', personId: 'new', proposedById: 'first' };

describe('who is the second person', () => {
  test.each<[string, Actor, boolean]>([
    ['another administrator', actor('a', [administrator()]), true],
    ['an administrator of the area', actor('a', [administrator({ areaId: 'north' })]), true],
    ['an administrator of the service', actor('a', [administrator({ serviceCode: 'hr' })]), true],
    ['an administrator of another service', actor('a', [administrator({ serviceCode: 'it' })]), false],
    ['an administrator elsewhere', actor('a', [administrator({ areaId: 'south' })]), false],
    ['who stands in for an administrator', actor('a', [administrator({ forId: 'b' })]), false],
    ['a holder there', actor('a', [], [{ compartment: 'hr', siteId: 'school' }]), true],
    ['a holder everywhere', actor('a', [], [{ compartment: 'hr', siteId: null }]), true],
    ['a holder elsewhere', actor('a', [], [{ compartment: 'hr', siteId: 'other' }]), false],
    ['who stands in for a holder', actor('a', [], [{ compartment: 'hr', siteId: null, forId: 'b' }]), false],
    ['a holder of another compartment', actor('a', [], [{ compartment: 'student_health', siteId: null }]), false],
  ])('%s', (_, who, may) => {
    expect(mayConfirm(who, asked)).toBe(may);
    expect(mayDecline(who, asked)).toBe(may);
  });
  test('a wish for the whole district is not for who holds one school', () =>
    expect(mayConfirm(actor('a', [], [{ compartment: 'hr', siteId: 'school' }]), { ...asked, siteId: null, siteAreaId: null })).toBe(false));
  test('never the one who proposed it or gets it, whatever they hold; the first may take it back', () => {
    const grants = fc.subarray([...ROLES]).map((roles) => roles.map((role) => ({ ...administrator(), role })));
    const compartments = fc.subarray([...COMPARTMENTS]).map((held) => held.map((compartment) => ({ compartment, siteId: null })));
    fc.assert(
      fc.property(fc.constantFrom('first', 'new'), grants, compartments, (id, roles, held) => {
        const who = actor(id, roles, held);
        expect(mayConfirm(who, asked)).toBe(false);
        expect(mayDecline(who, asked)).toBe(id === 'first');
      }),
    );
  });
});

test('an administrator proposes for others in their scope, in their own right', () => {
  expect(mayPropose(actor('a', [administrator()]), asked)).toBe(true);
  expect(mayPropose(actor('a', [administrator({ areaId: 'south' })]), asked)).toBe(false);
  expect(mayPropose(actor('new', [administrator()]), asked)).toBe(false);
  expect(mayPropose(actor('a', [administrator({ forId: 'b' })]), asked)).toBe(false);
  expect(mayPropose(actor('a', [], [{ compartment: 'hr', siteId: null }]), asked)).toBe(false);
});

describe('programs', () => {
  const token = { id: 't', scopes: ['orders:read'] as const };
  test('are made by administrators and service managers in their own right, and make none themselves', () => {
    expect(mayMakeTokens(actor('a', [administrator()]))).toBe(true);
    expect(mayMakeTokens(actor('a', [{ ...administrator(), role: 'service_manager' }]))).toBe(true);
    expect(mayMakeTokens(actor('a', [{ ...administrator(), role: 'dispatcher' }]))).toBe(false);
    expect(mayMakeTokens(actor('a', [administrator({ forId: 'b' })]))).toBe(false);
    expect(mayMakeTokens(asProgram(actor('a', [administrator()]), token))).toBe(false);
  });
  test('hold no compartment and stand in for nobody', () => {
    const owner = actor('a', [administrator(), administrator({ forId: 'b' })], [{ compartment: 'hr', siteId: null }]);
    expect(asProgram(owner, token)).toMatchObject({ grants: [administrator()], compartments: [], token });
  });
  test('are noted as used once a minute', () => {
    const now = new Date('2026-11-24T16:00:00Z');
    expect(isUseWorthNoting(null, now)).toBe(true);
    expect(isUseWorthNoting(new Date('2026-11-24T15:59:01Z'), now)).toBe(false);
    expect(isUseWorthNoting(new Date('2026-11-24T15:59:00Z'), now)).toBe(true);
  });
});
