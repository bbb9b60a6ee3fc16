import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { TestApi } from '../app.testing.ts';
import { tellNext } from './tell-news.ts';

/** Has everything told that waits, as the worker does. */
export async function tellAll(api: TestApi): Promise<void> {
  const onError = (error: unknown) => {
    throw error;
  };
  while (await tellNext(api.db, { jitter: 0, onError }, api.clock.now));
}

export type Received = { to: string; mail: Email };
type Handlers = Pick<SMTPServerOptions, 'onConnect' | 'onRcptTo'> & {
  /** What to answer once the mail has come; it counts as received where nothing is thrown. */
  onMail?: (received: Received) => Promise<void>;
};

/** A real mail server on this machine. `received` is what it took. */
export async function aMailServer({ onMail, ...handlers }: Handlers = {}, port = 0) {
  const received: Received[] = [];
  const server = new SMTPServer({
    ...handlers,
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const take = async () => {
          const mail = await PostalMime.parse(Buffer.concat(chunks));
          const one = { to: session.envelope.rcptTo.map(({ address }) => address).join(), mail };
          await onMail?.(one);
          received.push(one);
        };
        take().then(
          () => done(),
          (error: unknown) => done(error as Error),
        );
      });
    },
  });
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: listens } = server.server.address() as AddressInfo;
  return { received, port: listens, url: `smtp://127.0.0.1:${listens}`, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
