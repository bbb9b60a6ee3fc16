CREATE TABLE "field_operations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"work_order_id" uuid,
	"site_id" uuid,
	"request_type_id" uuid,
	"payload" jsonb NOT NULL,
	"device_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"seen_status" text,
	"seen_version" integer,
	"order_status" text,
	"order_version" integer,
	"outcome" text NOT NULL,
	"reason" text,
	"decision" text,
	"decision_note" text,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "field_operations_kind" CHECK ("field_operations"."kind" in ('start','hold','resume','complete','give_back','note','labour','photo','request')),
	CONSTRAINT "field_operations_outcome" CHECK ("field_operations"."outcome" in ('applied','set_aside')),
	CONSTRAINT "field_operations_decision" CHECK ("field_operations"."decision" in ('applied','dismissed')),
	CONSTRAINT "field_operations_reason" CHECK (("field_operations"."outcome" = 'set_aside') = ("field_operations"."reason" is not null)),
	CONSTRAINT "field_operations_decided" CHECK (("field_operations"."decision" is null) = ("field_operations"."decided_at" is null) and ("field_operations"."decision" is null) = ("field_operations"."decided_by_id" is null))
);
--> statement-breakpoint
ALTER TABLE "work_order_events" ADD COLUMN "recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "field_operations" ADD CONSTRAINT "field_operations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_operations" ADD CONSTRAINT "field_operations_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_operations" ADD CONSTRAINT "field_operations_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_operations" ADD CONSTRAINT "field_operations_request_type_id_request_types_id_fk" FOREIGN KEY ("request_type_id") REFERENCES "public"."request_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_operations" ADD CONSTRAINT "field_operations_decided_by_id_people_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "field_operations_person_id_received_at_index" ON "field_operations" USING btree ("person_id","received_at");--> statement-breakpoint
CREATE INDEX "field_operations_work_order_id_index" ON "field_operations" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "field_operations_site_id_index" ON "field_operations" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "field_operations_request_type_id_index" ON "field_operations" USING btree ("request_type_id");--> statement-breakpoint
CREATE INDEX "field_operations_decided_by_id_index" ON "field_operations" USING btree ("decided_by_id");--> statement-breakpoint
CREATE INDEX "field_operations_waiting" ON "field_operations" USING btree ("received_at","id") WHERE "field_operations"."outcome" = 'set_aside' and "field_operations"."decision" is null;--> statement-breakpoint
-- What a phone sent stays: the desk decides on it, nobody removes it.
REVOKE DELETE, TRUNCATE ON "field_operations" FROM steward_app;
