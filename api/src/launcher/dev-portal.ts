import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { main, stopInOrder } from './lifetime.ts';

type DevServer = { listen: () => Promise<unknown>; close: () => Promise<void> };
type Vite = { createServer: (options: object) => Promise<DevServer> };

// The portal as Vite serves it while it is being written: at the public port, passing on what is the API's. Runs in web/, where Kit looks for itself.
main(async () => {
  const { PORT, HOST, API_URL } = process.env;
  const vite = createRequire(`${process.cwd()}/package.json`).resolve('vite');
  const { createServer } = (await import(pathToFileURL(vite).href)) as Vite;
  const proxy = Object.fromEntries(
    ['^/api(/|$)', '^/open311(/|$)', '^/ndt/'].map((path) => [path, { target: API_URL, xfwd: true, ws: path === '^/ndt/' }]),
  );
  const server = await createServer({ server: { host: HOST, port: Number(PORT), strictPort: true, proxy } });
  stopInOrder(() => server.close());
  await server.listen();
});
