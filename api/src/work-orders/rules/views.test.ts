import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, Grant } from '#kernel/actor.ts';
import { AUDIENCES, mayChangeView, maySeeView, type ViewFacts } from './views.ts';

const anActor = (grants: readonly Partial<Grant>[] = [], teamIds: string[] = [], id = 'me'): Actor => ({
  id,
  name: 'A Person',
  email: 'a.person@demo.example',
  locale: 'en',
  siteId: null,
  grants: grants.map((grant) => ({ role: 'dispatcher', serviceCode: null, areaId: null, siteId: null, ...grant })),
  compartments: [],
  teamIds,
});
const team = (isLead = false) => ({ id: 'plumbers', serviceCode: 'facilities', isLead });
const view = (more: Partial<ViewFacts>): ViewFacts => ({ audience: 'private', ownerId: 'another', team: null, ...more });

describe('a saved view', () => {
  it.each([
    ['my own', view({ ownerId: 'me' }), anActor(), [true, true]],
    ['another’s private one', view({}), anActor([{}]), [false, false]],
    ['my team’s', view({ audience: 'team', team: team() }), anActor([], ['plumbers']), [true, false]],
    ['the team’s that I lead', view({ audience: 'team', team: team(true) }), anActor([], ['plumbers']), [true, true]],
    ['another team’s', view({ audience: 'team', team: team() }), anActor([], ['painters']), [false, false]],
    ['a team’s of my desk', view({ audience: 'team', team: team() }), anActor([{ serviceCode: 'facilities' }]), [true, true]],
    ['a team’s of another desk', view({ audience: 'team', team: team() }), anActor([{ serviceCode: 'it' }]), [false, false]],
    ['a shared one, for a requester', view({ audience: 'shared' }), anActor([{ role: 'requester' }]), [true, false]],
    ['a shared one, for a manager', view({ audience: 'shared' }), anActor([{ role: 'service_manager' }]), [true, true]],
  ] as const)('%s: seen, changed', (_name, facts, actor, expected) => {
    expect([maySeeView(facts, actor), mayChangeView(facts, actor)]).toEqual(expected);
  });

  it('is changed by nobody who may not see it', () => {
    const facts = fc.record({
      audience: fc.constantFrom(...AUDIENCES),
      ownerId: fc.constantFrom('me', 'another'),
      team: fc.option(
        fc.record({ id: fc.constantFrom('plumbers', 'painters'), serviceCode: fc.constantFrom('facilities', 'it'), isLead: fc.boolean() }),
      ),
    });
    const grants = fc.array(
      fc.record({ role: fc.constantFrom('dispatcher', 'technician', 'auditor'), serviceCode: fc.constantFrom('facilities', 'it', null) }),
    );
    fc.assert(
      fc.property(facts, grants, fc.subarray(['plumbers', 'painters']), (of, held, teams) => {
        const actor = anActor(held, teams);
        expect(mayChangeView(of, actor) && !maySeeView(of, actor)).toBe(false);
      }),
    );
  });
});
