import type { FastifyInstance } from 'fastify';

/**
 * Told to stop, a process first says so and goes on answering: `ready` refuses, so that the proxy sends nobody new, and each answer closes
 * its connection, so that none is in use when the listener goes.
 */
export function drain(app: FastifyInstance) {
  const told: (() => void)[] = [];
  const state = {
    isBegun: false,
    whenBegun: (tell: () => void) => void told.push(tell),
    begin: () => {
      state.isBegun = true;
      for (const tell of told) tell();
    },
  };
  app.decorate('drain', state);
  app.addHook('onRequest', (_request, reply, done) => {
    if (app.drain.isBegun) reply.header('connection', 'close');
    done();
  });
}
