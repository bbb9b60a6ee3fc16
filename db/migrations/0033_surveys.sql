CREATE TABLE "plan_target_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"measure" text NOT NULL,
	"year" integer NOT NULL,
	"target_ratio" double precision,
	"reason" text NOT NULL,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_target_events_ratio" CHECK ("plan_target_events"."target_ratio" between 0 and 10),
	CONSTRAINT "plan_target_events_year" CHECK ("plan_target_events"."year" between 2000 and 2100)
);
--> statement-breakpoint
CREATE TABLE "survey_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"survey_id" uuid NOT NULL,
	"service_code" text NOT NULL,
	"level" text,
	"area_id" uuid,
	"effective" integer,
	"adequate" integer,
	CONSTRAINT "survey_answers_marks" CHECK (("survey_answers"."effective" is null) = ("survey_answers"."adequate" is null) and coalesce("survey_answers"."effective", 1) between 1 and 5 and coalesce("survey_answers"."adequate", 1) between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "survey_ballots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"survey_id" uuid NOT NULL,
	"site_id" uuid,
	"level" text,
	"area_id" uuid,
	"marks" jsonb NOT NULL,
	"comment" text,
	"comment_service_code" text
);
--> statement-breakpoint
CREATE TABLE "survey_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"survey_id" uuid NOT NULL,
	"service_code" text,
	"body" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"reviewed_by_id" uuid,
	"reviewed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "survey_comments_state" CHECK ("survey_comments"."state" in ('waiting','published','withheld')),
	CONSTRAINT "survey_comments_reviewed" CHECK (("survey_comments"."state" = 'waiting') = ("survey_comments"."reviewed_at" is null)),
	CONSTRAINT "survey_comments_reason" CHECK (("survey_comments"."state" = 'withheld') = ("survey_comments"."reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "survey_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"survey_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"survey_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"has_answered" boolean DEFAULT false NOT NULL,
	"reminders_sent" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "survey_invitations_once" UNIQUE("survey_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "survey_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "survey_links_secret" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "survey_services" (
	"survey_id" uuid NOT NULL,
	"service_code" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "survey_services_survey_id_service_code_pk" PRIMARY KEY("survey_id","service_code")
);
--> statement-breakpoint
CREATE TABLE "survey_tallies" (
	"survey_id" uuid NOT NULL,
	"group_kind" text NOT NULL,
	"group_key" text NOT NULL,
	"service_code" text NOT NULL,
	"n" integer,
	"effective" integer,
	"adequate" integer,
	CONSTRAINT "survey_tallies_survey_id_group_kind_group_key_service_code_pk" PRIMARY KEY("survey_id","group_kind","group_key","service_code"),
	CONSTRAINT "survey_tallies_kind" CHECK ("survey_tallies"."group_kind" in ('all','level','area','school')),
	CONSTRAINT "survey_tallies_whole" CHECK (num_nulls("survey_tallies"."n", "survey_tallies"."effective", "survey_tallies"."adequate") in (0, 3)),
	CONSTRAINT "survey_tallies_least" CHECK ("survey_tallies"."n" >= 10 and "survey_tallies"."effective" between 0 and "survey_tallies"."n" and "survey_tallies"."adequate" between 0 and "survey_tallies"."n")
);
--> statement-breakpoint
CREATE TABLE "survey_turnouts" (
	"survey_id" uuid NOT NULL,
	"group_kind" text NOT NULL,
	"group_key" text NOT NULL,
	"invited" integer,
	"answered" integer,
	CONSTRAINT "survey_turnouts_survey_id_group_kind_group_key_pk" PRIMARY KEY("survey_id","group_kind","group_key"),
	CONSTRAINT "survey_turnouts_kind" CHECK ("survey_turnouts"."group_kind" in ('all','level','area','school')),
	CONSTRAINT "survey_turnouts_whole" CHECK (("survey_turnouts"."invited" is null) = ("survey_turnouts"."answered" is null)),
	CONSTRAINT "survey_turnouts_counts" CHECK ("survey_turnouts"."answered" between 0 and "survey_turnouts"."invited")
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"opens_on" date NOT NULL,
	"closes_on" date NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"reminders_asked" integer DEFAULT 0 NOT NULL,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "surveys_year" UNIQUE("year"),
	CONSTRAINT "surveys_days" CHECK ("surveys"."opens_on" <= "surveys"."closes_on"),
	CONSTRAINT "surveys_state" CHECK ("surveys"."state" in ('draft','open','closed')),
	CONSTRAINT "surveys_closed" CHECK (("surveys"."state" = 'closed') = ("surveys"."closed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "plan_target_events" ADD CONSTRAINT "plan_target_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_target_events" ADD CONSTRAINT "plan_target_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_ballots" ADD CONSTRAINT "survey_ballots_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_ballots" ADD CONSTRAINT "survey_ballots_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_ballots" ADD CONSTRAINT "survey_ballots_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_ballots" ADD CONSTRAINT "survey_ballots_comment_service_code_services_code_fk" FOREIGN KEY ("comment_service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_comments" ADD CONSTRAINT "survey_comments_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_comments" ADD CONSTRAINT "survey_comments_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_comments" ADD CONSTRAINT "survey_comments_reviewed_by_id_people_id_fk" FOREIGN KEY ("reviewed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_events" ADD CONSTRAINT "survey_events_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_events" ADD CONSTRAINT "survey_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_events" ADD CONSTRAINT "survey_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_links" ADD CONSTRAINT "survey_links_invitation_id_survey_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."survey_invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_services" ADD CONSTRAINT "survey_services_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_services" ADD CONSTRAINT "survey_services_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_tallies" ADD CONSTRAINT "survey_tallies_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_turnouts" ADD CONSTRAINT "survey_turnouts_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_target_events_measure_year_occurred_at_id_index" ON "plan_target_events" USING btree ("measure","year","occurred_at","id");--> statement-breakpoint
CREATE INDEX "plan_target_events_actor_id_index" ON "plan_target_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "plan_target_events_on_behalf_of_id_index" ON "plan_target_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "survey_answers_survey_id_service_code_index" ON "survey_answers" USING btree ("survey_id","service_code");--> statement-breakpoint
CREATE INDEX "survey_answers_service_code_index" ON "survey_answers" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "survey_answers_area_id_index" ON "survey_answers" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "survey_ballots_survey_id_index" ON "survey_ballots" USING btree ("survey_id");--> statement-breakpoint
CREATE INDEX "survey_ballots_site_id_index" ON "survey_ballots" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "survey_ballots_area_id_index" ON "survey_ballots" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "survey_ballots_comment_service_code_index" ON "survey_ballots" USING btree ("comment_service_code");--> statement-breakpoint
CREATE INDEX "survey_comments_survey_id_state_index" ON "survey_comments" USING btree ("survey_id","state");--> statement-breakpoint
CREATE INDEX "survey_comments_service_code_index" ON "survey_comments" USING btree ("service_code");--> statement-breakpoint
CREATE INDEX "survey_comments_reviewed_by_id_index" ON "survey_comments" USING btree ("reviewed_by_id");--> statement-breakpoint
CREATE INDEX "survey_events_survey_id_occurred_at_id_index" ON "survey_events" USING btree ("survey_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "survey_events_actor_id_index" ON "survey_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "survey_events_on_behalf_of_id_index" ON "survey_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "survey_invitations_person_id_index" ON "survey_invitations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "survey_invitations_waiting" ON "survey_invitations" USING btree ("survey_id","reminders_sent") WHERE not "survey_invitations"."has_answered";--> statement-breakpoint
CREATE INDEX "survey_links_invitation_id_index" ON "survey_links" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "survey_services_service_code_index" ON "survey_services" USING btree ("service_code");--> statement-breakpoint
CREATE UNIQUE INDEX "surveys_one_open" ON "surveys" USING btree ("state") WHERE "surveys"."state" = 'open';--> statement-breakpoint
CREATE FUNCTION "survey_takes_ballot"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM surveys WHERE id = NEW.survey_id AND state = 'open') THEN
    RAISE EXCEPTION 'The survey is not open.' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "survey_ballots_open" BEFORE INSERT ON "survey_ballots" FOR EACH ROW EXECUTE FUNCTION "survey_takes_ballot"();--> statement-breakpoint
CREATE FUNCTION "survey_answered_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.has_answered AND NOT NEW.has_answered OR (OLD.survey_id, OLD.person_id) IS DISTINCT FROM (NEW.survey_id, NEW.person_id) THEN
    RAISE EXCEPTION 'Who has answered has answered.' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "survey_invitations_stay" BEFORE UPDATE ON "survey_invitations" FOR EACH ROW EXECUTE FUNCTION "survey_answered_stays"();--> statement-breakpoint
CREATE FUNCTION "survey_words_stay"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.survey_id, OLD.service_code, OLD.body) IS DISTINCT FROM (NEW.survey_id, NEW.service_code, NEW.body) THEN
    RAISE EXCEPTION 'A comment is published or withheld, never rewritten.' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "survey_comments_stay" BEFORE UPDATE ON "survey_comments" FOR EACH ROW EXECUTE FUNCTION "survey_words_stay"();--> statement-breakpoint
CREATE TRIGGER "survey_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "survey_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "plan_target_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "plan_target_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "survey_answers_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "survey_answers" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "survey_tallies_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "survey_tallies" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "survey_turnouts_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "survey_turnouts" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "survey_events", "plan_target_events", "survey_answers", "survey_tallies", "survey_turnouts" FROM steward_app;--> statement-breakpoint
REVOKE UPDATE, TRUNCATE ON "survey_ballots" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "surveys", "survey_invitations", "survey_links", "survey_comments" FROM steward_app;
