import { main } from './launcher/lifetime.ts';
import { runServer } from './run-server.ts';

// The API alone, as containers run it: the portal is another process, and a proxy puts both behind one address.
main(() => runServer());
