import type { Actor } from '#kernel/actor.ts';
import { type AssignmentVerdict, judgeAssignment, standingsOn } from '../rules/access.ts';
import { type Facts, judgeMove, type Status } from '../rules/lifecycle.ts';
import { atWork, HOUR } from './clock.ts';
import type { Random, SimTeam, Story } from './world.ts';

/** Judges every step by the product's own rules: a story that they refuse is an error in the simulation. */
export class Telling {
  readonly story: Story;
  readonly random: Random;
  readonly now: Date;
  at: Date;
  constructor(story: Story, random: Random, now: Date) {
    this.story = story;
    this.random = random;
    this.now = now;
    this.at = story.submittedAt;
  }

  /** Moves time on into working hours; false when that lies ahead of now. */
  wait(hours: number): boolean {
    const then = atWork(new Date(this.at.getTime() + hours * HOUR), this.random);
    if (then > this.now) return false;
    this.at = then;
    return true;
  }

  /** A moment on: what comes of something at once is told after it. */
  tick() {
    this.at = new Date(this.at.getTime() + 1);
  }

  /** `actor` null: Steward itself. `approval`: which of the story's it is about. */
  write(
    kind: string,
    actor: Actor | null,
    data: Record<string, unknown>,
    { isInternal = false, changed = null, approval }: { isInternal?: boolean; changed?: string[] | null; approval?: number } = {},
  ) {
    if (changed) this.story.version += 1;
    this.story.events.push({
      kind,
      actorId: actor?.id ?? null,
      occurredAt: this.at,
      isInternal,
      data,
      version: changed ? this.story.version : null,
      changedFields: changed,
      ...(approval === undefined ? {} : { approval }),
    });
    this.story.updatedAt = this.at;
  }

  subject() {
    const { story } = this;
    return {
      serviceCode: story.type.serviceCode,
      areaId: story.site.areaId,
      siteId: story.site.id,
      compartment: story.type.compartment,
      requesterId: story.requesterId,
      submittedById: story.requesterId,
      assigneeId: story.assigneeId,
      teamId: story.teamId,
    };
  }

  move(actor: Actor, to: Status, data: Record<string, unknown> = {}, set: Partial<Story> = {}) {
    const { story } = this;
    const facts: Facts = { status: story.status, heldFrom: story.hold?.from ?? null, completedAt: story.completedAt };
    const given = {
      assignee: !!(story.teamId || story.assigneeId),
      note: !!data['note'],
      holdReason: !!data['reason'],
      resolutionNote: !!data['resolutionNote'],
      duplicateOf: !!data['duplicateOf'],
    };
    const verdict = judgeMove(facts, to, standingsOn(this.subject(), actor), given, this.at);
    if (!verdict.ok) throw new Error(`${story.number} ${story.type.code}: ${story.status} → ${to} by ${actor.name}: ${verdict.why}`);
    const from = story.status;
    Object.assign(story, set, { status: to, statusChangedAt: this.at });
    this.write(verdict.move.event, actor, { from, to, ...data }, { changed: ['status', ...Object.keys(set)] });
  }

  assign(by: Actor, to: Actor, team: SimTeam) {
    const { story } = this;
    const person = {
      id: to.id,
      isWorker: true,
      holdsCompartment: to.compartments.some((c) => c.compartment === story.type.compartment && (c.siteId === null || c.siteId === story.site.id)),
    };
    const subject = this.subject();
    const verdict: AssignmentVerdict = judgeAssignment(subject, by, standingsOn(subject, by), { person, team: null });
    if (verdict !== 'allowed') throw new Error(`${story.number} ${story.type.code}: assigning ${to.name} by ${by.name}: ${verdict}`);
    const from = story.status;
    Object.assign(story, { assigneeId: to.id, status: 'assigned', statusChangedAt: this.at });
    this.write(
      by.id === to.id ? 'taken' : 'assigned',
      by,
      { from, to: 'assigned', teamName: team.name, personName: to.name },
      { changed: ['assigneeId', 'status'] },
    );
  }

  comment(actor: Actor, body: string, isInternal = false) {
    this.story.comments.push({ authorId: actor.id, body, isInternal, createdAt: this.at });
    this.write('commented', actor, {}, { isInternal });
  }
}
