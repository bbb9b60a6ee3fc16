-- What the running processes may do. They connect as the owner's login and take on steward_app at once, which owns nothing.
-- Roles belong to the whole server: another database's migration may be making this one at the same moment.
DO $$
BEGIN
	CREATE ROLE steward_app NOLOGIN;
EXCEPTION
	WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
-- The login that runs the product must be able to take the role on. Superusers are, and so is who was given it before.
DO $$
BEGIN
	IF NOT pg_has_role(CURRENT_USER, 'steward_app', 'SET') THEN
		GRANT steward_app TO CURRENT_USER;
	END IF;
EXCEPTION
	WHEN unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO steward_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO steward_app;--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO steward_app;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO steward_app;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO steward_app;--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON "schema_migrations" FROM steward_app;--> statement-breakpoint
-- Ledgers: an entry is corrected by a counter-entry.
REVOKE UPDATE, DELETE, TRUNCATE ON "labour_entries", "cost_entries" FROM steward_app;--> statement-breakpoint
-- Events: what happened stays, whoever asks, the owner too. A table of events that comes later needs the same two lines.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "work_order_events", "person_events" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "work_order_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "work_order_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "person_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "person_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
