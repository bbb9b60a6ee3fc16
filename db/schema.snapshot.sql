-- What the migrations add up to, as the database itself tells it. Written by `pnpm generate`; the job queue's schema is its own affair.

create extension pg_trgm;

create sequence work_order_numbers as bigint start 1 increment 1;
grant usage on work_order_numbers to steward_app;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
	RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'object_not_in_prerequisite_state';
END
$function$;

create table accounts (
  id uuid not null,
  person_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint accounts_pkey PRIMARY KEY (id),
  constraint "accounts_providerId_accountId_unique" UNIQUE (provider_id, account_id),
  constraint accounts_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX accounts_person_id_index ON public.accounts USING btree (person_id);
grant delete, insert, select, update on accounts to steward_app;

create table areas (
  id uuid not null,
  code text not null,
  name text not null,
  constraint areas_pkey PRIMARY KEY (id),
  constraint areas_code_unique UNIQUE (code)
);
grant delete, insert, select, update on areas to steward_app;

create table attachments (
  id uuid not null,
  work_order_id uuid,
  uploaded_by_id uuid not null,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  width_px integer,
  height_px integer,
  storage_key text not null,
  thumbnail_key text,
  is_internal boolean not null default false,
  created_at timestamp with time zone not null,
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_uploaded_by_id_people_id_fk FOREIGN KEY (uploaded_by_id) REFERENCES people(id),
  constraint attachments_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id)
);
CREATE INDEX attachments_uploaded_by_id_index ON public.attachments USING btree (uploaded_by_id);
CREATE INDEX attachments_work_order_id_created_at_index ON public.attachments USING btree (work_order_id, created_at);
grant delete, insert, select, update on attachments to steward_app;

create table buildings (
  id uuid not null,
  site_id uuid not null,
  code text not null,
  name text not null,
  "position" integer not null,
  constraint buildings_pkey PRIMARY KEY (id),
  constraint "buildings_siteId_code_unique" UNIQUE (site_id, code),
  constraint buildings_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
grant delete, insert, select, update on buildings to steward_app;

create table compartment_grants (
  id uuid not null,
  person_id uuid not null,
  compartment text not null,
  site_id uuid,
  granted_at timestamp with time zone not null,
  granted_by_id uuid not null,
  confirmed_by_id uuid not null,
  ended_at timestamp with time zone,
  ended_by_id uuid,
  constraint compartment_grants_pkey PRIMARY KEY (id),
  constraint compartment_grants_confirmed_by_id_people_id_fk FOREIGN KEY (confirmed_by_id) REFERENCES people(id),
  constraint compartment_grants_ended_by_id_people_id_fk FOREIGN KEY (ended_by_id) REFERENCES people(id),
  constraint compartment_grants_granted_by_id_people_id_fk FOREIGN KEY (granted_by_id) REFERENCES people(id),
  constraint compartment_grants_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint compartment_grants_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint compartment_grants_compartment CHECK ((compartment = ANY (ARRAY['hr'::text, 'employee_relations'::text, 'student_health'::text, 'meal_eligibility'::text, 'it_security'::text]))),
  constraint compartment_grants_two_people CHECK ((granted_by_id <> confirmed_by_id))
);
CREATE INDEX compartment_grants_confirmed_by_id_index ON public.compartment_grants USING btree (confirmed_by_id);
CREATE INDEX compartment_grants_ended_by_id_index ON public.compartment_grants USING btree (ended_by_id);
CREATE INDEX compartment_grants_granted_by_id_index ON public.compartment_grants USING btree (granted_by_id);
CREATE INDEX compartment_grants_person_id_index ON public.compartment_grants USING btree (person_id);
CREATE INDEX compartment_grants_site_id_index ON public.compartment_grants USING btree (site_id);
CREATE UNIQUE INDEX compartment_grants_open ON public.compartment_grants USING btree (person_id, compartment, COALESCE((site_id)::text, ''::text)) WHERE (ended_at IS NULL);
grant delete, insert, select, update on compartment_grants to steward_app;

create table cost_entries (
  id uuid not null,
  work_order_id uuid not null,
  kind text not null,
  description text not null,
  amount_cents bigint not null,
  account_string text not null,
  entered_by_id uuid not null,
  entered_at timestamp with time zone not null,
  constraint cost_entries_pkey PRIMARY KEY (id),
  constraint cost_entries_entered_by_id_people_id_fk FOREIGN KEY (entered_by_id) REFERENCES people(id),
  constraint cost_entries_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint cost_entries_kind CHECK ((kind = ANY (ARRAY['material'::text, 'vendor'::text])))
);
CREATE INDEX cost_entries_entered_by_id_index ON public.cost_entries USING btree (entered_by_id);
CREATE INDEX cost_entries_work_order_id_index ON public.cost_entries USING btree (work_order_id);
grant insert, select on cost_entries to steward_app;

create table idempotency_keys (
  id uuid not null,
  person_id uuid not null,
  route text not null,
  key text not null,
  request_hash text not null,
  response_status integer,
  response_headers jsonb,
  response_body text,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (id),
  constraint idempotency_keys_once UNIQUE (person_id, route, key),
  constraint idempotency_keys_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idempotency_keys_created_at_index ON public.idempotency_keys USING btree (created_at);
grant delete, insert, select, update on idempotency_keys to steward_app;

create table labour_entries (
  id uuid not null,
  work_order_id uuid not null,
  person_id uuid not null,
  worked_on date not null,
  minutes integer not null,
  note text,
  entered_by_id uuid not null,
  entered_at timestamp with time zone not null,
  constraint labour_entries_pkey PRIMARY KEY (id),
  constraint labour_entries_entered_by_id_people_id_fk FOREIGN KEY (entered_by_id) REFERENCES people(id),
  constraint labour_entries_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint labour_entries_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint labour_entries_minutes CHECK (((minutes <> 0) AND ((minutes >= '-1440'::integer) AND (minutes <= 1440))))
);
CREATE INDEX labour_entries_entered_by_id_index ON public.labour_entries USING btree (entered_by_id);
CREATE INDEX labour_entries_person_id_worked_on_index ON public.labour_entries USING btree (person_id, worked_on);
CREATE INDEX labour_entries_work_order_id_index ON public.labour_entries USING btree (work_order_id);
grant insert, select on labour_entries to steward_app;

create table people (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  job_title text,
  site_id uuid,
  locale text not null default 'en'::text,
  is_demonstration boolean not null default false,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint people_pkey PRIMARY KEY (id),
  constraint people_email_unique UNIQUE (email),
  constraint people_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE INDEX people_name_trgm ON public.people USING gin (lower(((name || ' '::text) || email)) gin_trgm_ops);
CREATE INDEX people_site_id_index ON public.people USING btree (site_id);
grant delete, insert, select, update on people to steward_app;

create table person_events (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  actor_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint person_events_pkey PRIMARY KEY (id),
  constraint person_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint person_events_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX person_events_actor_id_index ON public.person_events USING btree (actor_id);
CREATE INDEX person_events_person_id_occurred_at_index ON public.person_events USING btree (person_id, occurred_at);
CREATE TRIGGER person_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.person_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on person_events to steward_app;

create table person_rooms (
  person_id uuid not null,
  room_id uuid not null,
  is_mine boolean not null default false,
  used_at timestamp with time zone,
  constraint person_rooms_person_id_room_id_pk PRIMARY KEY (person_id, room_id),
  constraint person_rooms_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint person_rooms_room_id_rooms_id_fk FOREIGN KEY (room_id) REFERENCES rooms(id) ON DELETE CASCADE
);
CREATE INDEX person_rooms_room_id_index ON public.person_rooms USING btree (room_id);
grant delete, insert, select, update on person_rooms to steward_app;

create table priority_matrix (
  impact text not null,
  urgency text not null,
  priority text not null,
  constraint priority_matrix_impact_urgency_pk PRIMARY KEY (impact, urgency)
);
grant delete, insert, select, update on priority_matrix to steward_app;

create table request_types (
  id uuid not null,
  code text not null,
  service_code text not null,
  trade_code text not null,
  name_en text not null,
  name_es text not null,
  help_en text not null,
  help_es text not null,
  keywords text not null default ''::text,
  fields jsonb not null default '[]'::jsonb,
  default_impact text not null,
  default_urgency text not null,
  routing text not null default 'team'::text,
  compartment text,
  self_help_en text,
  self_help_es text,
  estimate_minutes integer,
  may_disturb_material boolean not null default false,
  is_active boolean not null default true,
  version integer not null default 1,
  constraint request_types_pkey PRIMARY KEY (id),
  constraint request_types_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint request_types_trade_code_trades_code_fk FOREIGN KEY (trade_code) REFERENCES trades(code),
  constraint request_types_compartment CHECK ((compartment = ANY (ARRAY['hr'::text, 'employee_relations'::text, 'student_health'::text, 'meal_eligibility'::text, 'it_security'::text]))),
  constraint request_types_routing CHECK ((routing = ANY (ARRAY['team'::text, 'site_partner'::text])))
);
CREATE INDEX request_types_service_code_index ON public.request_types USING btree (service_code);
CREATE INDEX request_types_trade_code_index ON public.request_types USING btree (trade_code);
CREATE UNIQUE INDEX request_types_code ON public.request_types USING btree (code);
grant delete, insert, select, update on request_types to steward_app;

create table role_grants (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  service_code text,
  area_id uuid,
  site_id uuid,
  granted_at timestamp with time zone not null,
  granted_by_id uuid,
  ended_at timestamp with time zone,
  ended_by_id uuid,
  constraint role_grants_pkey PRIMARY KEY (id),
  constraint role_grants_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint role_grants_ended_by_id_people_id_fk FOREIGN KEY (ended_by_id) REFERENCES people(id),
  constraint role_grants_granted_by_id_people_id_fk FOREIGN KEY (granted_by_id) REFERENCES people(id),
  constraint role_grants_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint role_grants_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint role_grants_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint role_grants_one_place CHECK (((area_id IS NULL) OR (site_id IS NULL))),
  constraint role_grants_role CHECK ((role = ANY (ARRAY['requester'::text, 'technician'::text, 'dispatcher'::text, 'service_manager'::text, 'hr_partner'::text, 'site_administrator'::text, 'planner'::text, 'capital_manager'::text, 'finance'::text, 'technology_coordinator'::text, 'administrator'::text, 'auditor'::text])))
);
CREATE INDEX role_grants_area_id_index ON public.role_grants USING btree (area_id);
CREATE INDEX role_grants_ended_by_id_index ON public.role_grants USING btree (ended_by_id);
CREATE INDEX role_grants_granted_by_id_index ON public.role_grants USING btree (granted_by_id);
CREATE INDEX role_grants_person_id_index ON public.role_grants USING btree (person_id);
CREATE INDEX role_grants_service_code_index ON public.role_grants USING btree (service_code);
CREATE INDEX role_grants_site_id_index ON public.role_grants USING btree (site_id);
CREATE UNIQUE INDEX role_grants_open ON public.role_grants USING btree (person_id, role, COALESCE(service_code, ''::text), COALESCE((area_id)::text, ''::text), COALESCE((site_id)::text, ''::text)) WHERE (ended_at IS NULL);
grant delete, insert, select, update on role_grants to steward_app;

create table rooms (
  id uuid not null,
  building_id uuid not null,
  site_id uuid not null,
  number text not null,
  name text not null,
  kind text not null,
  floor integer not null,
  access_note text,
  hazard_note text,
  has_asbestos boolean not null default false,
  constraint rooms_pkey PRIMARY KEY (id),
  constraint "rooms_buildingId_number_unique" UNIQUE (building_id, number),
  constraint rooms_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint rooms_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE INDEX rooms_site_id_index ON public.rooms USING btree (site_id);
grant delete, insert, select, update on rooms to steward_app;

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);
grant select on schema_migrations to steward_app;

create table services (
  code text not null,
  name_en text not null,
  name_es text not null,
  "position" integer not null,
  constraint services_pkey PRIMARY KEY (code)
);
grant delete, insert, select, update on services to steward_app;

create table sessions (
  id uuid not null,
  person_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_unique UNIQUE (token),
  constraint sessions_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX sessions_person_id_index ON public.sessions USING btree (person_id);
grant delete, insert, select, update on sessions to steward_app;

create table sites (
  id uuid not null,
  code text not null,
  name text not null,
  status text not null,
  level text,
  is_charter boolean,
  is_virtual boolean not null default false,
  street text,
  city text,
  zip text,
  latitude double precision,
  longitude double precision,
  enrollment integer,
  free_reduced_lunch integer,
  area_id uuid,
  version integer not null default 1,
  constraint sites_pkey PRIMARY KEY (id),
  constraint sites_code_unique UNIQUE (code),
  constraint sites_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint sites_status CHECK ((status = ANY (ARRAY['active'::text, 'closed'::text])))
);
CREATE INDEX sites_area_id_index ON public.sites USING btree (area_id);
CREATE INDEX sites_name_trgm ON public.sites USING gin (lower(name) gin_trgm_ops);
grant delete, insert, select, update on sites to steward_app;

create table targets (
  priority text not null,
  calendar text not null,
  response_amount integer,
  response_unit text not null,
  resolution_amount integer,
  resolution_unit text not null,
  constraint targets_pkey PRIMARY KEY (priority)
);
grant delete, insert, select, update on targets to steward_app;

create table team_members (
  team_id uuid not null,
  person_id uuid not null,
  is_lead boolean not null default false,
  constraint team_members_team_id_person_id_pk PRIMARY KEY (team_id, person_id),
  constraint team_members_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint team_members_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX team_members_person_id_index ON public.team_members USING btree (person_id);
grant delete, insert, select, update on team_members to steward_app;

create table teams (
  id uuid not null,
  code text not null,
  name text not null,
  service_code text not null,
  trade_code text,
  area_id uuid,
  compartment text,
  weekly_hours integer not null,
  version integer not null default 1,
  constraint teams_pkey PRIMARY KEY (id),
  constraint teams_code_unique UNIQUE (code),
  constraint teams_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint teams_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint teams_trade_code_trades_code_fk FOREIGN KEY (trade_code) REFERENCES trades(code),
  constraint teams_hours CHECK ((weekly_hours >= 0))
);
CREATE INDEX teams_area_id_index ON public.teams USING btree (area_id);
CREATE INDEX teams_service_code_index ON public.teams USING btree (service_code);
CREATE INDEX teams_trade_code_index ON public.teams USING btree (trade_code);
grant delete, insert, select, update on teams to steward_app;

create table trades (
  code text not null,
  service_code text not null,
  name_en text not null,
  name_es text not null,
  constraint trades_pkey PRIMARY KEY (code),
  constraint trades_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code)
);
CREATE INDEX trades_service_code_index ON public.trades USING btree (service_code);
grant delete, insert, select, update on trades to steward_app;

create table verifications (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_identifier_index ON public.verifications USING btree (identifier);
grant delete, insert, select, update on verifications to steward_app;

create table work_order_comments (
  id uuid not null,
  work_order_id uuid not null,
  author_id uuid not null,
  body text not null,
  is_internal boolean not null,
  created_at timestamp with time zone not null,
  constraint work_order_comments_pkey PRIMARY KEY (id),
  constraint work_order_comments_author_id_people_id_fk FOREIGN KEY (author_id) REFERENCES people(id),
  constraint work_order_comments_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id)
);
CREATE INDEX work_order_comments_author_id_index ON public.work_order_comments USING btree (author_id);
CREATE INDEX work_order_comments_work_order_id_created_at_id_index ON public.work_order_comments USING btree (work_order_id, created_at, id);
grant delete, insert, select, update on work_order_comments to steward_app;

create table work_order_events (
  id uuid not null,
  work_order_id uuid not null,
  kind text not null,
  actor_id uuid,
  is_internal boolean not null default false,
  data jsonb not null default '{}'::jsonb,
  version integer,
  changed_fields text[],
  occurred_at timestamp with time zone not null,
  constraint work_order_events_pkey PRIMARY KEY (id),
  constraint work_order_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint work_order_events_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id)
);
CREATE INDEX work_order_events_actor_id_index ON public.work_order_events USING btree (actor_id);
CREATE INDEX work_order_events_work_order_id_occurred_at_id_index ON public.work_order_events USING btree (work_order_id, occurred_at, id);
CREATE TRIGGER work_order_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.work_order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on work_order_events to steward_app;

create table work_order_texts (
  work_order_id uuid not null,
  words tsvector not null,
  constraint work_order_texts_pkey PRIMARY KEY (work_order_id),
  constraint work_order_texts_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id) ON DELETE CASCADE
);
CREATE INDEX work_order_texts_words ON public.work_order_texts USING gin (words);
grant delete, insert, select, update on work_order_texts to steward_app;

create table work_orders (
  id uuid not null,
  number text not null,
  title text not null,
  description text not null default ''::text,
  request_type_id uuid not null,
  request_type_version integer not null,
  service_code text not null,
  trade_code text not null,
  compartment text,
  answers jsonb not null default '{}'::jsonb,
  site_id uuid not null,
  area_id uuid,
  building_id uuid,
  room_id uuid,
  place_note text,
  requester_id uuid not null,
  submitted_by_id uuid not null,
  status text not null,
  impact text not null,
  urgency text not null,
  priority text not null,
  priority_reason text,
  team_id uuid,
  assignee_id uuid,
  planned_on date,
  planned_sequence integer,
  estimate_minutes integer,
  hold_reason text,
  hold_note text,
  hold_until_on date,
  held_from text,
  resolution_note text,
  cancel_reason text,
  duplicate_of_id uuid,
  follows_id uuid,
  hazard_acknowledged_by_id uuid,
  hazard_acknowledged_at timestamp with time zone,
  rating integer,
  rating_comment text,
  rated_at timestamp with time zone,
  submitted_at timestamp with time zone not null,
  status_changed_at timestamp with time zone not null,
  completed_at timestamp with time zone,
  closed_at timestamp with time zone,
  reopen_count integer not null default 0,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint work_orders_pkey PRIMARY KEY (id),
  constraint work_orders_number_unique UNIQUE (number),
  constraint work_orders_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint work_orders_assignee_id_people_id_fk FOREIGN KEY (assignee_id) REFERENCES people(id),
  constraint work_orders_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint work_orders_duplicate_of_id_work_orders_id_fk FOREIGN KEY (duplicate_of_id) REFERENCES work_orders(id),
  constraint work_orders_follows_id_work_orders_id_fk FOREIGN KEY (follows_id) REFERENCES work_orders(id),
  constraint work_orders_hazard_acknowledged_by_id_people_id_fk FOREIGN KEY (hazard_acknowledged_by_id) REFERENCES people(id),
  constraint work_orders_request_type_id_request_types_id_fk FOREIGN KEY (request_type_id) REFERENCES request_types(id),
  constraint work_orders_requester_id_people_id_fk FOREIGN KEY (requester_id) REFERENCES people(id),
  constraint work_orders_room_id_rooms_id_fk FOREIGN KEY (room_id) REFERENCES rooms(id),
  constraint work_orders_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint work_orders_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint work_orders_submitted_by_id_people_id_fk FOREIGN KEY (submitted_by_id) REFERENCES people(id),
  constraint work_orders_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint work_orders_assigned CHECK (((status <> ALL (ARRAY['assigned'::text, 'in_progress'::text])) OR (assignee_id IS NOT NULL) OR (team_id IS NOT NULL))),
  constraint work_orders_duplicate CHECK (((status = 'duplicate'::text) = (duplicate_of_id IS NOT NULL))),
  constraint work_orders_held CHECK (((status = 'on_hold'::text) = (hold_reason IS NOT NULL))),
  constraint work_orders_impact CHECK ((impact = ANY (ARRAY['person'::text, 'room'::text, 'building'::text, 'district'::text]))),
  constraint work_orders_priority CHECK ((priority = ANY (ARRAY['P1'::text, 'P2'::text, 'P3'::text, 'P4'::text]))),
  constraint work_orders_rating CHECK (((rating >= 1) AND (rating <= 5))),
  constraint work_orders_status CHECK ((status = ANY (ARRAY['awaiting_approval'::text, 'submitted'::text, 'triaged'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text, 'completed'::text, 'closed'::text, 'cancelled'::text, 'duplicate'::text]))),
  constraint work_orders_urgency CHECK ((urgency = ANY (ARRAY['can_wait'::text, 'disrupts'::text, 'stops_teaching'::text, 'danger'::text])))
);
CREATE INDEX work_orders_area_id_index ON public.work_orders USING btree (area_id);
CREATE INDEX work_orders_assignee_newest ON public.work_orders USING btree (assignee_id, submitted_at, id);
CREATE INDEX work_orders_building_id_index ON public.work_orders USING btree (building_id);
CREATE INDEX work_orders_duplicate_of_id_index ON public.work_orders USING btree (duplicate_of_id);
CREATE INDEX work_orders_follows_id_index ON public.work_orders USING btree (follows_id);
CREATE INDEX work_orders_hazard_acknowledged_by_id_index ON public.work_orders USING btree (hazard_acknowledged_by_id);
CREATE INDEX work_orders_newest ON public.work_orders USING btree (submitted_at, id);
CREATE INDEX work_orders_request_type_id_index ON public.work_orders USING btree (request_type_id);
CREATE INDEX work_orders_requester_newest ON public.work_orders USING btree (requester_id, submitted_at, id);
CREATE INDEX work_orders_room_id_index ON public.work_orders USING btree (room_id);
CREATE INDEX work_orders_service_code_index ON public.work_orders USING btree (service_code);
CREATE INDEX work_orders_site_newest ON public.work_orders USING btree (site_id, submitted_at, id);
CREATE INDEX work_orders_submitted_by_id_index ON public.work_orders USING btree (submitted_by_id);
CREATE INDEX work_orders_team_newest ON public.work_orders USING btree (team_id, submitted_at, id);
CREATE INDEX work_orders_updated ON public.work_orders USING btree (updated_at, id);
grant delete, insert, select, update on work_orders to steward_app;

alter default privileges grant delete, insert, select, update on tables to steward_app;
alter default privileges grant usage on sequences to steward_app;
