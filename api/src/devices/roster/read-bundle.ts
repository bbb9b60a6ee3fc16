import type { Entry } from 'yauzl';
import { type Archive, openArchive, piecesOfEntry } from '#platform/sheets/archive.ts';
import { openCsv } from '#platform/sheets/read-csv.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { brokenBundle, bundleLacks, notABundle, notThisVersion, onlyChanges } from '../received-files/problems.ts';
import type { Org, RawStudent } from './rules/students.ts';

/** What a roster tells, from a bundle or from a service. */
export type Roster = { orgs: Org[]; students: RawStudent[] };

type Row = { row: number; of: (column: string) => string };
type Bundle = { archive: Archive; files: ReadonlyMap<string, Entry> };

/** The rows of one file of the bundle, by the names of its columns; others than those are never looked at. */
async function* rowsOf({ archive, files }: Bundle, name: string, needed: readonly string[]): AsyncGenerator<Row> {
  const entry = files.get(name);
  if (!entry) throw new Unreadable(bundleLacks(name));
  const { rows } = await openCsv(piecesOfEntry(archive, entry, brokenBundle));
  let at: Map<string, number> | undefined;
  for await (const { row, cells } of rows()) {
    if (at === undefined) {
      at = new Map(
        cells.map((cell, i) => [
          cell
            .replace(/^\uFEFF/, '')
            .trim()
            .toLowerCase(),
          i,
        ]),
      );
      if (needed.some((column) => !at!.has(column.toLowerCase()))) throw new Unreadable(bundleLacks(name));
      continue;
    }
    if (cells.every((cell) => cell.trim() === '')) continue;
    const columns = at;
    yield { row, of: (column) => (cells[columns.get(column.toLowerCase()) ?? -1] ?? '').trim() };
  }
  if (at === undefined) throw new Unreadable(bundleLacks(name));
}

async function readManifest(bundle: Bundle): Promise<void> {
  const said = new Map<string, string>();
  for await (const { of } of rowsOf(bundle, 'manifest.csv', ['propertyName', 'value']))
    said.set(of('propertyName').toLowerCase(), of('value').toLowerCase());
  const version = said.get('oneroster.version') ?? '';
  if (version !== '1.2') throw new Unreadable(notThisVersion(version));
  const ways = ['orgs', 'users', 'roles'].map((name) => said.get(`file.${name}`) ?? 'absent');
  if (ways.includes('delta')) throw new Unreadable(onlyChanges());
}

const isCurrent = (of: Row['of'], today: string) =>
  of('status').toLowerCase() !== 'tobedeleted' &&
  (of('beginDate') === '' || of('beginDate') <= today) &&
  (of('endDate') === '' || of('endDate') >= today);
/** "05,06" is a list in one cell. */
const listed = (cell: string) =>
  cell
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Reads a OneRoster 1.2 bundle (bulk): schools, and who is a student now; nothing else that it holds of them. */
export async function readBundle(path: string, today: string): Promise<Roster> {
  const archive = await openArchive(path, notABundle);
  try {
    const files = new Map([...archive.entries].map(([name, entry]) => [name.slice(name.lastIndexOf('/') + 1).toLowerCase(), entry]));
    if (!files.has('manifest.csv')) throw new Unreadable(notABundle());
    const bundle = { archive, files };
    await readManifest(bundle);
    const orgs: Org[] = [];
    for await (const { of } of rowsOf(bundle, 'orgs.csv', ['sourcedId', 'name', 'type']))
      if (of('type').toLowerCase() === 'school') orgs.push({ sourceId: of('sourcedId'), name: of('name'), identifier: of('identifier') });
    const orgsOf = new Map<string, string[]>();
    for await (const { of } of rowsOf(bundle, 'roles.csv', ['userSourcedId', 'role', 'orgSourcedId'])) {
      if (of('role').toLowerCase() !== 'student' || !isCurrent(of, today)) continue;
      const kept = orgsOf.get(of('userSourcedId')) ?? [];
      if (of('roleType').toLowerCase() === 'primary') kept.unshift(of('orgSourcedId'));
      else kept.push(of('orgSourcedId'));
      orgsOf.set(of('userSourcedId'), kept);
    }
    const students: RawStudent[] = [];
    for await (const { row, of } of rowsOf(bundle, 'users.csv', ['sourcedId', 'givenName', 'familyName', 'grades'])) {
      const schools = orgsOf.get(of('sourcedId'));
      if (!schools || of('enabledUser').toLowerCase() === 'false' || of('status').toLowerCase() === 'tobedeleted') continue;
      students.push({
        row,
        sourceId: of('sourcedId'),
        givenName: of('preferredGivenName') || of('givenName'),
        familyName: of('preferredFamilyName') || of('familyName'),
        email: of('email'),
        grades: listed(of('grades')),
        orgs: [...(of('primaryOrgSourcedId') === '' ? [] : [of('primaryOrgSourcedId')]), ...schools],
      });
    }
    return { orgs, students };
  } finally {
    archive.file.close();
  }
}
