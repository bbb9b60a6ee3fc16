CREATE TABLE "board_packets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscription_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"period" text NOT NULL,
	"sent_by_id" uuid,
	"as_of_on" date NOT NULL,
	"since_on" date NOT NULL,
	"language" text NOT NULL,
	"storage_key" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "board_packets_period" UNIQUE("subscription_id","period")
);
--> statement-breakpoint
CREATE TABLE "capital_approval_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"approval_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "capital_approval_links_secret" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "packet_subscription_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscription_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "packet_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"created_by_id" uuid NOT NULL,
	"every" text NOT NULL,
	"day" integer NOT NULL,
	"hour" integer NOT NULL,
	"language" text NOT NULL,
	"next_due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "packet_subscriptions_every" CHECK (("packet_subscriptions"."every" = 'week' and "packet_subscriptions"."day" between 1 and 7) or ("packet_subscriptions"."every" = 'month' and "packet_subscriptions"."day" between 1 and 31)),
	CONSTRAINT "packet_subscriptions_hour" CHECK ("packet_subscriptions"."hour" between 0 and 23),
	CONSTRAINT "packet_subscriptions_language" CHECK ("packet_subscriptions"."language" in ('en','es')),
	CONSTRAINT "packet_subscriptions_ended" CHECK (("packet_subscriptions"."ended_at" is null) = ("packet_subscriptions"."ended_because" is null) and ("packet_subscriptions"."ended_because" is null or "packet_subscriptions"."ended_because" in ('person','role')))
);
--> statement-breakpoint
ALTER TABLE "capital_decisions" ADD COLUMN "via" text DEFAULT 'portal' NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "attached" jsonb;--> statement-breakpoint
ALTER TABLE "board_packets" ADD CONSTRAINT "board_packets_subscription_id_packet_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."packet_subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_packets" ADD CONSTRAINT "board_packets_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_packets" ADD CONSTRAINT "board_packets_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_packets" ADD CONSTRAINT "board_packets_sent_by_id_people_id_fk" FOREIGN KEY ("sent_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_approval_links" ADD CONSTRAINT "capital_approval_links_approval_id_capital_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."capital_approvals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_approval_links" ADD CONSTRAINT "capital_approval_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet_subscription_events" ADD CONSTRAINT "packet_subscription_events_subscription_id_packet_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."packet_subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet_subscription_events" ADD CONSTRAINT "packet_subscription_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet_subscription_events" ADD CONSTRAINT "packet_subscription_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet_subscriptions" ADD CONSTRAINT "packet_subscriptions_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet_subscriptions" ADD CONSTRAINT "packet_subscriptions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packet_subscriptions" ADD CONSTRAINT "packet_subscriptions_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "board_packets_programme_id_created_at_index" ON "board_packets" USING btree ("programme_id","created_at");--> statement-breakpoint
CREATE INDEX "board_packets_person_id_index" ON "board_packets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "board_packets_sent_by_id_index" ON "board_packets" USING btree ("sent_by_id");--> statement-breakpoint
CREATE INDEX "capital_approval_links_approval_id_index" ON "capital_approval_links" USING btree ("approval_id");--> statement-breakpoint
CREATE INDEX "capital_approval_links_person_id_index" ON "capital_approval_links" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "packet_subscription_events_subscription_id_occurred_at_id_index" ON "packet_subscription_events" USING btree ("subscription_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "packet_subscription_events_actor_id_index" ON "packet_subscription_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "packet_subscription_events_on_behalf_of_id_index" ON "packet_subscription_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE UNIQUE INDEX "packet_subscriptions_once" ON "packet_subscriptions" USING btree ("programme_id","person_id") WHERE "packet_subscriptions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "packet_subscriptions_due" ON "packet_subscriptions" USING btree ("next_due_at") WHERE "packet_subscriptions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "packet_subscriptions_programme_id_index" ON "packet_subscriptions" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "packet_subscriptions_person_id_index" ON "packet_subscriptions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "packet_subscriptions_created_by_id_index" ON "packet_subscriptions" USING btree ("created_by_id");--> statement-breakpoint
ALTER TABLE "capital_decisions" ADD CONSTRAINT "capital_decisions_via" CHECK ("capital_decisions"."via" in ('portal','link'));--> statement-breakpoint
CREATE TRIGGER "packet_subscription_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "packet_subscription_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "board_packets_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "board_packets" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "packet_subscription_events", "board_packets" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "packet_subscriptions", "capital_approval_links" FROM steward_app;
