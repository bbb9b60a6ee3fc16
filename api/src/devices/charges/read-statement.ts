import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { logViews } from '../links/log-views.ts';
import { placeOf } from '../may.ts';
import { hasDemonstration } from '../measures/queries.ts';
import { studentNotFound } from '../problems.ts';
import { findStudent, findStudentName } from '../queries.ts';
import { keepsDevices, readsLinks } from '../rules/access.ts';
import { CAUSES, mostOf, statementOf } from '../rules/charges.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import { findPolicy, listLines } from './queries.ts';

/** What a family owes for devices, line by line; the look is noted. */
export async function readStatement(db: Sql, actor: Actor, studentId: string, now: Date) {
  return db.transaction(async (tx) => {
    const student = await findStudent(tx, studentId);
    if (!student || !readsLinks(actor, placeOf(student))) throw studentNotFound();
    const rows = await listLines(tx, studentId);
    const lines = rows.map(({ line }) => line);
    const devices = new Set(lines.map(({ deviceId }) => deviceId));
    const place = placeOf(student);
    const links = devices.size === 0 ? [{ studentId, deviceId: null, place }] : [...devices].map((deviceId) => ({ studentId, deviceId, place }));
    await logViews(tx, actor, 'getDeviceStatement', links, now);
    const { open, balanceCents } = statementOf(lines);
    const today = districtDay(now);
    const schoolYear = schoolYearOf(today);
    const policy = await findPolicy(tx, today);
    const chargedCents = lines
      .filter((line) => line.schoolYear === schoolYear && line.kind !== 'payment')
      .reduce((sum, line) => sum + line.amountCents, 0n);
    return {
      student: {
        id: student.id,
        key: student.key,
        grade: student.grade,
        name: await findStudentName(tx, studentId),
        site: { id: student.site.id, name: student.site.name },
      },
      balance: dollarsOf(balanceCents),
      asOf: today,
      isDemonstration: await hasDemonstration(tx),
      may: { credit: keepsDevices(actor, place) },
      policy: policy
        ? {
            effectiveOn: policy.effectiveOn,
            source: policy.source,
            cap: dollarsOf(policy.capCents),
            ladder: CAUSES.map((cause) => ({
              cause,
              steps: policy.ladder[cause].map((step) => (step === null ? null : dollarsOf(BigInt(step)))),
            })),
          }
        : null,
      year: { schoolYear, charged: dollarsOf(chargedCents) },
      lines: rows.map(({ line, assetTag, enteredBy, problem }) => ({
        id: line.id,
        kind: line.kind as 'charge',
        amount: dollarsOf(line.amountCents),
        chargeId: line.chargeId,
        cause: line.cause as 'accident' | null,
        device: { id: line.deviceId, assetTag },
        schoolYear: line.schoolYear,
        enteredAt: line.enteredAt,
        enteredBy,
        reason: line.kind === 'charge' ? problem : line.reason,
        open: line.kind === 'charge' ? dollarsOf(open.get(line.id) ?? 0n) : null,
        refundable: line.kind === 'charge' ? dollarsOf(mostOf('refund', line, lines)) : null,
      })),
    };
  });
}
