import { z } from 'zod';
import { Named, orNull, why } from './contract.ts';

export const PartnerParams = z.object({ siteId: z.uuid() });
export const PartnerRequest = z.strictObject({
  personId: z.uuid(),
  insteadOfIds: z.array(z.uuid()).max(20).describe('Whom one saw as partners of this school: their role there ends.'),
  why,
});
const Partner = Named.extend({
  isForSite: z.boolean().describe('False: by a role for an area or the district.'),
  maySee: z.boolean().describe('May see the school’s private HR requests: without it a partner sees nothing.'),
  isProposed: z.boolean().describe('A second person is asked to confirm that they may.'),
  standIn: orNull(Named).describe('Who stands in for them today.'),
});
const School = z.object({ site: Named, area: orNull(Named), partners: z.array(Partner) });
export const PartnerResponse = School.meta({ id: 'SchoolPartners' });
export const PartnerList = z.object({ items: z.array(School), may: z.object({ change: z.boolean() }) }).meta({ id: 'SchoolPartnersList' });
