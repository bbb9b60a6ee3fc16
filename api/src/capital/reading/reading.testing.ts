import type { Sql } from '@steward/db';
import { programmes, projects } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';

/** A programme with one project at this school, and no money yet. */
export async function aProgramme(db: Sql, siteId: string) {
  const [programme, project] = [uuidv7(), uuidv7()];
  await db
    .insert(programmes)
    .values({ id: programme, code: programme, name: 'Bond', kind: 'bond', source: 'Ballot', startsOn: '2024-01-01', endsOn: '2030-01-01' });
  await db
    .insert(projects)
    .values({ id: project, programmeId: programme, code: 'P-1', name: 'Roof', siteId, siteName: 'Alder School', phase: 'planned' });
  return { programme, project };
}
