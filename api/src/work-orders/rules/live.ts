import type { Actor } from '#kernel/actor.ts';
import { mayReadInternal, standingsOn, type Subject } from './access.ts';

/** What decides who may know of an order and may itself be changed. */
export type AudienceBefore = Partial<Pick<Subject, 'serviceCode' | 'teamId' | 'assigneeId'>>;

/** That something happened to an order: what it is now, and by what it was seen before each of the changes that touched that. */
export type Happened = { subject: Subject; isInternal: boolean; before: readonly AudienceBefore[] };

/**
 * What somebody is told of it. `changed` only who may know of the order now, and of what crews write among themselves only who may read that;
 * `gone` who knew of it before and no longer does; everybody else nothing at all.
 */
export function judgeTelling({ subject, isInternal, before }: Happened, actor: Actor): 'changed' | 'gone' | 'nothing' {
  const have = standingsOn(subject, actor);
  if (have.size > 0) return !isInternal || mayReadInternal(have) ? 'changed' : 'nothing';
  return before.some((then) => standingsOn({ ...subject, ...then }, actor).size > 0) ? 'gone' : 'nothing';
}
