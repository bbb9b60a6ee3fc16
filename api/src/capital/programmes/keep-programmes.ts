import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import { inOneGo } from '../in-one-go.ts';
import { bookkeeper, programmeToBook } from '../may.ts';
import { accountOfOtherFund, accountRefused, changed, elsewhere, wrong } from '../problems.ts';
import { findLine, findProgramme, findProject, findSource, insertEvent, lockProgramme } from '../queries.ts';
import { isOfFund, parseAccount } from '../rules/account.ts';
import type { LineRequest, ProgrammeChange, ProgrammeRequest, SourceRequest } from './contract.ts';
import { findUnallocated, insertLine, insertProgramme, insertSource, setProgramme } from './queries.ts';

/** Begins a programme: from now on it has sources, lines and projects of its own. */
export async function createProgramme(db: Sql, actor: Actor, input: z.infer<typeof ProgrammeRequest>, now: Date, id: string = uuidv7()) {
  const by = bookkeeper(actor);
  return inOneGo(db, async (tx) => {
    if (await findProgramme(tx, id)) return { id, version: 1 };
    await insertProgramme(tx, { id, ...input });
    await insertEvent(tx, { programmeId: id, kind: 'programme_begun', by, data: { name: input.name }, now });
    return { id, version: 1 };
  });
}

/** Changes what is said of a programme; its money is the ledger's. */
export async function changeProgramme(db: Sql, actor: Actor, id: string, expected: number, input: z.infer<typeof ProgrammeChange>, now: Date) {
  return inOneGo(db, async (tx) => {
    await lockProgramme(tx, id);
    const { programme, by } = await programmeToBook(tx, actor, id);
    if (programme.version !== expected) throw changed('programme', programme.version);
    if (input.endsOn !== undefined && input.endsOn <= programme.startsOn) throw wrong('/endsOn', 'Let it end after it begins.');
    const set = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const before = Object.fromEntries(Object.keys(set).map((key) => [key, programme[key as keyof typeof programme]]));
    const [row] = await setProgramme(tx, id, set);
    await insertEvent(tx, { programmeId: id, kind: 'programme_changed', by, data: { before, after: set }, now });
    return { id, version: row!.version };
  });
}

/** The account, of this fund. */
function judgeAccount(text: string, fundCode: string): void {
  const verdict = parseAccount(text);
  if (!verdict.ok) throw accountRefused(verdict.faults);
  if (!isOfFund(verdict.account, fundCode)) throw accountOfOtherFund(verdict.account.fund, fundCode);
}

/** Adds a source of money, with the line where its revenue arrives until it is given to something. */
export async function addSource(db: Sql, actor: Actor, programmeId: string, input: z.infer<typeof SourceRequest>, now: Date, id: string = uuidv7()) {
  return inOneGo(db, async (tx) => {
    const { by } = await programmeToBook(tx, actor, programmeId);
    const known = (await findSource(tx, id)) && (await findUnallocated(tx, id));
    if (known) return { id, unallocatedLineId: known.id, version: 1 };
    const { account, planned, series = null, issuedOn = null, ...source } = input;
    judgeAccount(account, source.fundCode);
    await insertSource(tx, { id, programmeId, ...source, series, issuedOn, plannedCents: centsOf(planned) });
    const unallocatedLineId = uuidv7();
    await insertLine(tx, { id: unallocatedLineId, programmeId, sourceId: id, kind: 'unallocated', name: `${source.name}, unallocated`, account });
    await insertEvent(tx, { programmeId, kind: 'source_added', by, data: { name: source.name }, now });
    return { id, unallocatedLineId, version: 1 };
  });
}

/** Adds a line: money of one source for one purpose of a project, or of the programme as a whole. It has nothing until something is promised or moved to it. */
export async function addLine(db: Sql, actor: Actor, programmeId: string, input: z.infer<typeof LineRequest>, now: Date, id: string = uuidv7()) {
  return inOneGo(db, async (tx) => {
    const { by } = await programmeToBook(tx, actor, programmeId);
    if (await findLine(tx, id)) return { id, version: 1 };
    const source = await findSource(tx, input.sourceId);
    if (source?.programmeId !== programmeId) throw elsewhere('/sourceId', 'funding source');
    const project = input.projectId === undefined ? undefined : await findProject(tx, input.projectId);
    if (input.projectId !== undefined && project?.project.programmeId !== programmeId) throw elsewhere('/projectId', 'project');
    judgeAccount(input.account, source.fundCode);
    const { sourceId, kind, name, account, projectId = null } = input;
    await insertLine(tx, { id, programmeId, sourceId, projectId, kind, name, account });
    await insertEvent(tx, { programmeId, projectId, kind: 'line_added', by, data: { name, account }, now });
    return { id, version: 1 };
  });
}
