import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws a message that names the port and says what to do, when somebody else listens there. */
export async function assertPortIsFree(host: string, port: number): Promise<void> {
  // Browsers may try ::1 first for "localhost": another program there would answer in our place.
  const hosts = host === '127.0.0.1' ? [host, '::1'] : [host];
  for (const one of hosts) {
    const code = await refusalToListen(one, port);
    if (code === 'EADDRINUSE') throw new Error(busy(port));
    if (code === 'EACCES') throw new Error(`Port ${port} is reserved for administrators. ${useAnother(port)}`);
    if (code && one === host) throw new Error(`Cannot listen on ${host}, port ${port} (${code}). HOST must be an address of this machine.`);
  }
}

const busy = (port: number) =>
  `Port ${port} is busy: another program, perhaps an earlier start, listens there. Stop it, or choose another port. ${useAnother(port)}`;

const useAnother = (port: number) => `For example:\n  PORT=${port === 3900 ? 3901 : 3900} npx -y pnpm@12 start`;

async function refusalToListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}
