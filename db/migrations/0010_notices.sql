CREATE TABLE "mail_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mail_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"to_address" text,
	"subject" text,
	"text_body" text,
	"html_body" text,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"tried_since" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_once" UNIQUE("notice_id"),
	CONSTRAINT "mails_status" CHECK ("mails"."status" in ('queued','sent','failed','kept','withdrawn')),
	CONSTRAINT "mails_sent" CHECK (("mails"."status" = 'sent') = ("mails"."sent_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "notice_outbox" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"work_order_id" uuid,
	"event_id" uuid,
	"is_internal" boolean DEFAULT false NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"path" text,
	"created_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notices_once" UNIQUE("event_id","person_id"),
	CONSTRAINT "notices_lead_somewhere" CHECK ("notices"."work_order_id" is not null or "notices"."path" is not null)
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "is_mailed" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_events" ADD CONSTRAINT "mail_events_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_events" ADD CONSTRAINT "mail_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_events" ADD CONSTRAINT "mail_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_events_mail_id_occurred_at_id_index" ON "mail_events" USING btree ("mail_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "mail_events_actor_id_index" ON "mail_events" USING btree ("actor_id") WHERE "mail_events"."actor_id" is not null;--> statement-breakpoint
CREATE INDEX "mail_events_on_behalf_of_id_index" ON "mail_events" USING btree ("on_behalf_of_id") WHERE "mail_events"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "mails_person_id_created_at_id_index" ON "mails" USING btree ("person_id","created_at","id");--> statement-breakpoint
CREATE INDEX "mails_newest" ON "mails" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "mails_status_newest" ON "mails" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("next_attempt_at","id") WHERE "mails"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "notices_newest" ON "notices" USING btree ("person_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("person_id") WHERE "notices"."read_at" is null;--> statement-breakpoint
CREATE INDEX "notices_work_order_id_index" ON "notices" USING btree ("work_order_id");--> statement-breakpoint
-- What was told stays told; a mail is delivered, never taken back out of the books.
REVOKE DELETE, TRUNCATE ON "notices", "mails" FROM steward_app;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "mail_events" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "mail_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "mail_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE FUNCTION "note_for_outbox"() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
	INSERT INTO notice_outbox (event_id) VALUES (NEW.id);
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- Which events concern nobody stands here, so that most requests pay nothing; who is told of the others is decided in api/src/notices/rules.
-- Who loads made-up orders sets steward.tells_nobody for the transaction.
CREATE TRIGGER "work_order_events_outbox" AFTER INSERT ON "work_order_events" FOR EACH ROW
WHEN (
	(NEW.kind <> ALL ('{submitted,triaged,started,edited,closed,rated,followed_up,viewed,attached,tagged,labour_logged,cost_logged,hazard_acknowledged,field_set_aside,field_dismissed}'::text[])
		OR (NEW.kind = 'submitted' AND NEW.data ? 'forAnother'))
	AND current_setting('steward.tells_nobody', true) IS DISTINCT FROM 'yes'
)
EXECUTE FUNCTION "note_for_outbox"();
