ALTER TABLE "work_order_events" ADD COLUMN "audience_before" jsonb;--> statement-breakpoint
-- What stands there keeps null: it was announced, if at all, before anybody could ask for what they missed.
ALTER TABLE "work_order_events" ADD COLUMN "written_in" "xid8";--> statement-breakpoint
ALTER TABLE "work_order_events" ALTER COLUMN "written_in" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
CREATE INDEX "work_order_events_written" ON "work_order_events" USING btree ("written_in") WHERE "work_order_events"."written_in" is not null;
