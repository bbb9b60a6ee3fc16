import { describe, expect, it } from 'vitest';
import { compartmentWords, heldWords } from '#lib/words/held.ts';
import { roleName } from '#lib/words/roles.ts';
import { previewOf, ROLES, seenWords } from './roles.ts';

describe('a role with its scope in words', () => {
  it.each([
    [{}, 'Dispatcher for the whole district'],
    [{ service: 'Facilities' }, 'Dispatcher for Facilities'],
    [{ area: 'Arvada area' }, 'Dispatcher in the Arvada area'],
    [{ site: 'Arvada High School' }, 'Dispatcher at Arvada High School'],
    [{ service: 'Facilities', area: 'Arvada area' }, 'Dispatcher for Facilities in the Arvada area'],
    [{ service: 'Facilities', site: 'Arvada High School' }, 'Dispatcher for Facilities at Arvada High School'],
  ])('%j', (scope, words) => expect(heldWords('dispatcher', scope)).toBe(words));

  it('shows a role that it does not know as it is', () => expect(heldWords('bus_driver', {})).toBe('bus_driver for the whole district'));
});

describe('what a role would let a person see', () => {
  it('names the scope where the role looks at requests', () => {
    expect(seenWords({ service: 'Facilities' })).toBe('of Facilities in the whole district');
    expect(previewOf('site_administrator', { site: 'Arvada High School' }, '').text).toContain('at Arvada High School');
  });

  it('says when the scope leaves the role nothing to look at', () => {
    expect(previewOf('planner', { service: 'IT' }, 'it').isIdle).toBe(true);
    expect(previewOf('planner', {}, '').isIdle).toBe(false);
    expect(previewOf('planner', { service: 'Facilities' }, 'facilities').text).not.toContain('of Facilities');
    expect(previewOf('planner', { service: 'Facilities' }, 'facilities').isIdle).toBe(false);
  });

  it('leaves no placeholder in any role', () => {
    for (const [role, { sees, help }] of Object.entries(ROLES))
      expect([sees({ scope: 'here' }), roleName(role), help()].join(' ')).not.toMatch(/[{}]/);
  });
});

describe('a compartment in words', () => {
  it('with its school, or for the district', () => {
    expect(compartmentWords('hr', 'Arvada High School')).toBe('Human resources at Arvada High School');
    expect(compartmentWords('it_security')).toBe('IT security for the whole district');
  });
});
