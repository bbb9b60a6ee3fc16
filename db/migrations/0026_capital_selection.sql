CREATE TABLE "outlook_scenarios" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"name" text NOT NULL,
	"method" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"as_of" date NOT NULL,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "outlook_scenarios_name" UNIQUE("programme_id","name")
);
--> statement-breakpoint
CREATE TABLE "proposal_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"proposal_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proposal_needs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"proposal_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"structure_id" uuid NOT NULL,
	"deficiency_id" uuid,
	"component_id" uuid,
	"scope" text NOT NULL,
	"cost_cents" bigint NOT NULL,
	"points" double precision,
	CONSTRAINT "proposal_needs_position" UNIQUE("proposal_id","position"),
	CONSTRAINT "proposal_needs_one" CHECK (num_nonnulls("proposal_needs"."deficiency_id", "proposal_needs"."component_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"site_id" uuid NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"cost_cents" bigint NOT NULL,
	"points" double precision,
	"score_basis" text,
	"weights_number" integer,
	"draft_plan_id" uuid,
	"is_security" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"proposed_by_id" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	"committee" text,
	"committee_view" text,
	"committee_met_on" date,
	"decision" text,
	"reason" text,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	"project_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "proposals_project" UNIQUE("project_id"),
	CONSTRAINT "proposals_number" UNIQUE("programme_id","number"),
	CONSTRAINT "proposals_plan" UNIQUE("draft_plan_id","programme_id","site_id"),
	CONSTRAINT "proposals_state" CHECK ("proposals"."state" in ('draft','published','in_committee','decided','withdrawn')),
	CONSTRAINT "proposals_cost" CHECK ("proposals"."cost_cents" > 0),
	CONSTRAINT "proposals_score" CHECK (num_nonnulls("proposals"."draft_plan_id", "proposals"."score_basis") = 1),
	CONSTRAINT "proposals_points" CHECK ("proposals"."points" between 0 and 100),
	CONSTRAINT "proposals_published" CHECK ("proposals"."state" in ('draft','withdrawn') or "proposals"."published_at" is not null),
	CONSTRAINT "proposals_committee" CHECK (num_nonnulls("proposals"."committee", "proposals"."committee_view", "proposals"."committee_met_on") in (0, 3) and ("proposals"."state" not in ('in_committee','decided') or "proposals"."committee" is not null)),
	CONSTRAINT "proposals_decision" CHECK ("proposals"."decision" in ('approved','declined','later')),
	CONSTRAINT "proposals_decided" CHECK (num_nonnulls("proposals"."decision", "proposals"."reason", "proposals"."decided_by_id", "proposals"."decided_at") = case when "proposals"."state" = 'decided' then 4 else 0 end),
	CONSTRAINT "proposals_duties_apart" CHECK ("proposals"."decided_by_id" <> "proposals"."proposed_by_id"),
	CONSTRAINT "proposals_becomes" CHECK (("proposals"."project_id" is not null) = ("proposals"."decision" is not distinct from 'approved'))
);
--> statement-breakpoint
ALTER TABLE "outlook_scenarios" ADD CONSTRAINT "outlook_scenarios_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outlook_scenarios" ADD CONSTRAINT "outlook_scenarios_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_events" ADD CONSTRAINT "proposal_events_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_events" ADD CONSTRAINT "proposal_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_events" ADD CONSTRAINT "proposal_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_needs" ADD CONSTRAINT "proposal_needs_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_needs" ADD CONSTRAINT "proposal_needs_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_needs" ADD CONSTRAINT "proposal_needs_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_needs" ADD CONSTRAINT "proposal_needs_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_draft_plan_id_draft_plans_id_fk" FOREIGN KEY ("draft_plan_id") REFERENCES "public"."draft_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_proposed_by_id_people_id_fk" FOREIGN KEY ("proposed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_decided_by_id_people_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outlook_scenarios_created_by_id_index" ON "outlook_scenarios" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "proposal_events_proposal_id_occurred_at_id_index" ON "proposal_events" USING btree ("proposal_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "proposal_events_actor_id_index" ON "proposal_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "proposal_events_on_behalf_of_id_index" ON "proposal_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "proposal_needs_structure_id_index" ON "proposal_needs" USING btree ("structure_id");--> statement-breakpoint
CREATE INDEX "proposal_needs_deficiency_id_index" ON "proposal_needs" USING btree ("deficiency_id");--> statement-breakpoint
CREATE INDEX "proposal_needs_component_id_index" ON "proposal_needs" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "proposals_site_id_index" ON "proposals" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "proposals_proposed_by_id_index" ON "proposals" USING btree ("proposed_by_id");--> statement-breakpoint
CREATE INDEX "proposals_decided_by_id_index" ON "proposals" USING btree ("decided_by_id");
--> statement-breakpoint
CREATE TRIGGER "proposal_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "proposal_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "proposal_events", "proposal_needs" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "proposals" FROM steward_app;--> statement-breakpoint
-- What was published is what is decided on, and what was decided stays.
CREATE FUNCTION "keep_proposal"() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
	IF OLD.state IN ('decided', 'withdrawn') THEN
		RAISE EXCEPTION 'What was decided stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'proposals_stays', TABLE = 'proposals';
	END IF;
	IF OLD.state <> 'draft' AND (NEW.programme_id, NEW.number, NEW.site_id, NEW.title, NEW.summary, NEW.cost_cents, NEW.points, NEW.score_basis, NEW.is_security, NEW.proposed_by_id, NEW.published_at)
		IS DISTINCT FROM (OLD.programme_id, OLD.number, OLD.site_id, OLD.title, OLD.summary, OLD.cost_cents, OLD.points, OLD.score_basis, OLD.is_security, OLD.proposed_by_id, OLD.published_at) THEN
		RAISE EXCEPTION 'What was published is not changed: withdraw it and propose anew.' USING ERRCODE = 'check_violation', CONSTRAINT = 'proposals_as_published', TABLE = 'proposals';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "proposals_keep" BEFORE UPDATE ON "proposals" FOR EACH ROW EXECUTE FUNCTION "keep_proposal"();
