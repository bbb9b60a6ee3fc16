import { connect, type Sql } from '@steward/db';
import { seedDemonstrationAccounts, seedDemonstrationPeople, seedReference } from '@steward/db/seed';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import { seedCapital, seedProjectFile } from './capital/index.ts';
import { seedAssessment, seedCondition, seedLabourRates, seedMeasures } from './condition/index.ts';
import { seedDevices } from './devices/index.ts';
import { seedPlan } from './plan/index.ts';
import { seedSurveys } from './surveys/index.ts';
import { seedNetwork } from './network/index.ts';
import { seedOrders } from './work-orders/index.ts';

/** Any number will do, as long as every process that seeds takes the same. */
const SEED_LOCK = 7_305_881;
const DEMO_PASSWORD = 'steward-demo';

type Given = { now: Date; orders: number };
/** A part of the demonstration, written whole or not at all, and once; says what it wrote, nothing where it was there already. */
type Part = (on: Sql, given: Given) => Promise<string>;

const counted = (count: number, words: string) => (count > 0 ? `${count} ${words}` : '');

/** Each row of parts is written in its order, the rows side by side: the one takes time to think while the database writes the other. */
const SIDE_BY_SIDE: readonly (readonly Part[])[] = [
  [async (on, { now }) => counted(await seedDevices(on, now), 'devices, and the students who have them')],
  [
    async (on, { now }) => counted(await seedCondition(on, now), 'components of buildings, and what was found wrong with them'),
    async (on, { now }) => counted(await seedLabourRates(on, now), 'hourly rates of crews'),
    async (on, { now }) => counted(await seedAssessment(on, now), 'buildings of another district, as it published them'),
    async (on, { now }) => counted(await seedMeasures(on, now), 'schools with their adequacy and their capacity'),
    async (on, { now }) => counted(await seedCapital(on, now), 'entries in the ledger of two capital programmes'),
    async (on, { now }) => counted(await seedProjectFile(on, now), 'phases of another owner’s projects, as it published them'),
  ],
  [
    async (on, { now, orders }) => counted(await seedOrders(on, { now, count: orders }), 'work orders over two school years'),
    async (on, { now }) => counted(await seedNetwork(on, now), 'bandwidth measurements in a year'),
    async (on, { now }) => (await seedPlan(on, now), ''),
    async (on, { now }) => counted(await seedSurveys(on, now), 'answers to two surveys of the staff'),
  ],
];

/** Fills a database with the demonstration district; says each step. What is there stays as it is, so that a start that was broken off is taken up again. */
async function seed(databaseUrl: string, given: Given, say: (line: string) => void) {
  const { db, close } = connect(databaseUrl, { poolSize: 1 + SIDE_BY_SIDE.length, role: 'none' });
  const write = async (part: Part) => {
    const words = await db.transaction((tx) => part(tx, given));
    if (words) say(words);
  };
  try {
    await db.transaction(async (alone) => {
      await alone.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
      await write(async (on) => (await seedReference(on), 'schools, rooms, crews and the catalogue'));
      await write(async (on) => (await seedDemonstrationPeople(on, given.now), 'people and their roles'));
      await Promise.all(
        SIDE_BY_SIDE.map(async (parts) => {
          for (const part of parts) await write(part);
        }),
      );
      await db.execute(sql`analyze`);
      // Last: where somebody can sign in, everything is.
      await seedDemonstrationAccounts(alone, { passwordHash: await hashPassword(DEMO_PASSWORD), now: given.now });
    });
  } finally {
    await close();
  }
}

const { DATABASE_URL, DEMO_ORDERS = '6000', NODE_ENV } = process.env;
if (!DATABASE_URL) throw new Error('DATABASE_URL: set it to the database to fill.');
if (NODE_ENV === 'production') console.log('production: no demonstration data');
else await seed(DATABASE_URL, { now: new Date(), orders: Number(DEMO_ORDERS) }, (line) => console.log(line));
