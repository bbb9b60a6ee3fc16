import { describe, expect, test } from 'vitest';
import { readProviders } from './providers.ts';

const given = {
  OIDC_PROVIDERS: 'district, partner-two',
  OIDC_DISTRICT_ISSUER: 'https://idp.example/tenant/v2.0',
  OIDC_DISTRICT_CLIENT_ID: 'steward',
  OIDC_DISTRICT_CLIENT_SECRET: 'secret',
  OIDC_DISTRICT_NAME: 'District account',
  OIDC_DISTRICT_DOMAINS: 'District.example, schools.example',
  OIDC_DISTRICT_ROLE_CLAIM: 'roles',
  OIDC_DISTRICT_ROLES:
    '{"desk": {"role": "dispatcher", "service": "it"}, "office": [{"role": "site_administrator", "site": "0108"}, {"role": "technician"}]}',
  OIDC_PARTNER_TWO_ISSUER: 'https://partner.example',
  OIDC_PARTNER_TWO_CLIENT_ID: 'steward',
  OIDC_PARTNER_TWO_CLIENT_SECRET: 'secret',
};
const read = (more: Record<string, string> = {}, isProduction = true) => readProviders({ ...given, ...more }, { isProduction });

test('providers stand side by side, each from variables of its own', () => {
  const [district, partner] = read();
  expect(district).toMatchObject({ id: 'district', name: 'District account', domains: ['district.example', 'schools.example'], roleClaim: 'roles' });
  expect(district?.roles).toEqual({
    desk: [{ role: 'dispatcher', serviceCode: 'it', areaCode: null, siteCode: null }],
    office: [
      { role: 'site_administrator', serviceCode: null, areaCode: null, siteCode: '0108' },
      { role: 'technician', serviceCode: null, areaCode: null, siteCode: null },
    ],
  });
  expect(partner).toMatchObject({ id: 'partner-two', name: 'partner-two', domains: [], roles: {}, emailVerifiedClaim: 'email_verified' });
  expect(readProviders({}, { isProduction: true })).toEqual([]);
});

describe('what is wrong is told by the name of its variable', () => {
  test.each([
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'District' }],
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'district,district,partner-two' }],
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'district,partner-two,credential' }],
    ['OIDC_DISTRICT_ISSUER', { OIDC_DISTRICT_ISSUER: 'idp.example' }],
    ['OIDC_DISTRICT_ISSUER', { OIDC_DISTRICT_ISSUER: 'http://idp.example' }],
    ['OIDC_DISTRICT_CLIENT_SECRET', { OIDC_DISTRICT_CLIENT_SECRET: '' }],
    ['OIDC_DISTRICT_ROLE_CLAIM', { OIDC_DISTRICT_ROLE_CLAIM: '' }],
    ['OIDC_DISTRICT_ROLES', { OIDC_DISTRICT_ROLES: '' }],
    ['OIDC_DISTRICT_ROLES', { OIDC_DISTRICT_ROLES: 'desk=dispatcher' }],
    ['OIDC_DISTRICT_ROLES', { OIDC_DISTRICT_ROLES: '{"desk": {"role": "emperor"}}' }],
    ['OIDC_DISTRICT_ROLES', { OIDC_DISTRICT_ROLES: '{"desk": {"role": "hr_partner", "compartment": "hr"}}' }],
    ['OIDC_DISTRICT_ROLES', { OIDC_DISTRICT_ROLES: '{"desk": {"role": "dispatcher", "area": "a", "site": "b"}}' }],
    ['OIDC_DISTRICT_ROLE_CLAIMS', { OIDC_DISTRICT_ROLE_CLAIMS: 'roles' }],
    ['OIDC_OTHER_ISSUER', { OIDC_OTHER_ISSUER: 'https://other.example' }],
  ])('%s %j', (variable, more) => {
    expect(() => read(more)).toThrow(new RegExp(`^${variable}: `));
  });
  test('each on a line of its own', () => {
    expect(() => read({ OIDC_DISTRICT_CLIENT_ID: '', OIDC_PARTNER_TWO_ISSUER: '' })).toThrow(
      /^OIDC_DISTRICT_CLIENT_ID: .*\nOIDC_PARTNER_TWO_ISSUER: /,
    );
  });
});

test('outside production a provider on this machine may do without https', () => {
  expect(read({ OIDC_DISTRICT_ISSUER: 'http://localhost:9000' }, false)[0]?.issuer).toBe('http://localhost:9000');
});
