CREATE TABLE "collection_scans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"station" text NOT NULL,
	"code" text NOT NULL,
	"damage" text,
	"device_id" uuid,
	"student_id" uuid,
	"is_back" boolean NOT NULL,
	"grade" integer,
	"exceptions" text[] NOT NULL,
	"undoes_id" uuid,
	"actor_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"api_token_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "collection_scans_undone_once" UNIQUE("undoes_id"),
	CONSTRAINT "collection_scans_exceptions" CHECK ("collection_scans"."exceptions" <@ array['unknown','not_out','already_back','in_repair','found','other_site','somebody_elses','damaged']),
	CONSTRAINT "collection_scans_back" CHECK (not "collection_scans"."is_back" or "collection_scans"."device_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_undoes_id_collection_scans_id_fk" FOREIGN KEY ("undoes_id") REFERENCES "public"."collection_scans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_scans" ADD CONSTRAINT "collection_scans_api_token_id_api_tokens_id_fk" FOREIGN KEY ("api_token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collection_scans_site" ON "collection_scans" USING btree ("site_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "collection_scans_code" ON "collection_scans" USING btree ("site_id",upper("code"),"occurred_at");--> statement-breakpoint
CREATE INDEX "collection_scans_device_id_index" ON "collection_scans" USING btree ("device_id") WHERE "collection_scans"."device_id" is not null;--> statement-breakpoint
CREATE INDEX "collection_scans_student_id_index" ON "collection_scans" USING btree ("student_id") WHERE "collection_scans"."student_id" is not null;--> statement-breakpoint
CREATE INDEX "collection_scans_actor_id_station_occurred_at_index" ON "collection_scans" USING btree ("actor_id","station","occurred_at");--> statement-breakpoint
CREATE INDEX "collection_scans_on_behalf_of_id_index" ON "collection_scans" USING btree ("on_behalf_of_id") WHERE "collection_scans"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "collection_scans_api_token_id_index" ON "collection_scans" USING btree ("api_token_id") WHERE "collection_scans"."api_token_id" is not null;--> statement-breakpoint
CREATE TRIGGER "collection_scans_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "collection_scans" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "collection_scans" FROM steward_app;
