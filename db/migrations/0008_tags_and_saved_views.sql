CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"columns" text[] NOT NULL,
	"sort" text NOT NULL,
	"audience" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"team_id" uuid,
	"position" integer NOT NULL,
	"is_default" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "saved_views_audience" CHECK ("saved_views"."audience" in ('private','team','shared')),
	CONSTRAINT "saved_views_team" CHECK (("saved_views"."audience" = 'team') = ("saved_views"."team_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "work_order_tags" (
	"work_order_id" uuid NOT NULL,
	"tag" text NOT NULL,
	"added_by_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "work_order_tags_work_order_id_tag_pk" PRIMARY KEY("work_order_id","tag"),
	CONSTRAINT "work_order_tags_tag" CHECK ("work_order_tags"."tag" ~ '^[^[:upper:][:space:],]{1,40}$')
);
--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_tags" ADD CONSTRAINT "work_order_tags_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_tags" ADD CONSTRAINT "work_order_tags_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_views_owner_id_index" ON "saved_views" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "saved_views_team_id_index" ON "saved_views" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_own_default" ON "saved_views" USING btree ("owner_id") WHERE "saved_views"."is_default" and "saved_views"."audience" = 'private';--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_team_default" ON "saved_views" USING btree ("team_id") WHERE "saved_views"."is_default" and "saved_views"."audience" = 'team';--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_shared_default" ON "saved_views" USING btree ("is_default") WHERE "saved_views"."is_default" and "saved_views"."audience" = 'shared';--> statement-breakpoint
CREATE INDEX "work_order_tags_tag_work_order_id_index" ON "work_order_tags" USING btree ("tag","work_order_id");--> statement-breakpoint
CREATE INDEX "work_order_tags_added_by_id_index" ON "work_order_tags" USING btree ("added_by_id");