CREATE TABLE "absences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "absences_days" CHECK ("absences"."starts_on" < "absences"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "approval_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"approval_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"decision" text NOT NULL,
	"words" text,
	"via" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approval_decisions_once" UNIQUE("approval_id"),
	CONSTRAINT "approval_decisions_decision" CHECK ("approval_decisions"."decision" in ('approve','decline')),
	CONSTRAINT "approval_decisions_via" CHECK ("approval_decisions"."via" in ('portal','link')),
	CONSTRAINT "approval_decisions_declined" CHECK ("approval_decisions"."decision" <> 'decline' or "approval_decisions"."words" is not null)
);
--> statement-breakpoint
CREATE TABLE "approval_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"approval_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "approval_links_secret" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "approval_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"service_code" text NOT NULL,
	"request_type_id" uuid,
	"condition" text NOT NULL,
	"threshold_cents" bigint,
	"amount_key" text,
	"steps" jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approval_policies_condition" CHECK (case "approval_policies"."condition" when 'always' then "approval_policies"."threshold_cents" is null and "approval_policies"."amount_key" is null when 'amount' then "approval_policies"."threshold_cents" > 0 else false end)
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"policy_version" integer NOT NULL,
	"cause" text NOT NULL,
	"position" integer NOT NULL,
	"step" jsonb NOT NULL,
	"amount_cents" bigint,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone,
	"reminders" integer DEFAULT 0 NOT NULL,
	"next_reminder_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approvals_position" UNIQUE("work_order_id","position"),
	CONSTRAINT "approvals_cause" CHECK ("approvals"."cause" in ('asked','cost')),
	CONSTRAINT "approvals_state" CHECK ("approvals"."state" in ('later','open','approved','declined','withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_links" ADD CONSTRAINT "approval_links_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_links" ADD CONSTRAINT "approval_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_request_type_id_request_types_id_fk" FOREIGN KEY ("request_type_id") REFERENCES "public"."request_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_policy_id_approval_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."approval_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_person_id_starts_on_index" ON "absences" USING btree ("person_id","starts_on");--> statement-breakpoint
CREATE INDEX "absences_created_by_id_index" ON "absences" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "approval_decisions_person_id_decided_at_index" ON "approval_decisions" USING btree ("person_id","decided_at");--> statement-breakpoint
CREATE INDEX "approval_decisions_on_behalf_of_id_index" ON "approval_decisions" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "approval_links_approval_id_index" ON "approval_links" USING btree ("approval_id");--> statement-breakpoint
CREATE INDEX "approval_links_person_id_index" ON "approval_links" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "approval_policies_service_code_index" ON "approval_policies" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "approval_policies_request_type_id_index" ON "approval_policies" USING btree ("request_type_id");--> statement-breakpoint
CREATE INDEX "approvals_policy_id_index" ON "approvals" USING btree ("policy_id");--> statement-breakpoint
CREATE INDEX "approvals_open" ON "approvals" USING btree ("opened_at","id") WHERE "approvals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "approvals_next_reminder" ON "approvals" USING btree ("next_reminder_at") WHERE "approvals"."state" = 'open' and "approvals"."next_reminder_at" is not null;--> statement-breakpoint
-- What was decided stays decided.
REVOKE UPDATE, DELETE, TRUNCATE ON "approval_decisions" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "approval_decisions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "approval_decisions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "approval_policies", "approvals", "absences" FROM steward_app;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "approval_policies_version" AFTER INSERT OR UPDATE OR DELETE ON "approval_policies" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');
