import type { Sql } from '@steward/db';
import type { Disk } from 'flydrive';
import type { Actor } from '#kernel/actor.ts';
import type { Config } from './config.ts';

declare module 'fastify' {
  interface FastifyInstance {
    db: Sql;
    clock: () => Date;
    config: Config;
    disk: Disk;
  }
  interface FastifyRequest {
    /** Set by the session hook on every route that is not public. */
    actor: Actor;
    /** The row of this request's Idempotency-Key, while it runs. */
    idempotencyId: string | null;
  }
  interface FastifyContextConfig {
    /** Answers without sign-in. */
    isPublic?: boolean;
    /** Before a stored answer is sent again: throws when the actor may no longer see what it shows. */
    mayReplay?: (request: FastifyRequest, body: unknown) => Promise<void>;
  }
}
