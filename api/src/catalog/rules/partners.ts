import type { Actor } from '#kernel/actor.ts';

type Person = { id: string; name: string };
type School = { site: { id: string }; area: { id: string } | null };
type Known = {
  grants: readonly { id: string; siteId: string | null; areaId: string | null; person: Person }[];
  holders: readonly { personId: string; siteId: string | null }[];
  proposals: readonly { personId: string; siteId: string | null }[];
  standIns: readonly { grantId: string; person: Person }[];
};

const counts = (held: { siteId: string | null }, siteId: string) => held.siteId === null || held.siteId === siteId;

/** The HR partners of one school, each once: those named for the school itself first. */
export function partnersAt({ site, area }: School, { grants, holders, proposals, standIns }: Known) {
  const here = grants
    .filter((g) => counts(g, site.id) && (g.areaId === null || g.areaId === area?.id))
    .toSorted((a, b) => Number(a.siteId === null) - Number(b.siteId === null));
  return here
    .filter((grant, i) => here.findIndex((other) => other.person.id === grant.person.id) === i)
    .map(({ id, siteId, person }) => ({
      ...person,
      isForSite: siteId !== null,
      maySee: holders.some((h) => h.personId === person.id && counts(h, site.id)),
      isProposed: proposals.some((p) => p.personId === person.id && counts(p, site.id)),
      standIn: standIns.find((s) => s.grantId === id)?.person ?? null,
    }));
}

/** May the actor name the partner of this school? Its administrator may, of HR and of the place. */
export const maySetPartnerAt = (actor: Actor, { site, area }: School) =>
  actor.grants.some(
    (g) =>
      g.role === 'administrator' &&
      (g.serviceCode === null || g.serviceCode === 'hr') &&
      (g.areaId === null || g.areaId === area?.id) &&
      (g.siteId === null || g.siteId === site.id),
  );
