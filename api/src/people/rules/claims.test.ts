import { describe, expect, test } from 'vitest';
import type { Grant } from '#kernel/actor.ts';
import { judgeClaimedRoles, mayTakeFor, readClaims } from './claims.ts';

const speaker = { domains: [], emailVerifiedClaim: 'email_verified', roleClaim: 'roles' };
const claims = { iss: 'https://idp.example', sub: '7', email: 'Ana@District.example', name: 'Ana Ruiz', email_verified: true };

describe('claims', () => {
  test('issuer and subject are the person, the address is written small', () => {
    expect(readClaims(claims, speaker)).toMatchObject({
      accountId: 'https://idp.example 7',
      email: 'ana@district.example',
      isEmailVerified: true,
      name: 'Ana Ruiz',
    });
  });
  test.each([
    [true, true],
    ['true', true],
    ['1', true],
    [false, false],
    ['false', false],
    [undefined, false],
    [{}, false],
  ])('an address is verified only when the provider says so: %j', (email_verified, isEmailVerified) => {
    expect(readClaims({ ...claims, email_verified }, speaker)).toMatchObject({ isEmailVerified });
  });
  test('the claim that says so may have another name', () => {
    expect(readClaims({ ...claims, email_verified: undefined, xms_edov: '1' }, { ...speaker, emailVerifiedClaim: 'xms_edov' })).toMatchObject({
      isEmailVerified: true,
    });
  });
  test.each([undefined, '', 'ana', 'ana@', 'a b@c', 7])('without an address nobody comes in: %j', (email) => {
    expect(readClaims({ ...claims, email }, speaker)).toBe('no_email');
  });
  test.each([
    ['ana@partner.example', 'other_domain'],
    ['ana@sub.district.example', 'other_domain'],
    ['ana@district.example@evil.example', 'no_email'],
  ])('%s is not one of the addresses that the provider speaks for', (email, refusal) => {
    expect(readClaims({ ...claims, email }, { ...speaker, domains: ['district.example'] })).toBe(refusal);
  });
  test.each([
    ['desk', ['desk']],
    [
      ['desk', 'crew', 7],
      ['desk', 'crew'],
    ],
    [undefined, []],
    [{ desk: true }, []],
  ])('the claim of roles is one value or a list: %j', (roles, roleValues) => {
    expect(readClaims({ ...claims, roles }, speaker)).toMatchObject({ roleValues });
  });
  test.each([
    [{ name: ' ', given_name: 'Ana', family_name: 'Ruiz' }, 'Ana Ruiz'],
    [{ name: undefined }, 'ana@district.example'],
  ])('a name is put together from what is there: %j', (more, name) => {
    expect(readClaims({ ...claims, ...more }, speaker)).toMatchObject({ name });
  });
});

const grant = (role: Grant['role'], more: Partial<Grant> = {}): Grant => ({ role, serviceCode: null, areaId: null, siteId: null, ...more });
const held = (role: Grant['role'], providerId: string | null, more: Partial<Grant> = {}) => ({
  id: `${role} ${providerId}`,
  providerId,
  ...grant(role, more),
});

describe('roles from claims', () => {
  test('are gained once, and what is held by hand is not gained again', () => {
    const claimed = [grant('dispatcher'), grant('dispatcher'), grant('technician'), grant('technician', { siteId: 's' })];
    expect(judgeClaimedRoles([held('technician', null)], claimed, 'district')).toEqual({ gained: [claimed[0], claimed[3]], ended: [] });
  });
  test('end when the claim ends; those given by hand or by another provider stay', () => {
    const all = [held('dispatcher', 'district'), held('technician', 'district'), held('planner', 'partner'), held('auditor', null)];
    expect(judgeClaimedRoles(all, [grant('technician')], 'district')).toEqual({ gained: [], ended: [all[0]] });
  });
});

describe('taking who comes for a person of the same verified address', () => {
  const comes = { providerId: 'district', accountId: 'https://new.example 7' };
  test.each([
    ['who has only a password here', [], true],
    ['whom the provider knew under its former issuer', [{ providerId: 'district', accountId: 'https://old.example 1' }], true],
    ['whom the provider knows as somebody else', [{ providerId: 'district', accountId: 'https://new.example 8' }], false],
    ['whom another provider knows', [{ providerId: 'partner', accountId: 'https://partner.example 7' }], false],
  ])('%s', (_, known, may) => {
    expect(mayTakeFor(known, comes)).toBe(may);
  });
});
