CREATE TABLE "checklist_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"work_order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"text_en" text NOT NULL,
	"text_es" text NOT NULL,
	"done_by_id" uuid,
	"done_at" timestamp with time zone,
	CONSTRAINT "checklist_items_position" UNIQUE("work_order_id","position"),
	CONSTRAINT "checklist_items_done" CHECK (("checklist_items"."done_by_id" is null) = ("checklist_items"."done_at" is null))
);
--> statement-breakpoint
CREATE TABLE "macros" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"service_code" text,
	"acts" jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "request_types" ADD COLUMN "checklist" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "checklist_items" ADD CONSTRAINT "checklist_items_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checklist_items" ADD CONSTRAINT "checklist_items_done_by_id_people_id_fk" FOREIGN KEY ("done_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checklist_items_done_by_id_index" ON "checklist_items" USING btree ("done_by_id");--> statement-breakpoint
CREATE INDEX "macros_service_code_index" ON "macros" USING btree ("service_code");--> statement-breakpoint
-- One that is not used any more is put out of use: histories name it.
REVOKE DELETE, TRUNCATE ON "macros" FROM steward_app;
