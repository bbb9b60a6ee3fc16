import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programFrom } from './debian.ts';
import { answers, startProcess, type Started, until } from './processes.ts';

type Settings = { directory: string; outside: number; inside: number; apis: readonly number[]; portals: readonly number[] };

/**
 * The proxy of docker-compose.yml in HAProxy's words: `ready` asked often, one refusal is enough to send nobody new, only a connection that
 * could not be made is tried elsewhere (nothing was sent on it yet), and metrics are not for outside. `inside` is where portals find the API.
 */
const configuration = ({ outside, inside, apis, portals }: Settings) => `
global
  maxconn 2000
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout http-request 10s
  timeout check 2s
  retries 2
  retry-on conn-failure
  option redispatch 1
  http-error status 503 content-type "text/plain" string "Nobody can answer just now. Try again in a moment." hdr Retry-After 2
  default-server check inter 250ms fall 1 rise 1
frontend outside
  bind 127.0.0.1:${outside}
  option forwardfor
  http-request set-header X-Forwarded-Proto http
  http-request deny deny_status 404 if { path,url_dec /api/metrics }
  use_backend api if { path_beg /api/ /open311/ /ndt/ }
  default_backend portal
frontend inside
  bind 127.0.0.1:${inside}
  default_backend api
backend api
  option httpchk GET /api/health/ready
${apis.map((port, i) => `  server api${i} 127.0.0.1:${port}`).join('\n')}
backend portal
  option httpchk GET /health/ready
${portals.map((port, i) => `  server portal${i} 127.0.0.1:${port}`).join('\n')}
`;

export async function startHaproxy(settings: Settings): Promise<Started> {
  const program = await programFrom('haproxy');
  const file = join(settings.directory, 'haproxy.cfg');
  await writeFile(file, configuration(settings));
  const proxy = startProcess([program, '-f', file, '-db']);
  const isUp = async () => {
    if (!proxy.isAlive()) throw new Error(`HAProxy does not run: ${proxy.said()}`);
    return (await Promise.all(['/api/health/ready', '/sign-in'].map((path) => answers(`http://127.0.0.1:${settings.outside}${path}`)))).every(
      Boolean,
    );
  };
  await until('HAProxy sends requests on', isUp, proxy.said);
  return proxy;
}
