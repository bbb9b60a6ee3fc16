import { refuseNoAddress } from '@steward/db';
import { ensureApiLogin } from '@steward/db/api-login';
import { migrate } from '@steward/db/migrate';
import { main } from './launcher/lifetime.ts';

// The tables as this version wants them: what containers run once before the API; any number may run at once.
main(async () => {
  const { DATABASE_URL: url, API_DATABASE_PASSWORD: password } = process.env;
  refuseNoAddress(url);
  const applied = await migrate(url);
  console.log(applied.length > 0 ? `applied: ${applied.join(', ')}` : 'nothing to apply');
  if (!password) return;
  await ensureApiLogin(url, password);
  console.log('the API processes may sign in as steward_api');
});
