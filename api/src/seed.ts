import { connect } from '@steward/db';
import { seedDemonstrationPeople, seedReference } from '@steward/db/seed';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import { seedCapital, seedProjectFile } from './capital/index.ts';
import { seedAssessment, seedCondition, seedMeasures } from './condition/index.ts';
import { seedDevices } from './devices/index.ts';
import { seedPlan } from './plan/index.ts';
import { seedSurveys } from './surveys/index.ts';
import { seedNetwork } from './network/index.ts';
import { seedOrders } from './work-orders/index.ts';

/** Any number will do, as long as every process that seeds takes the same. */
const SEED_LOCK = 7_305_881;
const DEMO_PASSWORD = 'steward-demo';

/** Fills an empty database with the demonstration district, whole or not at all; says each step. What is there stays as it is. */
async function seed(databaseUrl: string, { now, orders, say }: { now: Date; orders: number; say: (line: string) => void }) {
  const { db, close } = connect(databaseUrl, { poolSize: 1, role: 'none' });
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
      await seedReference(tx);
      say('schools, rooms, crews and the catalogue');
      await seedDemonstrationPeople(tx, { passwordHash: await hashPassword(DEMO_PASSWORD), now });
      say('people and their roles');
      const parts = await seedCondition(tx, now);
      say(parts > 0 ? `${parts} components of buildings, and what was found wrong with them` : 'the condition of buildings was there already');
      const looked = await seedAssessment(tx, now);
      say(looked > 0 ? `${looked} buildings of another district, as it published them` : 'the other district’s buildings were there already');
      const placed = await seedProjectFile(tx, now);
      say(placed > 0 ? `${placed} phases of another owner’s projects, as it published them` : 'the other owner’s projects were there already');
      const measured = await seedMeasures(tx, now);
      if (measured > 0) say(`the adequacy and the capacity of ${measured} schools`);
      const entered = await seedCapital(tx, now);
      say(entered > 0 ? `${entered} entries in the ledger of two capital programmes` : 'the capital programmes were there already');
      const devices = await seedDevices(tx, now);
      say(devices > 0 ? `${devices} devices, and the students who have them` : 'the devices were there already');
      const answered = await seedSurveys(tx, now);
      if (answered > 0) say(`${answered} answers to two surveys of the staff`);
      await seedPlan(tx, now);
      const counted = await seedNetwork(tx, now);
      say(counted > 0 ? `a year of ${counted} bandwidth measurements` : 'the network was there already');
      const written = await seedOrders(tx, { now, count: orders });
      say(written > 0 ? `${written} work orders over two school years` : 'work orders were there already');
    });
    await db.execute(sql`analyze`);
  } finally {
    await close();
  }
}

const { DATABASE_URL, DEMO_ORDERS = '6000', NODE_ENV } = process.env;
if (!DATABASE_URL) throw new Error('DATABASE_URL: set it to the database to fill.');
if (NODE_ENV === 'production') console.log('production: no demonstration data');
else await seed(DATABASE_URL, { now: new Date(), orders: Number(DEMO_ORDERS), say: (line) => console.log(line) });
