import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

type SideDoor = { host: string; port: number; isReady: () => Promise<boolean>; metrics: () => Promise<string> };

/** What a process without routes tells those who look after it: is it alive, is it ready, what does it count. Not for the world; no proxy leads here. */
export async function openSideDoor({ host, port, isReady, metrics }: SideDoor): Promise<Server> {
  const server = createServer((request, response) => {
    const tell = (status: number, body = `${status}\n`) => void response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(body);
    const fail = () => tell(503);
    if (request.url === '/health/live') tell(200);
    else if (request.url === '/health/ready') isReady().then((ready) => tell(ready ? 200 : 503), fail);
    else if (request.url === '/metrics') metrics().then((text) => tell(200, text), fail);
    else tell(404);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
