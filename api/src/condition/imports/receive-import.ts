import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor, Role } from '#kernel/actor.ts';
import { holds } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import type { Files } from '#platform/files/index.ts';
import { portfolioNotFound } from '../problems.ts';
import { findPortfolio } from '../queries.ts';
import { DISTRICT } from '../queries.ts';
import { type Kind, KINDS } from '../rules/assessment-file/fields.ts';
import { USUAL_BANDS } from '../rules/fci.ts';
import type { Received } from '../../work-orders/index.ts';
import { fieldProblem } from '#kernel/problem.ts';
import { headsOf, suggestMapping } from './mapping.ts';
import { mayNotImport, nothingInIt, portfolioOfDistrict, portfolioTaken } from './problems.ts';
import { findImport, insertImport, insertPortfolio, removeImport, setImport } from './queries.ts';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';

const IMPORTERS: readonly Role[] = ['planner', 'administrator'];
/** Files speak of the whole district: who lets them in plans for all of it. */
export const mayImport = (actor: Actor): boolean =>
  actor.grants.some(({ role, areaId, siteId }) => IMPORTERS.includes(role) && areaId === null && siteId === null);
export const maySeeImports = (actor: Actor): boolean => mayImport(actor) || holds(actor, 'auditor');

export const importKey = (id: string) => `imports/${id.slice(-2)}/${id}/file`;

/** What is wrong with a file as a whole is a problem like any other. */
export async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Unreadable ? error.problem : error;
  }
}

type Fields = { kind: Kind; portfolio: string; portfolioName: string };
function fieldsOf(fields: ReadonlyMap<string, string>): Fields {
  const kind = KINDS.find((one) => one === fields.get('kind'));
  if (!kind) throw fieldProblem('request.invalid', '/kind', 'Say what the rows are: buildings, deficiencies or components.');
  const name = (fields.get('portfolioName') ?? '').trim();
  if (name.length > 100) throw fieldProblem('request.invalid', '/portfolioName', 'Write at most 100 characters.');
  return { kind, portfolio: fields.get('portfolio') ?? DISTRICT, portfolioName: name };
}

/** "DC Public Schools 2014" → "dc-public-schools-2014" */
const codeOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'portfolio';

type NewPortfolio = { code: string; name: string; source: string; isDemonstration: boolean; baseYear: number };
/** A portfolio for buildings of another owner: measured as stated, in the money of its year, which nothing makes dearer. */
export async function makePortfolio(
  on: Sql,
  { code, name, source, isDemonstration, baseYear }: NewPortfolio,
  byId: string | null,
  now: Date,
  id: string = uuidv7(),
) {
  const basis = {
    id: uuidv7(),
    portfolioId: id,
    number: 1,
    effectiveOn: `${baseYear}-01-01`,
    baseYear,
    escalationRatio: 0,
    locationFactor: 1,
    softCostRatio: 0,
    source: `As stated: ${source}`,
    createdById: byId,
    createdAt: now,
  };
  if (!(await insertPortfolio(on, { id, code, name, source, isDemonstration }, USUAL_BANDS, basis))) throw portfolioTaken();
  return id;
}

async function portfolioFor(on: Sql, actor: Actor, { kind, portfolio, portfolioName }: Fields, fileName: string, now: Date): Promise<string> {
  if (portfolioName !== '') {
    if (kind !== 'buildings') throw portfolioNotFound();
    const code = codeOf(portfolioName);
    const source = fileName || portfolioName;
    return makePortfolio(
      on,
      { code, name: portfolioName, source, isDemonstration: false, baseYear: Number(districtDay(now).slice(0, 4)) },
      actor.id,
      now,
    );
  }
  const found = await findPortfolio(on, portfolio);
  if (!found) throw portfolioNotFound();
  if (kind === 'buildings' && found.code === DISTRICT) throw portfolioOfDistrict();
  return found.id;
}

type Store = { db: Sql; files: Files };

/** Keeps the file and says how it would be understood; nothing of it is let in. `id` may come from the caller's Idempotency-Key. */
export async function receiveImport({ db, files }: Store, actor: Actor, received: Received, now: Date, id: string = uuidv7()): Promise<string> {
  if (!mayImport(actor)) throw mayNotImport();
  const fields = fieldsOf(received.fields);
  const kept = await findImport(db, id);
  if (kept && kept.state !== 'receiving') return id;
  if (kept) await removeImport(db, id);
  const format = await readable(async () => headsOf(await openSheets(received.path)));
  if (format.heads.every(({ rows }) => rows.length === 0)) throw nothingInIt();
  const fileName = received.fileName.replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069/\\]/g, '').slice(-200) || 'file';
  await db.transaction(async (tx) => {
    const portfolioId = await portfolioFor(tx, actor, fields, fileName, now);
    const mapping = await suggestMapping(tx, fields.kind, format);
    await insertImport(tx, {
      id,
      portfolioId,
      kind: fields.kind,
      fileName,
      fileDigest: received.sha256,
      sizeBytes: received.sizeBytes,
      format,
      mapping,
      state: 'receiving',
      byId: actor.id,
      createdAt: now,
    });
  });
  // Row, file, then visible: cut off in between, nothing shows, and a retry with the same key begins anew.
  await files.put(importKey(id), received.path);
  await setImport(db, id, { state: 'mapping', storageKey: importKey(id) });
  return id;
}
