CREATE TABLE "network_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"data" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "network_events_subject" CHECK ("network_events"."subject" in ('provider','contract','milestone','target','capacity','staff')),
	CONSTRAINT "network_events_kind" CHECK ("network_events"."kind" in ('added','changed'))
);
--> statement-breakpoint
ALTER TABLE "bandwidth_targets" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "isp_capacities" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "network_providers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "site_staff" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "network_events" ADD CONSTRAINT "network_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_events" ADD CONSTRAINT "network_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "network_events_subject_id_occurred_at_id_index" ON "network_events" USING btree ("subject_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "network_events_actor_id_index" ON "network_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "network_events_on_behalf_of_id_index" ON "network_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE TRIGGER "network_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "network_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "network_events" FROM steward_app;
