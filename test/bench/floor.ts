import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import Fastify, { type FastifyRequest } from 'fastify';
import postgres from 'postgres';

// The floor: the least that does the same job, and none of our code. The session is looked up by its key and nothing more is asked: no rule, no
// check of what is sent, no predicate of who may see what. It reads and writes the same tables, by prepared statements, one for each job.

type Env = { DATABASE_URL: string; PORT: string; DATABASE_POOL: string };
const { DATABASE_URL, PORT, DATABASE_POOL } = process.env as unknown as Env;
const sql = postgres(DATABASE_URL, { max: Number(DATABASE_POOL), onnotice: () => {}, connection: { role: 'steward_app' } });
const app = Fastify();

async function whoAsks(request: FastifyRequest): Promise<string> {
  const cookie = decodeURIComponent(/session_token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
  const token = cookie.slice(0, cookie.lastIndexOf('.'));
  const [session] = await sql`select person_id from sessions where token = ${token} and expires_at > now()`;
  if (!session) throw Object.assign(new Error('Sign in first.'), { statusCode: 401 });
  return session['person_id'] as string;
}

const columns = sql`o.*, y.code as type_code, y.name_en, y.name_es, s.code as site_code, s.name as site_name, b.name as building_name,
  m.number as room_number, m.name as room_name, m.access_note, m.hazard_note, m.has_asbestos,
  q.name as requester_name, u.name as submitter_name, a.name as assignee_name, e.name as team_name`;
const joins = sql`join request_types y on y.id = o.request_type_id join sites s on s.id = o.site_id left join buildings b on b.id = o.building_id
  left join rooms m on m.id = o.room_id join people q on q.id = o.requester_id join people u on u.id = o.submitted_by_id
  left join people a on a.id = o.assignee_id left join teams e on e.id = o.team_id`;
const around = sql`g.response_amount, g.response_unit, g.resolution_amount, g.resolution_unit, (select json_agg(f) from attachments f where f.work_order_id = o.id) as files`;
/** What breaches next: the answer, where none was given yet, or the work. */
const breach = sql`least(case when o.responded_at is null then o.response_due_at end, o.resolution_due_at)`;
const target = sql`left join targets g on g.priority = o.priority`;

/** A promise that nobody has counted. */
const POLICY = { calendar: 'facilities', response: { unit: 'working_days', amount: 5 }, resolution: { unit: 'working_days', amount: 21 } };
const TOMORROW = new Date(Date.now() + 86_400_000);

const named = (id: unknown, name: unknown) => (id === null ? null : { id, name });
const MOVES = ['triaged', 'assigned', 'on_hold', 'cancelled', 'duplicate'].map((to) => ({ action: 'assign', to, needs: ['assignee'] }));

const summary = (o: postgres.Row) => ({
  id: o['id'],
  number: o['number'],
  title: o['title'],
  status: o['status'],
  statusChangedAt: o['status_changed_at'],
  priority: o['priority'],
  serviceCode: o['service_code'],
  tradeCode: o['trade_code'],
  requestType: { id: o['request_type_id'], code: o['type_code'], nameEn: o['name_en'], nameEs: o['name_es'] },
  site: { id: o['site_id'], code: o['site_code'], name: o['site_name'] },
  building: named(o['building_id'], o['building_name']),
  room: o['room_id'] && { id: o['room_id'], number: o['room_number'], name: o['room_name'] },
  placeNote: o['place_note'],
  requester: named(o['requester_id'], o['requester_name']),
  team: named(o['team_id'], o['team_name']),
  assignee: named(o['assignee_id'], o['assignee_name']),
  plannedOn: o['planned_on'],
  plannedSequence: o['planned_sequence'],
  hold: o['hold_reason'] && { reason: o['hold_reason'], note: o['hold_note'], untilOn: o['hold_until_on'] },
  isConfidential: o['compartment'] !== null,
  submittedAt: o['submitted_at'],
  updatedAt: o['updated_at'],
  completedAt: o['completed_at'],
  promise: {
    responseDueAt: o['response_due_at'],
    respondedAt: o['responded_at'],
    isAnsweredLate: o['responded_at'] > o['response_due_at'],
    resolutionDueAt: o['resolution_due_at'],
    left: o['resolution_left'],
    isLate: new Date() > o['resolution_due_at'],
  },
  rating: o['rating'],
  version: o['version'],
  allowedMoves: MOVES,
  crew: {
    accessNote: o['access_note'],
    hazardNote: o['hazard_note'],
    hasAsbestos: o['has_asbestos'],
    needsHazardAcknowledgement: false,
    hazardAcknowledgedAt: o['hazard_acknowledged_at'],
    estimateMinutes: o['estimate_minutes'],
  },
});

const whole = (o: postgres.Row) => ({
  ...summary(o),
  description: o['description'],
  answers: o['answers'],
  impact: o['impact'],
  urgency: o['urgency'],
  priorityReason: o['priority_reason'],
  compartment: o['compartment'],
  submittedBy: named(o['submitted_by_id'], o['submitter_name']),
  resolutionNote: o['resolution_note'],
  cancelReason: o['cancel_reason'],
  duplicateOf: o['duplicate_of_id'],
  follows: o['follows_id'],
  closedAt: o['closed_at'],
  reopenCount: o['reopen_count'],
  ratingComment: o['rating_comment'],
  target: {
    responseAmount: o['response_amount'],
    responseUnit: o['response_unit'],
    resolutionAmount: o['resolution_amount'],
    resolutionUnit: o['resolution_unit'],
  },
  standings: ['dispatcher'],
  may: { edit: true, comment: true, commentInternally: true, dispatch: true, take: true, logWork: true, rate: false, followUp: false },
  attachments: o['files'] ?? [],
});

/** Planned for this word: a common and a rare one need different plans. */
async function searched(q: string): Promise<string[]> {
  const found = await sql.unsafe(
    `select id from work_orders o where exists (select 1 from work_order_texts w where w.work_order_id = o.id and w.words @@ to_tsquery('simple', $1))
     order by o.submitted_at desc, o.id desc limit 51`,
    [`${q}:*`],
    { prepare: false },
  );
  return found.map((row) => row['id'] as string);
}

app.get('/api/work-orders', async (request) => {
  await whoAsks(request);
  const { teamId, serviceCode, q } = request.query as { teamId?: string; serviceCode?: string; q?: string };
  const open = sql`o.status in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold')`;
  const newest = sql`o.submitted_at desc, o.id desc`;
  const order = serviceCode ? sql`${breach}, o.id` : newest;
  const page = teamId
    ? sql`(select * from work_orders o where o.team_id = ${teamId} and ${open} order by ${newest} limit 51)`
    : serviceCode
      ? sql`(select * from work_orders o where o.service_code = ${serviceCode} and ${open} order by ${order} limit 51)`
      : sql`(select * from work_orders where id = any(${await searched(q!)}::uuid[]))`;
  const rows = await sql`select ${columns} from ${page} o ${joins} order by ${order}`;
  return {
    items: rows.slice(0, 50).map(summary),
    nextCursor: rows.length > 50 ? `${rows[49]!['submitted_at'] as string} ${rows[49]!['id'] as string}` : null,
  };
});

const streams = new Set<ServerResponse>();

app.get('/api/live', async (request, reply) => {
  await whoAsks(request);
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: here\ndata: {}\n\n');
  streams.add(reply.raw);
  reply.raw.once('close', () => streams.delete(reply.raw));
});

app.get('/api/work-orders/:id', async (request, reply) => {
  await whoAsks(request);
  const { id } = request.params as { id: string };
  const [o] = await sql`select ${columns}, ${around} from work_orders o ${joins} ${target} where o.id = ${id}`;
  reply.header('etag', `"${o!['version'] as number}"`);
  return whole(o!);
});

type Submitted = { requestTypeId: string; title: string; description: string; siteId: string; buildingId: string; roomId: string };

app.post('/api/work-orders', async (request, reply) => {
  const me = await whoAsks(request);
  const b = request.body as Submitted;
  const [o] = await sql`
    with o as (
      insert into work_orders (id, number, title, description, request_type_id, request_type_version, service_code, trade_code, site_id, area_id, building_id, room_id,
        requester_id, submitted_by_id, status, impact, urgency, priority, team_id, policy, response_due_at, resolution_due_at, next_warning_at, clocks_revision,
        submitted_at, status_changed_at, updated_at)
      select uuidv7(), 'WO-2026-' || nextval('work_order_numbers')::text, ${b.title}, ${b.description}, y.id, y.version, y.service_code, y.trade_code,
        ${b.siteId}, s.area_id, ${b.buildingId}, ${b.roomId}, ${me}, ${me}, 'submitted', y.default_impact, y.default_urgency, 'P3',
        (select t.id from teams t where t.trade_code = y.trade_code limit 1), ${sql.json(POLICY)}, now() + interval '5 days', now() + interval '21 days', now() + interval '4 days', 1,
        now(), now(), now()
      from request_types y, sites s where y.id = ${b.requestTypeId} and s.id = ${b.siteId} returning *),
    w as (insert into work_order_texts (work_order_id, words) select id, to_tsvector('simple', concat_ws(' ', number, title, description)) from o),
    v as (insert into work_order_events (id, work_order_id, kind, actor_id, data, version, changed_fields, occurred_at)
      select uuidv7(), id, 'submitted', ${me}, jsonb_build_object('priority', priority, 'teamName', 'The team'), 1, '{}', now() from o),
    r as (insert into person_rooms (person_id, room_id, used_at) values (${me}, ${b.roomId}, now()) on conflict (person_id, room_id) do update set used_at = excluded.used_at)
    select ${columns}, ${around} from o ${joins} ${target}`;
  reply
    .code(201)
    .header('etag', '"1"')
    .header('location', `/api/work-orders/${o!['number'] as string}`);
  return whole(o!);
});

app.post('/api/work-orders/:id/transitions', async (request, reply) => {
  const me = await whoAsks(request);
  const { id } = request.params as { id: string };
  const { to, holdReason = null, note = null } = request.body as { to: string; holdReason?: string; note?: string };
  const version = Number(/\d+/.exec(request.headers['if-match'] ?? '')?.[0]);
  const [o] = await sql`
    with o as (
      update work_orders set status = ${to}, hold_reason = ${holdReason}, hold_note = ${note}, held_from = ${holdReason && 'assigned'}, hold_until_on = null,
        resolution_due_at = ${holdReason ? null : TOMORROW}, resolution_left = ${holdReason && 2.5}, next_warning_at = ${holdReason ? null : TOMORROW}, clocks_revision = 1,
        status_changed_at = now(), updated_at = now(), version = version + 1 where id = ${id} and version = ${version} returning *),
    v as (insert into work_order_events (id, work_order_id, kind, actor_id, data, version, changed_fields, occurred_at)
      select uuidv7(), id, 'held', ${me}, jsonb_build_object('to', status, 'reason', hold_reason, 'note', hold_note), version,
        array['holdReason', 'holdNote', 'holdUntilOn', 'heldFrom', 'status', 'statusChangedAt'], now() from o)
    select ${columns}, ${around} from o ${joins} ${target}`;
  const told = `event: change\nid: ${randomUUID()}\ndata: ${JSON.stringify({ id, number: o!['number'] as string, version: o!['version'] as number })}\n\n`;
  for (const stream of streams) stream.write(told);
  reply.header('etag', `"${o!['version'] as number}"`);
  return whole(o!);
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
process.on('disconnect', () => process.exit());
