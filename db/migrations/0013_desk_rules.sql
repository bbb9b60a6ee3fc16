CREATE TABLE "desk_rule_dry_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule_id" uuid NOT NULL,
	"rule_version" integer NOT NULL,
	"started_by_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"total" integer NOT NULL,
	"seen" integer DEFAULT 0 NOT NULL,
	"last_at" timestamp with time zone,
	"last_id" uuid,
	"found" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"trigger" text NOT NULL,
	"conditions" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"is_active" boolean DEFAULT false NOT NULL,
	"active_since" timestamp with time zone,
	"dry_run_at" timestamp with time zone,
	"dry_run_version" integer,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "desk_rules_trigger" CHECK ("desk_rules"."trigger" in ('submitted','escalation')),
	CONSTRAINT "desk_rules_dry_run" CHECK (not "desk_rules"."is_active" or "desk_rules"."dry_run_version" is not distinct from "desk_rules"."version"),
	CONSTRAINT "desk_rules_active_since" CHECK ("desk_rules"."is_active" = ("desk_rules"."active_since" is not null))
);
--> statement-breakpoint
-- Rules hang tags on orders as well.
ALTER TABLE "work_order_tags" ALTER COLUMN "added_by_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "desk_rule_dry_runs" ADD CONSTRAINT "desk_rule_dry_runs_rule_id_desk_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."desk_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_rule_dry_runs" ADD CONSTRAINT "desk_rule_dry_runs_started_by_id_people_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "desk_rule_dry_runs_rule_id_started_at_index" ON "desk_rule_dry_runs" USING btree ("rule_id","started_at");--> statement-breakpoint
CREATE INDEX "desk_rule_dry_runs_started_by_id_index" ON "desk_rule_dry_runs" USING btree ("started_by_id");--> statement-breakpoint
CREATE INDEX "desk_rules_position" ON "desk_rules" USING btree ("trigger","position","id");
--> statement-breakpoint
-- Rules are kept in memory with the catalogue; that one was tried changes nothing for anybody else.
CREATE CONSTRAINT TRIGGER "desk_rules_version" AFTER INSERT OR DELETE OR UPDATE OF "name", "position", "trigger", "conditions", "actions", "is_active", "version" ON "desk_rules" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');
