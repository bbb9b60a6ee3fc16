import { startProvider } from '../../api/src/people/providers/provider.testing.ts';

/** What the roles claim of the district's service gives. */
const ROLES = { desk: { role: 'dispatcher' }, crew: { role: 'technician' } };

/** Two services that the journeys sign in by, and the name of one that never answers; `env` is what Steward, and the journeys, are to know of them. */
export async function startSignInServices(steward: string, ports: { district?: number; partner?: number } = {}) {
  const [district, partner] = await Promise.all([
    startProvider({ id: 'district', redirectTo: [steward], ...(ports.district ? { port: ports.district } : {}) }),
    startProvider({ id: 'partner', redirectTo: [steward], tellsInToken: false, ...(ports.partner ? { port: ports.partner } : {}) }),
  ]);
  return {
    env: {
      OIDC_PROVIDERS: 'district,partner,county',
      ...district.env('District account', { ROLE_CLAIM: 'roles', ROLES: JSON.stringify(ROLES) }),
      ...partner.env('Partner account'),
      OIDC_COUNTY_ISSUER: 'http://localhost:1',
      OIDC_COUNTY_CLIENT_ID: 'steward',
      OIDC_COUNTY_CLIENT_SECRET: 'none',
      OIDC_COUNTY_NAME: 'County account',
    },
    stop: async () => {
      await Promise.all([district.stop(), partner.stop()]);
    },
  };
}

// By hand: they run beside a `pnpm start` that is given these variables.
if (import.meta.main) {
  const { env } = await startSignInServices(process.env['BASE_URL'] ?? 'http://localhost:3000', { district: 9101, partner: 9102 });
  for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value}'`);
}
