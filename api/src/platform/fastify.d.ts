import type { Sql } from '@steward/db';
import type { Actor, TokenScope } from '#kernel/actor.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Config } from './config.ts';
import type { Files } from './files/index.ts';

declare module 'fastify' {
  interface FastifyInstance {
    db: Sql;
    clock: () => Date;
    config: Config;
    files: Files;
    /** Writes when sessions were last seen, as far as this process noted it. */
    writeLastSeen: () => Promise<void>;
    /** Begun when the process was told to stop. */
    drain: { isBegun: boolean; begin: () => void; whenBegun: (tell: () => void) => void };
  }
  interface FastifyRequest {
    /** Set by the session hook on every route that is not public. */
    actor: Actor;
    /** Why there is no actor, where one is needed. */
    notSignedIn: Problem | null;
    /** The session that the request came with. */
    sessionToken: string | null;
    /** The trace it belongs to, where traces are kept. */
    traceId?: string;
    /** The row of this request's Idempotency-Key, while it runs. */
    idempotencyId: string | null;
    /** The token whose use is to be noted once this is answered. */
    tokenUse: string | null;
  }
  interface FastifyContextConfig {
    /** Answers without sign-in. */
    isPublic?: boolean;
    /** What a program's token must be let do here; without one the route is closed to programs. */
    scope?: TokenScope;
    /** Nothing ties what is sent to who sends it: its key and its person are not kept. */
    isAnonymous?: boolean;
    /** The answer holds a secret: it is never stored, so a retry is refused instead of answered again. */
    answersSecret?: boolean;
    /** Before a stored answer is sent again: throws when the actor may no longer see what it shows. */
    mayReplay?: (request: FastifyRequest, body: unknown) => Promise<void>;
  }
}
