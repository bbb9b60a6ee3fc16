import { describe, expect, test } from 'vitest';
import type { Actor, Grant } from '#kernel/actor.ts';
import { mayAdminister, mayGrant, pagesFor, type Scope } from './grants.ts';

const actor = (...grants: Grant[]): Actor => ({
  id: 'a',
  name: 'A',
  email: 'a@x',
  locale: 'en',
  siteId: null,
  grants,
  compartments: [],
  teamIds: [],
});
const role = (name: Grant['role'], more: Partial<Grant> = {}): Grant => ({ role: name, serviceCode: null, areaId: null, siteId: null, ...more });
const scope = (more: Partial<Scope> = {}): Scope => ({ serviceCode: null, areaId: null, siteId: null, siteAreaId: null, ...more });
const school = scope({ siteId: 'school', siteAreaId: 'north' });

describe('an administrator gives roles inside the scope they administer', () => {
  const district = actor(role('administrator'));
  const area = actor(role('administrator', { areaId: 'north' }));
  const site = actor(role('administrator', { siteId: 'school' }));
  test.each<[string, Actor, Scope, boolean]>([
    ['district, district', district, scope(), true],
    ['district, a school', district, school, true],
    ['an area, a school in it', area, school, true],
    ['an area, a school elsewhere', area, scope({ siteId: 'other', siteAreaId: 'south' }), false],
    ['an area, the district', area, scope(), false],
    ['a school, itself', site, school, true],
    ['a school, a service at it', site, { ...school, serviceCode: 'it' }, true],
    ['a school, its area', site, scope({ areaId: 'north' }), false],
    ['nobody else', actor(role('service_manager'), role('auditor')), school, false],
  ])('%s', (_, who, where, may) => expect(mayGrant(who, where)).toBe(may));
});

test('everybody asks for help; each role has its own pages', () => {
  expect(pagesFor(actor())).toEqual(['ask', 'requests']);
  expect(pagesFor(actor(role('dispatcher')))).toContain('triage');
  expect(pagesFor(actor(role('technician')))).toContain('my-day');
  expect(pagesFor(actor(role('administrator')))).toContain('admin-people');
  expect(mayAdminister(actor(role('auditor')))).toBe(false);
});
