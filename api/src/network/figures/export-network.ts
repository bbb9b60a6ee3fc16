import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvFile } from '../../condition/index.ts';
import { type Asked, readNetwork } from './read-network.ts';

const HEADINGS = [
  'school',
  'level',
  'area',
  'free_reduced_share',
  'need_quarter',
  'students',
  'users',
  'media',
  'provisioned_down_mbps',
  'provisioned_up_mbps',
  'kbps_per_user',
  'kbps_against_target',
  'target',
  'target_kbps',
  'target_per',
  'at_target',
  'what_keeps_it_below',
  'measured_down_mbps',
  'measured_up_mbps',
  'measured_by',
  'as_of',
];

/** Each school's figures as a CSV file, one line a school. */
export async function exportNetwork(on: Sql, actor: Actor, asked: Asked, now: Date): Promise<string> {
  const { schools, target, asOf, isDemonstration } = await readNetwork(on, actor, asked, now);
  const lines = schools.map((school) => [
    school.site.name,
    school.level,
    school.area?.name ?? null,
    school.need,
    school.needQuarter,
    school.students,
    school.users,
    school.mediums.join(' '),
    school.downMbps,
    school.upMbps,
    school.effectiveKbps,
    school.againstKbps,
    target?.code ?? null,
    target?.kbps ?? null,
    target?.per ?? null,
    school.isAtTarget === null ? null : school.isAtTarget ? 'yes' : 'no',
    school.cause,
    school.measuredDown?.mbps ?? null,
    school.measuredUp?.mbps ?? null,
    school.measuredDown?.source ?? null,
    asOf,
  ]);
  return csvFile([HEADINGS, ...lines], { locale: actor.locale, isMadeUp: isDemonstration });
}
