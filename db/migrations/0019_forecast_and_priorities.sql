CREATE TABLE "need_estimates" (
	"deficiency_id" uuid PRIMARY KEY NOT NULL,
	"readiness_ratio" double precision,
	"saving_cents" bigint,
	"source" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "need_estimates_readiness" CHECK ("need_estimates"."readiness_ratio" is null or "need_estimates"."readiness_ratio" between 0 and 1),
	CONSTRAINT "need_estimates_saving" CHECK ("need_estimates"."saving_cents" is null or "need_estimates"."saving_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "site_measure_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "site_measure_events_kind" CHECK ("site_measure_events"."kind" in ('loaded','changed'))
);
--> statement-breakpoint
CREATE TABLE "site_measures" (
	"site_id" uuid PRIMARY KEY NOT NULL,
	"scores" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"assessed_on" date,
	"source" text NOT NULL,
	"capacity" integer,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "site_measures_capacity" CHECK ("site_measures"."capacity" is null or "site_measures"."capacity" > 0)
);
--> statement-breakpoint
CREATE TABLE "weightings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"weights" jsonb NOT NULL,
	"reason" text NOT NULL,
	"published_by_id" uuid,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "weightings_number" UNIQUE("portfolio_id","kind","number"),
	CONSTRAINT "weightings_kind" CHECK ("weightings"."kind" in ('adequacy','priorities'))
);
--> statement-breakpoint
CREATE TABLE "draft_plan_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"structure_id" uuid NOT NULL,
	"deficiency_id" uuid,
	"component_id" uuid,
	"scope" text NOT NULL,
	"cost_cents" bigint NOT NULL,
	"points" double precision,
	CONSTRAINT "draft_plan_items_position" UNIQUE("plan_id","position"),
	CONSTRAINT "draft_plan_items_need" CHECK (num_nonnulls("draft_plan_items"."deficiency_id", "draft_plan_items"."component_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "draft_plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"name" text NOT NULL,
	"weights" jsonb NOT NULL,
	"weights_number" integer,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forecast_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"name" text NOT NULL,
	"method" text NOT NULL,
	"cost_basis_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"inputs" jsonb NOT NULL,
	"inventory" "bytea" NOT NULL,
	"inventory_digest" text NOT NULL,
	"status" text NOT NULL,
	"draws_done" integer DEFAULT 0 NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"result" "bytea",
	"result_digest" text,
	"took_ms" integer,
	"started_by_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "forecast_runs_status" CHECK ("forecast_runs"."status" in ('running','done','failed')),
	CONSTRAINT "forecast_runs_result" CHECK (("forecast_runs"."status" = 'done') = ("forecast_runs"."result" is not null))
);
--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "ahead_cents" bigint[];--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "schedule_cents" bigint[];--> statement-breakpoint
ALTER TABLE "need_estimates" ADD CONSTRAINT "need_estimates_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_measure_events" ADD CONSTRAINT "site_measure_events_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_measure_events" ADD CONSTRAINT "site_measure_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_measures" ADD CONSTRAINT "site_measures_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weightings" ADD CONSTRAINT "weightings_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weightings" ADD CONSTRAINT "weightings_published_by_id_people_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_plan_items" ADD CONSTRAINT "draft_plan_items_plan_id_draft_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."draft_plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_plan_items" ADD CONSTRAINT "draft_plan_items_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_plan_items" ADD CONSTRAINT "draft_plan_items_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_plan_items" ADD CONSTRAINT "draft_plan_items_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_plans" ADD CONSTRAINT "draft_plans_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_plans" ADD CONSTRAINT "draft_plans_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_runs" ADD CONSTRAINT "forecast_runs_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_runs" ADD CONSTRAINT "forecast_runs_cost_basis_id_cost_bases_id_fk" FOREIGN KEY ("cost_basis_id") REFERENCES "public"."cost_bases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_runs" ADD CONSTRAINT "forecast_runs_started_by_id_people_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "site_measure_events_site_id_occurred_at_id_index" ON "site_measure_events" USING btree ("site_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "site_measure_events_actor_id_index" ON "site_measure_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "weightings_published_by_id_index" ON "weightings" USING btree ("published_by_id");--> statement-breakpoint
CREATE INDEX "draft_plan_items_structure_id_index" ON "draft_plan_items" USING btree ("structure_id");--> statement-breakpoint
CREATE INDEX "draft_plan_items_deficiency_id_index" ON "draft_plan_items" USING btree ("deficiency_id");--> statement-breakpoint
CREATE INDEX "draft_plan_items_component_id_index" ON "draft_plan_items" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "draft_plans_portfolio_id_created_at_index" ON "draft_plans" USING btree ("portfolio_id","created_at");--> statement-breakpoint
CREATE INDEX "draft_plans_created_by_id_index" ON "draft_plans" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "forecast_runs_portfolio_id_started_at_index" ON "forecast_runs" USING btree ("portfolio_id","started_at");--> statement-breakpoint
CREATE INDEX "forecast_runs_cost_basis_id_index" ON "forecast_runs" USING btree ("cost_basis_id");--> statement-breakpoint
CREATE INDEX "forecast_runs_started_by_id_index" ON "forecast_runs" USING btree ("started_by_id");--> statement-breakpoint
-- What a school's measures were stays, whoever asks, the owner too; weights that were published stay as they were.
REVOKE UPDATE, DELETE, TRUNCATE ON "site_measure_events" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "site_measure_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "site_measure_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "weightings" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "weightings_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "weightings" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "site_measures", "need_estimates", "forecast_runs" FROM steward_app;
