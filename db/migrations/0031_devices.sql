CREATE TABLE "device_assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"student_id" uuid,
	"person_id" uuid,
	"room_id" uuid,
	"site_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"due_on" date,
	"opened_by_event_id" uuid,
	"closed_by_event_id" uuid,
	CONSTRAINT "device_assignments_opened" UNIQUE("opened_by_event_id"),
	CONSTRAINT "device_assignments_kind" CHECK ("device_assignments"."kind" in ('primary','loaner')),
	CONSTRAINT "device_assignments_one" CHECK (num_nonnulls("device_assignments"."student_id", "device_assignments"."person_id", "device_assignments"."room_id") = 1),
	CONSTRAINT "device_assignments_range" CHECK ("device_assignments"."ended_at" is null or "device_assignments"."ended_at" >= "device_assignments"."started_at"),
	CONSTRAINT "device_assignments_due" CHECK (("device_assignments"."kind" = 'loaner') = ("device_assignments"."due_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "device_disposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"way" text NOT NULL,
	"taken_by" text NOT NULL,
	"certificate_key" text,
	"certificate_name" text,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "device_disposals_way" CHECK ("device_disposals"."way" in ('recycled','sold','donated','destroyed')),
	CONSTRAINT "device_disposals_certificate" CHECK (("device_disposals"."certificate_key" is null) = ("device_disposals"."certificate_name" is null))
);
--> statement-breakpoint
CREATE TABLE "device_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"act_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"api_token_id" uuid,
	"student_id" uuid,
	"person_id" uuid,
	"disposal_id" uuid,
	"reason" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone,
	CONSTRAINT "device_events_act" UNIQUE("act_id","device_id","kind"),
	CONSTRAINT "device_events_status" CHECK ("device_events"."to_status" in ('ordered','received','enrolled','in_stock','assigned','on_loan','in_repair','vendor_repair','warranty_repair','awaiting_parts','lost','stolen','recovered','retired','disposed'))
);
--> statement-breakpoint
CREATE TABLE "device_models" (
	"id" uuid PRIMARY KEY NOT NULL,
	"make" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"auto_update_expires_on" date,
	"price_cents" bigint NOT NULL,
	"life_years" integer DEFAULT 4 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "device_models_kind" CHECK ("device_models"."kind" in ('chromebook','ipad','laptop','hotspot','other')),
	CONSTRAINT "device_models_price" CHECK ("device_models"."price_cents" >= 0),
	CONSTRAINT "device_models_life" CHECK ("device_models"."life_years" between 1 and 20)
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asset_tag" text NOT NULL,
	"serial" text NOT NULL,
	"model_id" uuid NOT NULL,
	"home_site_id" uuid NOT NULL,
	"status" text NOT NULL,
	"status_changed_at" timestamp with time zone NOT NULL,
	"is_loaner" boolean DEFAULT false NOT NULL,
	"acquired_on" date,
	"price_cents" bigint,
	"warranty_ends_on" date,
	"funding_source" text,
	"order_number" text,
	"planned_refresh_on" date,
	"last_seen_at" timestamp with time zone,
	"os_version" text,
	"mac_address" text,
	"deprovisioned_at" timestamp with time zone,
	"wiped_at" timestamp with time zone,
	"disposal_id" uuid,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "devices_status" CHECK ("devices"."status" in ('ordered','received','enrolled','in_stock','assigned','on_loan','in_repair','vendor_repair','warranty_repair','awaiting_parts','lost','stolen','recovered','retired','disposed')),
	CONSTRAINT "devices_disposed" CHECK ("devices"."status" <> 'disposed' or ("devices"."deprovisioned_at" is not null and "devices"."wiped_at" is not null and "devices"."disposal_id" is not null)),
	CONSTRAINT "devices_price" CHECK ("devices"."price_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "refresh_plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_year" integer NOT NULL,
	"grade" integer NOT NULL,
	"model_id" uuid NOT NULL,
	"unit_cents" bigint NOT NULL,
	"source" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "refresh_plans_once" UNIQUE("school_year","grade"),
	CONSTRAINT "refresh_plans_grade" CHECK ("refresh_plans"."grade" between -1 and 12),
	CONSTRAINT "refresh_plans_cost" CHECK ("refresh_plans"."unit_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "student_link_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"viewer_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"api_token_id" uuid,
	"student_id" uuid NOT NULL,
	"device_id" uuid,
	"page" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "charge_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"effective_on" date NOT NULL,
	"ladder" jsonb NOT NULL,
	"cap_cents" bigint NOT NULL,
	"source" text NOT NULL,
	"published_by_id" uuid,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "charge_policies_day" UNIQUE("effective_on"),
	CONSTRAINT "charge_policies_cap" CHECK ("charge_policies"."cap_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "device_charge_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"charge_id" uuid,
	"repair_id" uuid,
	"policy_id" uuid,
	"cause" text,
	"school_year" integer NOT NULL,
	"entered_by_id" uuid,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "device_charge_lines_kind" CHECK ("device_charge_lines"."kind" in ('charge','payment','waiver','refund')),
	CONSTRAINT "device_charge_lines_sign" CHECK (("device_charge_lines"."kind" = 'charge') = ("device_charge_lines"."amount_cents" > 0) and "device_charge_lines"."amount_cents" <> 0),
	CONSTRAINT "device_charge_lines_of" CHECK (("device_charge_lines"."kind" = 'charge') = ("device_charge_lines"."charge_id" is null) and ("device_charge_lines"."kind" = 'charge') = ("device_charge_lines"."policy_id" is not null) and ("device_charge_lines"."kind" = 'charge') = ("device_charge_lines"."cause" is not null)),
	CONSTRAINT "device_charge_lines_cause" CHECK ("device_charge_lines"."cause" in ('accident','wear','negligence','theft','lost'))
);
--> statement-breakpoint
CREATE TABLE "device_repairs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"assignment_id" uuid,
	"work_order_id" uuid,
	"kind" text,
	"problem" text NOT NULL,
	"damage_class" text,
	"opened_by_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"closed_at" timestamp with time zone,
	"cost_cents" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "device_repairs_kind" CHECK ("device_repairs"."kind" in ('in_house','vendor','warranty')),
	CONSTRAINT "device_repairs_damage" CHECK ("device_repairs"."damage_class" in ('accident','wear','negligence','theft')),
	CONSTRAINT "device_repairs_outcome" CHECK ("device_repairs"."outcome" in ('mended','beyond_repair','no_fault')),
	CONSTRAINT "device_repairs_closed" CHECK (("device_repairs"."closed_at" is null) = ("device_repairs"."outcome" is null)),
	CONSTRAINT "device_repairs_range" CHECK ("device_repairs"."closed_at" is null or "device_repairs"."closed_at" >= "device_repairs"."opened_at"),
	CONSTRAINT "device_repairs_cost" CHECK ("device_repairs"."cost_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "harvested_parts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"harvested_by_id" uuid,
	"harvested_at" timestamp with time zone NOT NULL,
	"used_in_repair_id" uuid,
	"used_at" timestamp with time zone,
	CONSTRAINT "harvested_parts_kind" CHECK ("harvested_parts"."kind" in ('screen','keyboard','battery','charger','hinge','board','case','other')),
	CONSTRAINT "harvested_parts_used" CHECK (("harvested_parts"."used_in_repair_id" is null) = ("harvested_parts"."used_at" is null))
);
--> statement-breakpoint
CREATE TABLE "student_names" (
	"student_id" uuid PRIMARY KEY NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "students" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"source_id" text,
	"site_id" uuid NOT NULL,
	"grade" integer NOT NULL,
	"is_in_programme" boolean DEFAULT true NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"left_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "students_grade" CHECK ("students"."grade" between -1 and 12),
	CONSTRAINT "students_status" CHECK ("students"."status" in ('active','left')),
	CONSTRAINT "students_left" CHECK (("students"."status" = 'left') = ("students"."left_on" is not null))
);
--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_opened_by_event_id_device_events_id_fk" FOREIGN KEY ("opened_by_event_id") REFERENCES "public"."device_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_closed_by_event_id_device_events_id_fk" FOREIGN KEY ("closed_by_event_id") REFERENCES "public"."device_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_disposals" ADD CONSTRAINT "device_disposals_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_api_token_id_api_tokens_id_fk" FOREIGN KEY ("api_token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_events" ADD CONSTRAINT "device_events_disposal_id_device_disposals_id_fk" FOREIGN KEY ("disposal_id") REFERENCES "public"."device_disposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_model_id_device_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."device_models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_home_site_id_sites_id_fk" FOREIGN KEY ("home_site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_disposal_id_device_disposals_id_fk" FOREIGN KEY ("disposal_id") REFERENCES "public"."device_disposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_plans" ADD CONSTRAINT "refresh_plans_model_id_device_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."device_models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_link_views" ADD CONSTRAINT "student_link_views_viewer_id_people_id_fk" FOREIGN KEY ("viewer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_link_views" ADD CONSTRAINT "student_link_views_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_link_views" ADD CONSTRAINT "student_link_views_api_token_id_api_tokens_id_fk" FOREIGN KEY ("api_token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_link_views" ADD CONSTRAINT "student_link_views_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_link_views" ADD CONSTRAINT "student_link_views_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_policies" ADD CONSTRAINT "charge_policies_published_by_id_people_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_charge_id_device_charge_lines_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."device_charge_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_repair_id_device_repairs_id_fk" FOREIGN KEY ("repair_id") REFERENCES "public"."device_repairs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_policy_id_charge_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."charge_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_entered_by_id_people_id_fk" FOREIGN KEY ("entered_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_repairs" ADD CONSTRAINT "device_repairs_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_repairs" ADD CONSTRAINT "device_repairs_assignment_id_device_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."device_assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_repairs" ADD CONSTRAINT "device_repairs_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_repairs" ADD CONSTRAINT "device_repairs_opened_by_id_people_id_fk" FOREIGN KEY ("opened_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvested_parts" ADD CONSTRAINT "harvested_parts_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvested_parts" ADD CONSTRAINT "harvested_parts_model_id_device_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."device_models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvested_parts" ADD CONSTRAINT "harvested_parts_harvested_by_id_people_id_fk" FOREIGN KEY ("harvested_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harvested_parts" ADD CONSTRAINT "harvested_parts_used_in_repair_id_device_repairs_id_fk" FOREIGN KEY ("used_in_repair_id") REFERENCES "public"."device_repairs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_names" ADD CONSTRAINT "student_names_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_assignments_device" ON "device_assignments" USING btree ("device_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "device_assignments_open" ON "device_assignments" USING btree ("device_id") WHERE "device_assignments"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "device_assignments_student_id_index" ON "device_assignments" USING btree ("student_id") WHERE "device_assignments"."student_id" is not null;--> statement-breakpoint
CREATE INDEX "device_assignments_person_id_index" ON "device_assignments" USING btree ("person_id") WHERE "device_assignments"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "device_assignments_room_id_index" ON "device_assignments" USING btree ("room_id") WHERE "device_assignments"."room_id" is not null;--> statement-breakpoint
CREATE INDEX "device_assignments_site_id_index" ON "device_assignments" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "device_assignments_closed_by_event_id_index" ON "device_assignments" USING btree ("closed_by_event_id") WHERE "device_assignments"."closed_by_event_id" is not null;--> statement-breakpoint
CREATE INDEX "device_assignments_due" ON "device_assignments" USING btree ("due_on") WHERE "device_assignments"."ended_at" is null and "device_assignments"."due_on" is not null;--> statement-breakpoint
CREATE INDEX "device_disposals_created_by_id_index" ON "device_disposals" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "device_events_device" ON "device_events" USING btree ("device_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "device_events_actor_id_index" ON "device_events" USING btree ("actor_id") WHERE "device_events"."actor_id" is not null;--> statement-breakpoint
CREATE INDEX "device_events_on_behalf_of_id_index" ON "device_events" USING btree ("on_behalf_of_id") WHERE "device_events"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "device_events_api_token_id_index" ON "device_events" USING btree ("api_token_id") WHERE "device_events"."api_token_id" is not null;--> statement-breakpoint
CREATE INDEX "device_events_student_id_index" ON "device_events" USING btree ("student_id") WHERE "device_events"."student_id" is not null;--> statement-breakpoint
CREATE INDEX "device_events_person_id_index" ON "device_events" USING btree ("person_id") WHERE "device_events"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "device_events_disposal_id_index" ON "device_events" USING btree ("disposal_id") WHERE "device_events"."disposal_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "device_models_once" ON "device_models" USING btree (lower("make"),lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "devices_asset_tag" ON "devices" USING btree (upper("asset_tag"));--> statement-breakpoint
CREATE UNIQUE INDEX "devices_serial" ON "devices" USING btree (upper("serial"));--> statement-breakpoint
CREATE INDEX "devices_model_id_index" ON "devices" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "devices_site_status" ON "devices" USING btree ("home_site_id","status","asset_tag");--> statement-breakpoint
CREATE INDEX "devices_status" ON "devices" USING btree ("status","asset_tag");--> statement-breakpoint
CREATE INDEX "devices_tag_order" ON "devices" USING btree ("asset_tag");--> statement-breakpoint
CREATE INDEX "devices_disposal_id_index" ON "devices" USING btree ("disposal_id") WHERE "devices"."disposal_id" is not null;--> statement-breakpoint
CREATE INDEX "refresh_plans_model_id_index" ON "refresh_plans" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "student_link_views_newest" ON "student_link_views" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "student_link_views_viewer_id_occurred_at_index" ON "student_link_views" USING btree ("viewer_id","occurred_at");--> statement-breakpoint
CREATE INDEX "student_link_views_on_behalf_of_id_index" ON "student_link_views" USING btree ("on_behalf_of_id") WHERE "student_link_views"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "student_link_views_api_token_id_index" ON "student_link_views" USING btree ("api_token_id") WHERE "student_link_views"."api_token_id" is not null;--> statement-breakpoint
CREATE INDEX "student_link_views_student_id_occurred_at_index" ON "student_link_views" USING btree ("student_id","occurred_at");--> statement-breakpoint
CREATE INDEX "student_link_views_device_id_occurred_at_index" ON "student_link_views" USING btree ("device_id","occurred_at");--> statement-breakpoint
CREATE INDEX "charge_policies_published_by_id_index" ON "charge_policies" USING btree ("published_by_id");--> statement-breakpoint
CREATE INDEX "device_charge_lines_student" ON "device_charge_lines" USING btree ("student_id","entered_at","id");--> statement-breakpoint
CREATE INDEX "device_charge_lines_device_id_index" ON "device_charge_lines" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "device_charge_lines_charge_id_index" ON "device_charge_lines" USING btree ("charge_id");--> statement-breakpoint
CREATE INDEX "device_charge_lines_repair_id_index" ON "device_charge_lines" USING btree ("repair_id");--> statement-breakpoint
CREATE INDEX "device_charge_lines_policy_id_index" ON "device_charge_lines" USING btree ("policy_id");--> statement-breakpoint
CREATE INDEX "device_charge_lines_entered_by_id_index" ON "device_charge_lines" USING btree ("entered_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "device_charge_lines_repair" ON "device_charge_lines" USING btree ("repair_id") WHERE "device_charge_lines"."kind" = 'charge';--> statement-breakpoint
CREATE INDEX "device_repairs_device" ON "device_repairs" USING btree ("device_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "device_repairs_open" ON "device_repairs" USING btree ("device_id") WHERE "device_repairs"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "device_repairs_assignment_id_index" ON "device_repairs" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "device_repairs_work_order_id_index" ON "device_repairs" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "device_repairs_opened_by_id_index" ON "device_repairs" USING btree ("opened_by_id");--> statement-breakpoint
CREATE INDEX "harvested_parts_device_id_index" ON "harvested_parts" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "harvested_parts_model_id_index" ON "harvested_parts" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "harvested_parts_harvested_by_id_index" ON "harvested_parts" USING btree ("harvested_by_id");--> statement-breakpoint
CREATE INDEX "harvested_parts_used_in_repair_id_index" ON "harvested_parts" USING btree ("used_in_repair_id");--> statement-breakpoint
CREATE UNIQUE INDEX "students_key" ON "students" USING btree (upper("key"));--> statement-breakpoint
CREATE UNIQUE INDEX "students_source" ON "students" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "students_site_grade" ON "students" USING btree ("site_id","grade");--> statement-breakpoint
-- One device is with one holder at a time, and one student has one device to keep: whatever the history says, and also in what is written later.
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_one_holder" EXCLUDE USING gist ("device_id" WITH =, tstzrange("started_at", "ended_at") WITH &&);--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_one_primary" EXCLUDE USING gist ("student_id" WITH =, tstzrange("started_at", "ended_at") WITH &&) WHERE ("kind" = 'primary' AND "student_id" IS NOT NULL);--> statement-breakpoint
CREATE FUNCTION "refuse_device"("rule" text, "why" text, "of_table" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%', why USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = of_table;
END
$$;
--> statement-breakpoint
-- What may happen to a device, and what it is then. The same as in the API's rules; a test compares the two.
CREATE FUNCTION "device_moves"() RETURNS TABLE ("kind" text, "from_status" text, "to_status" text) LANGUAGE sql IMMUTABLE AS $$
	WITH s AS (SELECT ARRAY['in_repair','vendor_repair','warranty_repair','awaiting_parts'] AS mending)
	SELECT 'receive', 'ordered', 'received'
	UNION ALL SELECT 'enroll', 'received', 'enrolled'
	UNION ALL SELECT 'stock', f, 'in_stock' FROM s, unnest(ARRAY['enrolled','recovered'] || mending) f
	UNION ALL SELECT 'assign', 'in_stock', 'assigned'
	UNION ALL SELECT 'lend', 'in_stock', 'on_loan'
	UNION ALL SELECT 'return', f, 'in_stock' FROM unnest(ARRAY['assigned','on_loan']) f
	UNION ALL SELECT 'repair', f, t FROM s, unnest(ARRAY['in_stock','assigned','recovered'] || mending) f, unnest(ARRAY['in_repair','vendor_repair','warranty_repair']) t WHERE f <> t
	UNION ALL SELECT 'await_parts', f, 'awaiting_parts' FROM unnest(ARRAY['in_repair','vendor_repair','warranty_repair']) f
	UNION ALL SELECT 'hand_back', f, 'assigned' FROM s, unnest(ARRAY['recovered'] || mending) f
	UNION ALL SELECT 'lose', f, 'lost' FROM s, unnest(ARRAY['in_stock','assigned','on_loan','recovered'] || mending) f
	UNION ALL SELECT 'steal', f, 'stolen' FROM s, unnest(ARRAY['in_stock','assigned','on_loan','lost','recovered'] || mending) f
	UNION ALL SELECT 'recover', f, 'recovered' FROM unnest(ARRAY['lost','stolen']) f
	UNION ALL SELECT 'release', f, f FROM s, unnest(ARRAY['lost','stolen','recovered'] || mending) f
	UNION ALL SELECT 'extend', 'on_loan', 'on_loan'
	UNION ALL SELECT 'retire', f, 'retired' FROM s, unnest(ARRAY['received','enrolled','in_stock','lost','stolen','recovered'] || mending) f
	UNION ALL SELECT k, 'retired', 'retired' FROM unnest(ARRAY['deprovision','wipe']) k
	UNION ALL SELECT 'dispose', 'retired', 'disposed'
	UNION ALL SELECT k, f, f FROM s, unnest(ARRAY['change','report']) k, unnest(ARRAY['ordered','received','enrolled','in_stock','assigned','on_loan','lost','stolen','recovered','retired'] || mending) f
$$;
--> statement-breakpoint
-- An event moves its device, under the device's lock, from where it is to where the move leads; what is no move is refused.
CREATE FUNCTION "move_device"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	moved devices;
BEGIN
	SELECT * INTO moved FROM devices WHERE id = NEW.device_id FOR UPDATE;
	IF NEW.kind = 'register' THEN
		IF NEW.from_status IS NOT NULL OR NEW.to_status <> moved.status OR EXISTS (SELECT 1 FROM device_events WHERE device_id = NEW.device_id) THEN
			PERFORM refuse_device('device_events_move', 'A device is registered once, as its first event.', 'device_events');
		END IF;
		RETURN NEW;
	END IF;
	IF NEW.from_status IS DISTINCT FROM moved.status THEN
		PERFORM refuse_device('device_events_stale', 'The device is not where this move begins.', 'device_events');
	END IF;
	IF NOT EXISTS (SELECT 1 FROM device_moves() m WHERE m.kind = NEW.kind AND m.from_status = NEW.from_status AND m.to_status = NEW.to_status) THEN
		PERFORM refuse_device('device_events_move', 'A device in this state cannot be moved so.', 'device_events');
	END IF;
	IF NEW.kind = 'dispose' THEN
		IF moved.deprovisioned_at IS NULL OR moved.wiped_at IS NULL THEN
			PERFORM refuse_device('device_events_not_wiped', 'It is deprovisioned and wiped before it is disposed of.', 'device_events');
		END IF;
		IF NOT EXISTS (SELECT 1 FROM device_disposals WHERE id = NEW.disposal_id AND certificate_key IS NOT NULL) THEN
			PERFORM refuse_device('device_events_no_certificate', 'Nothing is disposed of without the certificate of its wiping.', 'device_events');
		END IF;
	END IF;
	UPDATE devices SET
		status = NEW.to_status,
		status_changed_at = CASE WHEN NEW.to_status = NEW.from_status THEN status_changed_at ELSE NEW.occurred_at END,
		deprovisioned_at = CASE WHEN NEW.kind = 'deprovision' THEN NEW.occurred_at ELSE deprovisioned_at END,
		wiped_at = CASE WHEN NEW.kind = 'wipe' THEN NEW.occurred_at ELSE wiped_at END,
		disposal_id = CASE WHEN NEW.kind = 'dispose' THEN NEW.disposal_id ELSE disposal_id END,
		version = version + 1,
		updated_at = coalesce(NEW.recorded_at, NEW.occurred_at)
	WHERE id = NEW.device_id;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "device_events_move" BEFORE INSERT ON "device_events" FOR EACH ROW EXECUTE FUNCTION "move_device"();--> statement-breakpoint
-- What comes from events is written by their trigger, and by nobody else.
CREATE FUNCTION "keep_device"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		IF NEW.status NOT IN ('ordered', 'received', 'enrolled', 'in_stock') OR num_nonnulls(NEW.deprovisioned_at, NEW.wiped_at, NEW.disposal_id) > 0 THEN
			PERFORM refuse_device('devices_by_events', 'A device begins as ordered, received, enrolled or in stock.', 'devices');
		END IF;
	ELSIF OLD.status = 'disposed' THEN
		PERFORM refuse_device('devices_disposed_stays', 'What was disposed of stays as it was.', 'devices');
	ELSIF pg_trigger_depth() < 2 AND (NEW.status, NEW.status_changed_at, NEW.deprovisioned_at, NEW.wiped_at, NEW.disposal_id)
		IS DISTINCT FROM (OLD.status, OLD.status_changed_at, OLD.deprovisioned_at, OLD.wiped_at, OLD.disposal_id) THEN
		PERFORM refuse_device('devices_by_events', 'The status of a device comes from its events.', 'devices');
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "devices_kept" BEFORE INSERT OR UPDATE ON "devices" FOR EACH ROW EXECUTE FUNCTION "keep_device"();--> statement-breakpoint
-- An assignment is opened by its own event, to somebody who is there, and once ended it stays.
CREATE FUNCTION "keep_assignment"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	PERFORM 1 FROM devices WHERE id = NEW.device_id FOR UPDATE;
	IF TG_OP = 'INSERT' THEN
		IF NOT EXISTS (SELECT 1 FROM device_events e WHERE e.id = NEW.opened_by_event_id AND e.device_id = NEW.device_id
			AND e.kind = CASE NEW.kind WHEN 'loaner' THEN 'lend' ELSE 'assign' END
			AND e.student_id IS NOT DISTINCT FROM NEW.student_id AND e.person_id IS NOT DISTINCT FROM NEW.person_id) THEN
			PERFORM refuse_device('device_assignments_by_event', 'A device is given by an event that says so.', 'device_assignments');
		END IF;
		IF NEW.student_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM students WHERE id = NEW.student_id AND status = 'active' FOR SHARE) THEN
			PERFORM refuse_device('device_assignments_student_left', 'This student has left.', 'device_assignments');
		END IF;
	ELSIF OLD.ended_at IS NOT NULL OR (NEW.id, NEW.device_id, NEW.kind, NEW.student_id, NEW.person_id, NEW.room_id, NEW.site_id, NEW.started_at, NEW.opened_by_event_id)
		IS DISTINCT FROM (OLD.id, OLD.device_id, OLD.kind, OLD.student_id, OLD.person_id, OLD.room_id, OLD.site_id, OLD.started_at, OLD.opened_by_event_id) THEN
		PERFORM refuse_device('device_assignments_stays', 'What was given stays as it was; only its end is added.', 'device_assignments');
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "device_assignments_kept" BEFORE INSERT OR UPDATE ON "device_assignments" FOR EACH ROW EXECUTE FUNCTION "keep_assignment"();--> statement-breakpoint
-- When all is written: who holds a device and what it is agree.
CREATE FUNCTION "check_holder"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	now_is text;
	held text;
BEGIN
	SELECT status INTO now_is FROM devices WHERE id = NEW.device_id;
	SELECT kind INTO held FROM device_assignments WHERE device_id = NEW.device_id AND ended_at IS NULL;
	IF NOT (CASE
		WHEN now_is = 'assigned' THEN held IS NOT DISTINCT FROM 'primary'
		WHEN now_is = 'on_loan' THEN held IS NOT DISTINCT FROM 'loaner'
		WHEN now_is IN ('in_repair', 'vendor_repair', 'warranty_repair', 'awaiting_parts') THEN held IS NULL OR held = 'primary'
		WHEN now_is IN ('lost', 'stolen', 'recovered') THEN true
		ELSE held IS NULL END) THEN
		PERFORM refuse_device('devices_holder', 'Who holds the device does not go with what it is.', 'device_assignments');
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "device_events_holder" AFTER INSERT ON "device_events" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_holder"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "device_assignments_holder" AFTER INSERT OR UPDATE ON "device_assignments" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_holder"();--> statement-breakpoint
-- A family is never charged more than the cap of a school year, and never given back more than it was charged.
CREATE FUNCTION "keep_charges"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	owed device_charge_lines;
	cap bigint;
	so_far bigint;
BEGIN
	PERFORM 1 FROM students WHERE id = NEW.student_id FOR UPDATE;
	IF NEW.kind = 'charge' THEN
		SELECT cap_cents INTO cap FROM charge_policies WHERE id = NEW.policy_id;
		SELECT coalesce(sum(amount_cents), 0) INTO so_far FROM device_charge_lines
			WHERE student_id = NEW.student_id AND school_year = NEW.school_year AND kind <> 'payment';
		IF so_far + NEW.amount_cents > cap THEN
			PERFORM refuse_device('device_charges_cap', 'That is more than a family is charged in a school year.', 'device_charge_lines');
		END IF;
		RETURN NEW;
	END IF;
	SELECT * INTO owed FROM device_charge_lines WHERE id = NEW.charge_id;
	IF owed.kind <> 'charge' OR (owed.student_id, owed.device_id, owed.school_year) IS DISTINCT FROM (NEW.student_id, NEW.device_id, NEW.school_year) THEN
		PERFORM refuse_device('device_charges_other', 'This belongs to another charge.', 'device_charge_lines');
	END IF;
	SELECT coalesce(sum(-amount_cents), 0) INTO so_far FROM device_charge_lines
		WHERE charge_id = owed.id AND (NEW.kind = 'payment' OR kind <> 'payment');
	IF so_far - NEW.amount_cents > owed.amount_cents THEN
		PERFORM refuse_device('device_charges_credit', 'That is more than is open of this charge.', 'device_charge_lines');
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "device_charge_lines_kept" BEFORE INSERT ON "device_charge_lines" FOR EACH ROW EXECUTE FUNCTION "keep_charges"();--> statement-breakpoint
CREATE TRIGGER "device_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "device_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "student_link_views_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "student_link_views" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "charge_policies_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "charge_policies" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "device_charge_lines_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "device_charge_lines" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "device_events", "student_link_views", "charge_policies", "device_charge_lines" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "students", "devices", "device_models", "device_assignments", "device_repairs", "device_disposals", "harvested_parts" FROM steward_app;
