import { answers, startProcess, type Started, until } from './processes.ts';
import { programFrom } from './debian.ts';

type Settings = { directory: string; outside: number; inside: number; apis: readonly number[]; portals: readonly number[] };

const addresses = (ports: readonly number[]) => ports.map((port) => `127.0.0.1:${port}`).join(' ');

/** Caddy with the Caddyfile of docker-compose.yml as it is; only the addresses are those of these processes. */
export async function startCaddy({ directory, outside, inside, apis, portals }: Settings): Promise<Started> {
  const proxy = startProcess([await programFrom('caddy'), 'run', '--config', 'Caddyfile', '--adapter', 'caddyfile'], {
    HOME: directory,
    SITE_ADDRESS: `http://127.0.0.1:${outside}`,
    INSIDE_ADDRESS: `http://127.0.0.1:${inside}`,
    API_PROCESSES: addresses(apis),
    PORTAL_PROCESSES: addresses(portals),
  });
  const isUp = async () => {
    if (!proxy.isAlive()) throw new Error(`Caddy does not run: ${proxy.said()}`);
    return (await Promise.all(['/api/health/ready', '/sign-in'].map((path) => answers(`http://127.0.0.1:${outside}${path}`)))).every(Boolean);
  };
  await until('Caddy sends requests on', isUp, proxy.said);
  return proxy;
}
