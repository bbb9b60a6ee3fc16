import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { CONFIRM_WITHIN_DAYS, endCompartment, endRole, grantRole, proposeCompartment } from '../../people/index.ts';
import { maySeeSetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { maySetPartnerAt, partnersAt } from '../rules/partners.ts';
import type { PartnerRequest } from './partner-contract.ts';
import { listHrHolders, listHrProposals, listPartnerGrants, listPartnerStandIns, listSchools } from './partner-queries.ts';
import { notYoursToSetUp, schoolNotFound, setUpChanged, setUpNotForYou } from './problems.ts';
import { recordSetUp } from './record.ts';

const DAY_MS = 86_400_000;

async function loadPartners(on: Sql, now: Date) {
  return {
    grants: await listPartnerGrants(on),
    holders: await listHrHolders(on),
    proposals: await listHrProposals(on, new Date(now.getTime() - CONFIRM_WITHIN_DAYS * DAY_MS)),
    standIns: await listPartnerStandIns(on, districtDay(now)),
  };
}

/** Every school with its HR partners, those without one first. */
export async function readPartners(on: Sql, actor: Actor, now: Date) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const known = await loadPartners(on, now);
  const schools = (await listSchools(on)).map((school) => ({ ...school, partners: partnersAt(school, known) }));
  const gap = ({ partners }: (typeof schools)[number]) => (partners.length === 0 ? 0 : partners.some((p) => p.maySee) ? 2 : 1);
  return { items: schools.toSorted((a, b) => gap(a) - gap(b)), may: { change: maySetUpDistrict(actor, 'hr') } };
}

/**
 * Makes a person the HR partner of a school: the role of those who were it there ends with what they may see there, and a second person is
 * asked to confirm what the new one may see. All by the same acts as on a person's own page.
 */
export const setPartner = (db: Sql, actor: Actor, siteId: string, { personId, insteadOfIds, why }: z.infer<typeof PartnerRequest>, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const school = (await listSchools(tx)).find(({ site }) => site.id === siteId);
    if (!school) throw schoolNotFound();
    const onBehalfOfId = actingFor(actor, (as) => maySetPartnerAt(as, school));
    if (onBehalfOfId === undefined) throw notYoursToSetUp();
    const known = await loadPartners(tx, now);
    const before = partnersAt(school, known).filter((partner) => partner.isForSite);
    const names = before.map(({ name }) => name);
    if (before.some(({ id }) => !insteadOfIds.includes(id) && id !== personId)) throw setUpChanged({ partners: names }, 1);
    const [isPartner, maySee, isProposed] = [
      before.some(({ id }) => id === personId),
      known.holders.some((h) => h.personId === personId && (h.siteId === null || h.siteId === siteId)),
      known.proposals.some((p) => p.personId === personId && (p.siteId === null || p.siteId === siteId)),
    ];
    if (!isPartner) await grantRole(tx, actor, personId, { role: 'hr_partner', serviceCode: 'hr', siteId }, now);
    if (!maySee && !isProposed) await proposeCompartment(tx, actor, personId, { compartment: 'hr', siteId }, now);
    for (const { id } of before) {
      if (id === personId) continue;
      for (const grant of known.grants) if (grant.person.id === id && grant.siteId === siteId) await endRole(tx, actor, id, grant.id, now);
      for (const held of known.holders) if (held.personId === id && held.siteId === siteId) await endCompartment(tx, actor, id, held.id, now);
    }
    const then = { ...school, partners: partnersAt(school, await loadPartners(tx, now)) };
    const after = { partners: then.partners.filter((p) => p.isForSite).map(({ name }) => name) };
    await recordSetUp(
      tx,
      actor,
      { subject: 'hr_partner', id: siteId, name: school.site.name, before: { partners: names }, after, why, onBehalfOfId },
      now,
    );
    return then;
  });
