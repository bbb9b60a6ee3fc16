import type { operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type SiteMeasures = Answer<'getSiteMeasures'>;
type Category = NonNullable<SiteMeasures['adequacy']>['categories'][number]['category'];

export const categoryWords = saying<Category>({
  presence: m.measures_presence,
  safety_security: m.measures_safety_security,
  community: m.measures_community,
  organization: m.measures_organization,
  assembly: m.measures_assembly,
  extended_learning: m.measures_extended_learning,
  classroom: m.measures_classroom,
  environmental_quality: m.measures_environmental_quality,
});
export const CATEGORIES: readonly Category[] = [
  'presence',
  'safety_security',
  'community',
  'organization',
  'assembly',
  'extended_learning',
  'classroom',
  'environmental_quality',
];

export const adequacyWords = saying<NonNullable<SiteMeasures['adequacy']>['band']>({
  excellent: m.measures_excellent,
  good: m.measures_good,
  fair: m.measures_fair,
  poor: m.measures_poor,
});
