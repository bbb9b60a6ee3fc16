import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Stands between a portal and the API, and writes down what is asked for: in rounds, each of which began when the one before had been answered. */
export async function startRecorder(apiUrl: string) {
  let rounds: string[][] = [];
  let underWay = 0;
  let isNewRound = true;
  const server = createServer((request, response) => {
    if (isNewRound) rounds.push([]);
    isNewRound = false;
    rounds.at(-1)!.push(request.url!);
    underWay += 1;
    const { host: _, ...headers } = request.headers;
    const passed = ask(apiUrl + request.url!, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
      answer.once('end', () => {
        underWay -= 1;
        isNewRound = underWay === 0;
      });
    });
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What was asked for since the last time. */
    take: () => {
      const taken = rounds;
      rounds = [];
      isNewRound = true;
      return taken;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
