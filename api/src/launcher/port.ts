import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The processes of a start that was killed hard let go of the port by themselves, in about this time. */
const LETS_GO_WITHIN_MS = 2_000;

/** Throws a message that names the port and says what to do, when somebody else listens there. */
export async function assertPortIsFree(host: string, port: number): Promise<void> {
  // Browsers may try ::1 first for "localhost": another program there would answer in our place.
  const hosts = host === '127.0.0.1' ? [host, '::1'] : [host];
  for (const one of hosts) {
    const code = await lastingRefusal(one, port);
    if (code === 'EADDRINUSE') throw new Error(busy(port));
    if (code === 'EACCES') throw new Error(`Port ${port} is reserved for administrators. ${useAnother(port)}`);
    if (code && one === host) throw new Error(`Cannot listen on ${host}, port ${port} (${code}). HOST must be an address of this machine.`);
  }
}

const busy = (port: number) =>
  `Port ${port} is busy: another program, perhaps an earlier start, listens there. Stop it, or choose another port. ${useAnother(port)}`;

const useAnother = (port: number) => `For example:\n  PORT=${port === 3900 ? 3901 : 3900} npx -y pnpm@12 start`;

async function lastingRefusal(host: string, port: number): Promise<string | undefined> {
  const deadline = Date.now() + LETS_GO_WITHIN_MS;
  let code = await refusalToListen(host, port);
  while (code === 'EADDRINUSE' && Date.now() < deadline) {
    await pause(200);
    code = await refusalToListen(host, port);
  }
  return code;
}

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
