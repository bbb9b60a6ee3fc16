CREATE TABLE "versions" (
	"name" text PRIMARY KEY NOT NULL,
	"version" uuid NOT NULL
);
--> statement-breakpoint
CREATE INDEX "work_orders_team_open" ON "work_orders" USING btree ("team_id","submitted_at","id") WHERE "work_orders"."status" in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold');--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON "versions" FROM steward_app;--> statement-breakpoint
INSERT INTO "versions" ("name", "version") VALUES ('access', gen_random_uuid()), ('catalogue', gen_random_uuid());--> statement-breakpoint
-- Once in a transaction and as its last act, so that nobody waits for this row longer than a commit takes.
CREATE FUNCTION "note_version"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	IF coalesce(current_setting('steward.noted_' || TG_ARGV[0], true), '') <> 'yes' THEN
		UPDATE versions SET version = gen_random_uuid() WHERE name = TG_ARGV[0];
		PERFORM set_config('steward.noted_' || TG_ARGV[0], 'yes', true);
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "people_version" AFTER INSERT OR DELETE OR UPDATE OF "name", "email", "locale", "site_id", "is_active" ON "people" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('access');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "role_grants_version" AFTER INSERT OR UPDATE OR DELETE ON "role_grants" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('access');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "compartment_grants_version" AFTER INSERT OR UPDATE OR DELETE ON "compartment_grants" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('access');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "team_members_version" AFTER INSERT OR UPDATE OR DELETE ON "team_members" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('access');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "request_types_version" AFTER INSERT OR UPDATE OR DELETE ON "request_types" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "priority_matrix_version" AFTER INSERT OR UPDATE OR DELETE ON "priority_matrix" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "targets_version" AFTER INSERT OR UPDATE OR DELETE ON "targets" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "teams_version" AFTER INSERT OR UPDATE OR DELETE ON "teams" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "areas_version" AFTER INSERT OR UPDATE OR DELETE ON "areas" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "delegations_version" AFTER INSERT OR UPDATE OR DELETE ON "delegations" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('access');
