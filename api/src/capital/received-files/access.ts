import type { Actor, Role } from '#kernel/actor.ts';
import type { FileKind } from './kinds.ts';

const READERS: readonly Role[] = ['capital_manager', 'finance', 'administrator', 'auditor', 'planner'];
const KEEPERS_OF_BOOKS: readonly Role[] = ['finance'];
const BRINGERS_OF_PROJECTS: readonly Role[] = ['finance', 'capital_manager'];

const inWholeDistrict = (actor: Actor, roles: readonly Role[]) =>
  actor.grants.some(({ role, areaId, siteId }) => roles.includes(role) && areaId === null && siteId === null);

/** Files speak of whole programmes: who reads them reads all of it. */
export const maySeeFiles = (actor: Actor): boolean => inWholeDistrict(actor, READERS);
/** Who keeps the books matches them with the finance system. */
export const mayReconcile = (actor: Actor): boolean => inWholeDistrict(actor, KEEPERS_OF_BOOKS);
export const mayBring = (actor: Actor, kind: FileKind): boolean =>
  kind === 'projects' ? inWholeDistrict(actor, BRINGERS_OF_PROJECTS) : mayReconcile(actor);
