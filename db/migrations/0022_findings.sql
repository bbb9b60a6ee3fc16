CREATE TABLE "deficiency_orders" (
	"deficiency_id" uuid NOT NULL,
	"work_order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status_before" text,
	"renews_component" boolean DEFAULT false NOT NULL,
	"renewed_from" jsonb,
	"retired_at" timestamp with time zone,
	"share_cents" bigint,
	"linked_by_id" uuid,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deficiency_orders_deficiency_id_work_order_id_kind_pk" PRIMARY KEY("deficiency_id","work_order_id","kind"),
	CONSTRAINT "deficiency_orders_kind" CHECK ("deficiency_orders"."kind" in ('reported','similar','repair')),
	CONSTRAINT "deficiency_orders_repair" CHECK (("deficiency_orders"."kind" = 'repair') = ("deficiency_orders"."status_before" is not null))
);
--> statement-breakpoint
CREATE TABLE "deficiency_photos" (
	"attachment_id" uuid PRIMARY KEY NOT NULL,
	"deficiency_id" uuid NOT NULL,
	"added_by_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_type_systems" (
	"request_type_id" uuid PRIMARY KEY NOT NULL,
	"system_code" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deficiencies" ADD COLUMN "end_note" text;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD COLUMN "ended_by_id" uuid;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD COLUMN "is_proposed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "is_kept" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "is_followed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deficiency_orders" ADD CONSTRAINT "deficiency_orders_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiency_orders" ADD CONSTRAINT "deficiency_orders_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiency_orders" ADD CONSTRAINT "deficiency_orders_linked_by_id_people_id_fk" FOREIGN KEY ("linked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiency_photos" ADD CONSTRAINT "deficiency_photos_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiency_photos" ADD CONSTRAINT "deficiency_photos_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiency_photos" ADD CONSTRAINT "deficiency_photos_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_type_systems" ADD CONSTRAINT "request_type_systems_request_type_id_request_types_id_fk" FOREIGN KEY ("request_type_id") REFERENCES "public"."request_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_type_systems" ADD CONSTRAINT "request_type_systems_system_code_building_systems_code_fk" FOREIGN KEY ("system_code") REFERENCES "public"."building_systems"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deficiency_orders_work_order_id_index" ON "deficiency_orders" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "deficiency_orders_linked_by_id_index" ON "deficiency_orders" USING btree ("linked_by_id");--> statement-breakpoint
CREATE INDEX "deficiency_photos_deficiency_id_added_at_index" ON "deficiency_photos" USING btree ("deficiency_id","added_at");--> statement-breakpoint
CREATE INDEX "deficiency_photos_added_by_id_index" ON "deficiency_photos" USING btree ("added_by_id");--> statement-breakpoint
CREATE INDEX "request_type_systems_system_code_index" ON "request_type_systems" USING btree ("system_code");--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deficiencies_ended_by_id_index" ON "deficiencies" USING btree ("ended_by_id");--> statement-breakpoint
CREATE INDEX "deficiencies_candidates" ON "deficiencies" USING btree ("id") WHERE "deficiencies"."status" = 'candidate';