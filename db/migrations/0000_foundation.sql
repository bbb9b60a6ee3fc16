CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE SEQUENCE "public"."work_order_numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "request_types" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"service_code" text NOT NULL,
	"trade_code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"help_en" text NOT NULL,
	"help_es" text NOT NULL,
	"keywords" text DEFAULT '' NOT NULL,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"default_impact" text NOT NULL,
	"default_urgency" text NOT NULL,
	"routing" text DEFAULT 'team' NOT NULL,
	"compartment" text,
	"self_help_en" text,
	"self_help_es" text,
	"estimate_minutes" integer,
	"may_disturb_material" boolean DEFAULT false NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "request_types_routing" CHECK ("request_types"."routing" in ('team','site_partner')),
	CONSTRAINT "request_types_compartment" CHECK ("request_types"."compartment" in ('hr','employee_relations','student_health','meal_eligibility','it_security'))
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"is_lead" boolean DEFAULT false NOT NULL,
	CONSTRAINT "team_members_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"service_code" text NOT NULL,
	"trade_code" text,
	"area_id" uuid,
	"compartment" text,
	"weekly_hours" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "teams_code_unique" UNIQUE("code"),
	CONSTRAINT "teams_hours" CHECK ("teams"."weekly_hours" >= 0)
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_providerId_accountId_unique" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "compartment_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"compartment" text NOT NULL,
	"site_id" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	"granted_by_id" uuid NOT NULL,
	"confirmed_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	CONSTRAINT "compartment_grants_compartment" CHECK ("compartment_grants"."compartment" in ('hr','employee_relations','student_health','meal_eligibility','it_security')),
	CONSTRAINT "compartment_grants_two_people" CHECK ("compartment_grants"."granted_by_id" <> "compartment_grants"."confirmed_by_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response_status" integer,
	"response_headers" jsonb,
	"response_body" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_once" UNIQUE("person_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"job_title" text,
	"site_id" uuid,
	"locale" text DEFAULT 'en' NOT NULL,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "person_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_rooms" (
	"person_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"is_mine" boolean DEFAULT false NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "person_rooms_person_id_room_id_pk" PRIMARY KEY("person_id","room_id")
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"service_code" text,
	"area_id" uuid,
	"site_id" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	"granted_by_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	CONSTRAINT "role_grants_role" CHECK ("role_grants"."role" in ('requester','technician','dispatcher','service_manager','hr_partner','site_administrator','planner','capital_manager','finance','technology_coordinator','administrator','auditor')),
	CONSTRAINT "role_grants_one_place" CHECK ("role_grants"."area_id" is null or "role_grants"."site_id" is null)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "priority_matrix" (
	"impact" text NOT NULL,
	"urgency" text NOT NULL,
	"priority" text NOT NULL,
	CONSTRAINT "priority_matrix_impact_urgency_pk" PRIMARY KEY("impact","urgency")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"code" text PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"priority" text PRIMARY KEY NOT NULL,
	"calendar" text NOT NULL,
	"response_amount" integer,
	"response_unit" text NOT NULL,
	"resolution_amount" integer,
	"resolution_unit" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trades" (
	"code" text PRIMARY KEY NOT NULL,
	"service_code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "areas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "areas_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "buildings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "buildings_siteId_code_unique" UNIQUE("site_id","code")
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"building_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"floor" integer NOT NULL,
	"access_note" text,
	"hazard_note" text,
	"has_asbestos" boolean DEFAULT false NOT NULL,
	CONSTRAINT "rooms_buildingId_number_unique" UNIQUE("building_id","number")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"level" text,
	"is_charter" boolean,
	"is_virtual" boolean DEFAULT false NOT NULL,
	"street" text,
	"city" text,
	"zip" text,
	"latitude" double precision,
	"longitude" double precision,
	"enrollment" integer,
	"free_reduced_lunch" integer,
	"area_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "sites_code_unique" UNIQUE("code"),
	CONSTRAINT "sites_status" CHECK ("sites"."status" in ('active','closed'))
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid,
	"uploaded_by_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"width_px" integer,
	"height_px" integer,
	"storage_key" text NOT NULL,
	"thumbnail_key" text,
	"is_internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cost_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"account_string" text NOT NULL,
	"entered_by_id" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cost_entries_kind" CHECK ("cost_entries"."kind" in ('material','vendor'))
);
--> statement-breakpoint
CREATE TABLE "labour_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"worked_on" date NOT NULL,
	"minutes" integer NOT NULL,
	"note" text,
	"entered_by_id" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "labour_entries_minutes" CHECK ("labour_entries"."minutes" <> 0 and "labour_entries"."minutes" between -1440 and 1440)
);
--> statement-breakpoint
CREATE TABLE "work_order_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"body" text NOT NULL,
	"is_internal" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "work_order_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"is_internal" boolean DEFAULT false NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer,
	"changed_fields" text[],
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "work_order_texts" (
	"work_order_id" uuid PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "work_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"request_type_id" uuid NOT NULL,
	"request_type_version" integer NOT NULL,
	"service_code" text NOT NULL,
	"trade_code" text NOT NULL,
	"compartment" text,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"site_id" uuid NOT NULL,
	"area_id" uuid,
	"building_id" uuid,
	"room_id" uuid,
	"place_note" text,
	"requester_id" uuid NOT NULL,
	"submitted_by_id" uuid NOT NULL,
	"status" text NOT NULL,
	"impact" text NOT NULL,
	"urgency" text NOT NULL,
	"priority" text NOT NULL,
	"priority_reason" text,
	"team_id" uuid,
	"assignee_id" uuid,
	"planned_on" date,
	"planned_sequence" integer,
	"estimate_minutes" integer,
	"hold_reason" text,
	"hold_note" text,
	"hold_until_on" date,
	"held_from" text,
	"resolution_note" text,
	"cancel_reason" text,
	"duplicate_of_id" uuid,
	"follows_id" uuid,
	"hazard_acknowledged_by_id" uuid,
	"hazard_acknowledged_at" timestamp with time zone,
	"rating" integer,
	"rating_comment" text,
	"rated_at" timestamp with time zone,
	"submitted_at" timestamp with time zone NOT NULL,
	"status_changed_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"reopen_count" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "work_orders_number_unique" UNIQUE("number"),
	CONSTRAINT "work_orders_status" CHECK ("work_orders"."status" in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold','completed','closed','cancelled','duplicate')),
	CONSTRAINT "work_orders_impact" CHECK ("work_orders"."impact" in ('person','room','building','district')),
	CONSTRAINT "work_orders_urgency" CHECK ("work_orders"."urgency" in ('can_wait','disrupts','stops_teaching','danger')),
	CONSTRAINT "work_orders_priority" CHECK ("work_orders"."priority" in ('P1','P2','P3','P4')),
	CONSTRAINT "work_orders_rating" CHECK ("work_orders"."rating" between 1 and 5),
	CONSTRAINT "work_orders_assigned" CHECK ("work_orders"."status" not in ('assigned','in_progress') or "work_orders"."assignee_id" is not null or "work_orders"."team_id" is not null),
	CONSTRAINT "work_orders_held" CHECK (("work_orders"."status" = 'on_hold') = ("work_orders"."hold_reason" is not null)),
	CONSTRAINT "work_orders_duplicate" CHECK (("work_orders"."status" = 'duplicate') = ("work_orders"."duplicate_of_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "request_types" ADD CONSTRAINT "request_types_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_types" ADD CONSTRAINT "request_types_trade_code_trades_code_fk" FOREIGN KEY ("trade_code") REFERENCES "public"."trades"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_trade_code_trades_code_fk" FOREIGN KEY ("trade_code") REFERENCES "public"."trades"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_grants" ADD CONSTRAINT "compartment_grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_grants" ADD CONSTRAINT "compartment_grants_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_grants" ADD CONSTRAINT "compartment_grants_granted_by_id_people_id_fk" FOREIGN KEY ("granted_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_grants" ADD CONSTRAINT "compartment_grants_confirmed_by_id_people_id_fk" FOREIGN KEY ("confirmed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_grants" ADD CONSTRAINT "compartment_grants_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_events" ADD CONSTRAINT "person_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_events" ADD CONSTRAINT "person_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_rooms" ADD CONSTRAINT "person_rooms_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_rooms" ADD CONSTRAINT "person_rooms_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_granted_by_id_people_id_fk" FOREIGN KEY ("granted_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_building_id_buildings_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."buildings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploaded_by_id_people_id_fk" FOREIGN KEY ("uploaded_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_entries" ADD CONSTRAINT "cost_entries_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_entries" ADD CONSTRAINT "cost_entries_entered_by_id_people_id_fk" FOREIGN KEY ("entered_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labour_entries" ADD CONSTRAINT "labour_entries_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labour_entries" ADD CONSTRAINT "labour_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labour_entries" ADD CONSTRAINT "labour_entries_entered_by_id_people_id_fk" FOREIGN KEY ("entered_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_comments" ADD CONSTRAINT "work_order_comments_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_comments" ADD CONSTRAINT "work_order_comments_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_events" ADD CONSTRAINT "work_order_events_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_events" ADD CONSTRAINT "work_order_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_texts" ADD CONSTRAINT "work_order_texts_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_request_type_id_request_types_id_fk" FOREIGN KEY ("request_type_id") REFERENCES "public"."request_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_building_id_buildings_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."buildings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_submitted_by_id_people_id_fk" FOREIGN KEY ("submitted_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_duplicate_of_id_work_orders_id_fk" FOREIGN KEY ("duplicate_of_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_follows_id_work_orders_id_fk" FOREIGN KEY ("follows_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_hazard_acknowledged_by_id_people_id_fk" FOREIGN KEY ("hazard_acknowledged_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "request_types_code" ON "request_types" USING btree ("code");--> statement-breakpoint
CREATE INDEX "request_types_service_code_index" ON "request_types" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "request_types_trade_code_index" ON "request_types" USING btree ("trade_code");--> statement-breakpoint
CREATE INDEX "team_members_person_id_index" ON "team_members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "teams_service_code_index" ON "teams" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "teams_trade_code_index" ON "teams" USING btree ("trade_code");--> statement-breakpoint
CREATE INDEX "teams_area_id_index" ON "teams" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "accounts_person_id_index" ON "accounts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "compartment_grants_person_id_index" ON "compartment_grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "compartment_grants_site_id_index" ON "compartment_grants" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "compartment_grants_granted_by_id_index" ON "compartment_grants" USING btree ("granted_by_id");--> statement-breakpoint
CREATE INDEX "compartment_grants_confirmed_by_id_index" ON "compartment_grants" USING btree ("confirmed_by_id");--> statement-breakpoint
CREATE INDEX "compartment_grants_ended_by_id_index" ON "compartment_grants" USING btree ("ended_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "compartment_grants_open" ON "compartment_grants" USING btree ("person_id","compartment",coalesce("site_id"::text, '')) WHERE "compartment_grants"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at_index" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "people_site_id_index" ON "people" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "people_name_trgm" ON "people" USING gin (lower("name" || ' ' || "email") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "person_events_person_id_occurred_at_index" ON "person_events" USING btree ("person_id","occurred_at");--> statement-breakpoint
CREATE INDEX "person_events_actor_id_index" ON "person_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "person_rooms_room_id_index" ON "person_rooms" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "role_grants_person_id_index" ON "role_grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "role_grants_service_code_index" ON "role_grants" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "role_grants_area_id_index" ON "role_grants" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "role_grants_site_id_index" ON "role_grants" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "role_grants_granted_by_id_index" ON "role_grants" USING btree ("granted_by_id");--> statement-breakpoint
CREATE INDEX "role_grants_ended_by_id_index" ON "role_grants" USING btree ("ended_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "role_grants_open" ON "role_grants" USING btree ("person_id","role",coalesce("service_code", ''),coalesce("area_id"::text, ''),coalesce("site_id"::text, '')) WHERE "role_grants"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_person_id_index" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier_index" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "trades_service_code_index" ON "trades" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "rooms_site_id_index" ON "rooms" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "sites_area_id_index" ON "sites" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "sites_name_trgm" ON "sites" USING gin (lower("name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "attachments_work_order_id_created_at_index" ON "attachments" USING btree ("work_order_id","created_at");--> statement-breakpoint
CREATE INDEX "attachments_uploaded_by_id_index" ON "attachments" USING btree ("uploaded_by_id");--> statement-breakpoint
CREATE INDEX "cost_entries_work_order_id_index" ON "cost_entries" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "cost_entries_entered_by_id_index" ON "cost_entries" USING btree ("entered_by_id");--> statement-breakpoint
CREATE INDEX "labour_entries_work_order_id_index" ON "labour_entries" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "labour_entries_person_id_worked_on_index" ON "labour_entries" USING btree ("person_id","worked_on");--> statement-breakpoint
CREATE INDEX "labour_entries_entered_by_id_index" ON "labour_entries" USING btree ("entered_by_id");--> statement-breakpoint
CREATE INDEX "work_order_comments_work_order_id_created_at_id_index" ON "work_order_comments" USING btree ("work_order_id","created_at","id");--> statement-breakpoint
CREATE INDEX "work_order_comments_author_id_index" ON "work_order_comments" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "work_order_events_work_order_id_occurred_at_id_index" ON "work_order_events" USING btree ("work_order_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "work_order_events_actor_id_index" ON "work_order_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "work_order_texts_words" ON "work_order_texts" USING gin ("words");--> statement-breakpoint
CREATE INDEX "work_orders_request_type_id_index" ON "work_orders" USING btree ("request_type_id");--> statement-breakpoint
CREATE INDEX "work_orders_service_code_index" ON "work_orders" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "work_orders_area_id_index" ON "work_orders" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "work_orders_building_id_index" ON "work_orders" USING btree ("building_id");--> statement-breakpoint
CREATE INDEX "work_orders_room_id_index" ON "work_orders" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "work_orders_submitted_by_id_index" ON "work_orders" USING btree ("submitted_by_id");--> statement-breakpoint
CREATE INDEX "work_orders_duplicate_of_id_index" ON "work_orders" USING btree ("duplicate_of_id");--> statement-breakpoint
CREATE INDEX "work_orders_follows_id_index" ON "work_orders" USING btree ("follows_id");--> statement-breakpoint
CREATE INDEX "work_orders_hazard_acknowledged_by_id_index" ON "work_orders" USING btree ("hazard_acknowledged_by_id");--> statement-breakpoint
CREATE INDEX "work_orders_newest" ON "work_orders" USING btree ("submitted_at","id");--> statement-breakpoint
CREATE INDEX "work_orders_site_newest" ON "work_orders" USING btree ("site_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "work_orders_requester_newest" ON "work_orders" USING btree ("requester_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "work_orders_team_newest" ON "work_orders" USING btree ("team_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "work_orders_assignee_newest" ON "work_orders" USING btree ("assignee_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "work_orders_updated" ON "work_orders" USING btree ("updated_at","id");