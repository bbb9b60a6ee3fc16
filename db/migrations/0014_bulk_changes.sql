CREATE TABLE "bulk_change_orders" (
	"bulk_change_id" uuid NOT NULL,
	"work_order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"seen_version" integer NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"why" text,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "bulk_change_orders_bulk_change_id_work_order_id_pk" PRIMARY KEY("bulk_change_id","work_order_id"),
	CONSTRAINT "bulk_change_orders_outcome" CHECK ("bulk_change_orders"."outcome" in ('waiting','changed','unchanged','refused','skipped','undone','kept'))
);
--> statement-breakpoint
CREATE TABLE "bulk_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"by_id" uuid NOT NULL,
	"change" jsonb NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	CONSTRAINT "bulk_changes_state" CHECK ("bulk_changes"."state" in ('running','done','undoing','undone')),
	CONSTRAINT "bulk_changes_finished" CHECK (("bulk_changes"."state" = 'done') <= ("bulk_changes"."finished_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "bulk_change_orders" ADD CONSTRAINT "bulk_change_orders_bulk_change_id_bulk_changes_id_fk" FOREIGN KEY ("bulk_change_id") REFERENCES "public"."bulk_changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_change_orders" ADD CONSTRAINT "bulk_change_orders_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_changes" ADD CONSTRAINT "bulk_changes_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_change_orders_work_order_id_index" ON "bulk_change_orders" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "bulk_change_orders_next" ON "bulk_change_orders" USING btree ("bulk_change_id","outcome","position");--> statement-breakpoint
CREATE INDEX "bulk_changes_by_id_created_at_index" ON "bulk_changes" USING btree ("by_id","created_at");--> statement-breakpoint
CREATE INDEX "bulk_changes_waiting" ON "bulk_changes" USING btree ("created_at") WHERE "bulk_changes"."state" in ('running','undoing');