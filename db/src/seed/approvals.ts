import type { approvalPolicies } from '../schema/index.ts';
import { uuidFor } from './random.ts';

type Policy = typeof approvalPolicies.$inferInsert;
type Given = Pick<Policy, 'name' | 'serviceCode'> & Partial<Policy> & { of?: string; roles: readonly string[] };

/** Asked of those who hold the roles, one after the other. */
const policy = ({ name, of, roles, ...more }: Given): Policy => ({
  id: uuidFor(`approval policy ${name}`),
  name,
  requestTypeId: of ? uuidFor(`request type ${of}`) : null,
  condition: 'always',
  steps: roles.map((role) => ({ roles: [role], personIds: [] })),
  ...more,
});

/** What waits for an approval in the demonstration: a district says its own. */
export const DEMO_APPROVAL_POLICIES: readonly Policy[] = [
  policy({ name: 'Moves: the school agrees', serviceCode: 'facilities', of: 'move_furniture', roles: ['site_administrator'] }),
  policy({ name: 'New software: the school, then IT', serviceCode: 'it', of: 'software_request', roles: ['site_administrator', 'service_manager'] }),
  policy({
    name: 'Work that costs $1,500 or more',
    serviceCode: 'facilities',
    condition: 'amount',
    thresholdCents: 150_000,
    roles: ['service_manager'],
  }),
];
