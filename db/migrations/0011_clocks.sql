CREATE TABLE "calendar_revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendar_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"calendar_code" text NOT NULL,
	"content" jsonb NOT NULL,
	"why" text NOT NULL,
	"changed_by_id" uuid,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"code" text PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock_recounts" (
	"revision" bigint PRIMARY KEY NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"moved" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
-- A calendar for each service there is, all as the district works: Monday to Friday from 7 to 5. One that never closes is for emergencies.
INSERT INTO "calendars" ("code", "name_en", "name_es") VALUES ('24x7', 'Around the clock', 'Las 24 horas'), ('district', 'District offices', 'Oficinas del distrito');
--> statement-breakpoint
INSERT INTO "calendars" ("code", "name_en", "name_es") SELECT "code", "name_en", "name_es" FROM "services" ON CONFLICT DO NOTHING;
--> statement-breakpoint
INSERT INTO "calendar_revisions" ("calendar_code", "content", "why", "changed_at")
SELECT "code", jsonb_build_object('timeZone', 'America/Denver', 'exceptions', '[]'::jsonb, 'week', CASE "code"
	WHEN '24x7' THEN '[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]]'::jsonb
	ELSE '[[],[[420,1020]],[[420,1020]],[[420,1020]],[[420,1020]],[[420,1020]],[]]'::jsonb END), 'As it began', now()
FROM "calendars" ORDER BY "code";
--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "calendar_code" text DEFAULT 'district' NOT NULL;
--> statement-breakpoint
UPDATE "services" SET "calendar_code" = "code";
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "policy" jsonb;
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "response_due_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "responded_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "resolution_due_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "resolution_left" double precision;
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "next_warning_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "clocks_revision" bigint;
--> statement-breakpoint
ALTER TABLE "calendar_revisions" ADD CONSTRAINT "calendar_revisions_calendar_code_calendars_code_fk" FOREIGN KEY ("calendar_code") REFERENCES "public"."calendars"("code") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "calendar_revisions" ADD CONSTRAINT "calendar_revisions_changed_by_id_people_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "clock_recounts" ADD CONSTRAINT "clock_recounts_revision_calendar_revisions_id_fk" FOREIGN KEY ("revision") REFERENCES "public"."calendar_revisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "calendar_revisions_calendar_code_id_index" ON "calendar_revisions" USING btree ("calendar_code","id");
--> statement-breakpoint
CREATE INDEX "calendar_revisions_changed_by_id_index" ON "calendar_revisions" USING btree ("changed_by_id");
--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_calendar_code_calendars_code_fk" FOREIGN KEY ("calendar_code") REFERENCES "public"."calendars"("code") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "services_calendar_code_index" ON "services" USING btree ("calendar_code");
--> statement-breakpoint
CREATE INDEX "work_orders_breach" ON "work_orders" USING btree (least(case when "responded_at" is null then "response_due_at" end, "resolution_due_at"),"id") WHERE "work_orders"."status" in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold');
--> statement-breakpoint
CREATE INDEX "work_orders_due" ON "work_orders" USING btree ("resolution_due_at","id") WHERE "work_orders"."status" in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold');
--> statement-breakpoint
CREATE INDEX "work_orders_next_warning" ON "work_orders" USING btree ("next_warning_at") WHERE "work_orders"."next_warning_at" is not null;
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "calendar_revisions" FROM steward_app;
--> statement-breakpoint
CREATE TRIGGER "calendar_revisions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "calendar_revisions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "calendar_revisions_version" AFTER INSERT ON "calendar_revisions" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "services_version" AFTER INSERT OR UPDATE OR DELETE ON "services" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');
