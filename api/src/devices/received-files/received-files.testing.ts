import { expect } from 'vitest';
import type { RosterSource } from '#platform/roster-source.ts';
import type { TestApi } from '../../app.testing.ts';
import { aForm, aZip } from '../../condition/imports/imports.testing.ts';
import { deviceFileWork } from './work-files.ts';

type Caller = ReturnType<TestApi['as']>;
type Brought = { id: string; version: number };

/** Has the worker at everything that waits. */
export async function untilWorked({ db, app, clock }: TestApi, source?: RosterSource): Promise<void> {
  const work = deviceFileWork({ db, files: app.files, source, secret: app.config.sessionSecret, clock: () => clock.now });
  while (await work.work());
}

/** Brings a file and has it compared. */
export async function bring(api: TestApi, who: Caller, kind: string, content: string | Buffer, fileName = 'list.csv') {
  const answer = await who.post('/api/device-files', aForm({ kind }, fileName, content));
  expect(answer.status, answer.text).toBe(201);
  await untilWorked(api);
  return (await who.get(`/api/device-files/${answer.body.id}`)).body;
}

/** Confirms what the comparison showed. */
export async function confirm(api: TestApi, who: Caller, { id, version }: Brought, confirmsLeavers = false) {
  const answer = await who.post(`/api/device-files/${id}/loads`, { body: { confirmsLeavers }, ifMatch: version });
  expect(answer.status, answer.text).toBe(202);
  await untilWorked(api);
  return (await who.get(`/api/device-files/${id}`)).body;
}

export type TestStudent = { id: string; given?: string; family?: string; grade?: string; org?: string; email?: string; more?: string };
const MANIFEST = (way: string, version: string) =>
  [
    'propertyName,value',
    `manifest.version,1.0`,
    `oneroster.version,${version}`,
    ...['orgs', 'users', 'roles'].map((name) => `file.${name},${way}`),
  ].join('\r\n');

/** A OneRoster bundle of these students at organisations that are called by the codes of our sites. */
export function aBundle(
  orgs: Record<string, string>,
  students: readonly TestStudent[],
  { way = 'bulk', version = '1.2', files = {} }: { way?: string; version?: string; files?: Record<string, string> } = {},
) {
  return aZip({
    'manifest.csv': MANIFEST(way, version),
    'orgs.csv': [
      'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
      ...Object.entries(orgs).map(([id, code]) => `${id},,,"Org ${id}",school,${code},`),
    ].join('\r\n'),
    'users.csv': `\uFEFF${[
      'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,grades,birthDate,meals',
      ...students.map(
        ({ id, given = 'Robin', family = 'Made-Up', grade = '09', email = '' }) =>
          `${id},,,true,${id},"${given}","${family}",${email},${grade},2011-02-03,FREE-LUNCH`,
      ),
    ].join('\r\n')}`,
    'roles.csv': [
      'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId',
      ...students.map(({ id, org = 'A' }) => `r-${id},,,${id},primary,student,,,${org}`),
    ].join('\r\n'),
    ...files,
  });
}
