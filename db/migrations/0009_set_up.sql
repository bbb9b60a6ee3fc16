CREATE TABLE "request_type_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_type_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"fields" jsonb NOT NULL,
	"since_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_type_versions_once" UNIQUE("request_type_id","version")
);
--> statement-breakpoint
CREATE TABLE "setup_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_name" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"why" text
);
--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "is_active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "priority_matrix" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "trades" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "request_type_versions" ADD CONSTRAINT "request_type_versions_request_type_id_request_types_id_fk" FOREIGN KEY ("request_type_id") REFERENCES "public"."request_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_changes" ADD CONSTRAINT "setup_changes_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_changes" ADD CONSTRAINT "setup_changes_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "setup_changes_occurred_at_id_index" ON "setup_changes" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "setup_changes_subject_kind_subject_id_occurred_at_index" ON "setup_changes" USING btree ("subject_kind","subject_id","occurred_at");--> statement-breakpoint
CREATE INDEX "setup_changes_actor_id_index" ON "setup_changes" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "setup_changes_on_behalf_of_id_index" ON "setup_changes" USING btree ("on_behalf_of_id");--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "setup_changes", "request_type_versions" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "setup_changes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "setup_changes" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "request_type_versions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "request_type_versions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
-- The form that each kind of request has now. Nobody could change one before, so older versions were the same.
INSERT INTO "request_type_versions" ("id", "request_type_id", "version", "name_en", "name_es", "fields")
SELECT gen_random_uuid(), "id", "version", "name_en", "name_es", "fields" FROM "request_types";
