CREATE TABLE "bandwidth_targets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"year" integer NOT NULL,
	"per" text NOT NULL,
	"kbps" double precision NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "bandwidth_targets_year" UNIQUE("code","year"),
	CONSTRAINT "bandwidth_targets_per" CHECK ("bandwidth_targets"."per" in ('student','user')),
	CONSTRAINT "bandwidth_targets_kbps" CHECK ("bandwidth_targets"."kbps" > 0),
	CONSTRAINT "bandwidth_targets_of" CHECK ("bandwidth_targets"."year" between 1990 and 2100)
);
--> statement-breakpoint
CREATE TABLE "circuit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"circuit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "circuit_events_kind" CHECK ("circuit_events"."kind" in ('added','changed'))
);
--> statement-breakpoint
CREATE TABLE "circuits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"code" text NOT NULL,
	"medium" text NOT NULL,
	"down_mbps" double precision NOT NULL,
	"up_mbps" double precision NOT NULL,
	"provider_id" uuid,
	"contract_id" uuid,
	"erate_frn" text,
	"installed_on" date,
	"live_on" date,
	"ended_on" date,
	"is_path_diverse" boolean,
	"build_status" text NOT NULL,
	"project_id" uuid,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "circuits_code_unique" UNIQUE("code"),
	CONSTRAINT "circuits_contract_provider" CHECK ("circuits"."contract_id" is null or "circuits"."provider_id" is not null),
	CONSTRAINT "circuits_medium" CHECK ("circuits"."medium" in ('owned_fibre','leased_dark','leased_lit','fixed_wireless','other')),
	CONSTRAINT "circuits_owned" CHECK ("circuits"."medium" <> 'owned_fibre' or "circuits"."provider_id" is null),
	CONSTRAINT "circuits_speed" CHECK ("circuits"."down_mbps" between 0 and 1000000 and "circuits"."up_mbps" between 0 and 1000000),
	CONSTRAINT "circuits_build" CHECK ("circuits"."build_status" in ('none','planned','design','construction','built')),
	CONSTRAINT "circuits_days" CHECK ("circuits"."installed_on" <= "circuits"."live_on" and "circuits"."live_on" < "circuits"."ended_on")
);
--> statement-breakpoint
CREATE TABLE "erate_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_digest" text NOT NULL,
	"added" integer NOT NULL,
	"changed" integer NOT NULL,
	"unchanged" integer NOT NULL,
	"repeated" integer NOT NULL,
	"refused_count" integer NOT NULL,
	"refused" jsonb NOT NULL,
	"by_id" uuid NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erate_line_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"funding_year" integer NOT NULL,
	"application_number" text NOT NULL,
	"frn" text NOT NULL,
	"line_number" text NOT NULL,
	"function_name" text NOT NULL,
	"product" text,
	"down_mbps" double precision,
	"up_mbps" double precision,
	"quantity" integer,
	"monthly_cents" bigint,
	"import_id" uuid NOT NULL,
	CONSTRAINT "erate_line_items_line" UNIQUE("funding_year","frn","line_number"),
	CONSTRAINT "erate_line_items_amounts" CHECK ("erate_line_items"."down_mbps" >= 0 and "erate_line_items"."up_mbps" >= 0 and "erate_line_items"."quantity" >= 0 and "erate_line_items"."monthly_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "fibre_milestones" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"step" text NOT NULL,
	"planned_on" date NOT NULL,
	"done_on" date,
	"project_id" uuid,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "fibre_milestones_once" UNIQUE("site_id","step"),
	CONSTRAINT "fibre_milestones_step" CHECK ("fibre_milestones"."step" in ('survey','design','permit','construction','splice','live'))
);
--> statement-breakpoint
CREATE TABLE "isp_capacities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"effective_on" date NOT NULL,
	"mbps" double precision NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "isp_capacities_effectiveOn_unique" UNIQUE("effective_on"),
	CONSTRAINT "isp_capacities_mbps" CHECK ("isp_capacities"."mbps" > 0)
);
--> statement-breakpoint
CREATE TABLE "network_contracts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" uuid NOT NULL,
	"number" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"monthly_cents" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "network_contracts_number" UNIQUE("provider_id","number"),
	CONSTRAINT "network_contracts_of_provider" UNIQUE("id","provider_id"),
	CONSTRAINT "network_contracts_days" CHECK ("network_contracts"."starts_on" < "network_contracts"."ends_on"),
	CONSTRAINT "network_contracts_monthly" CHECK ("network_contracts"."monthly_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "network_providers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	CONSTRAINT "network_providers_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "site_staff" (
	"site_id" uuid PRIMARY KEY NOT NULL,
	"staff" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "site_staff_count" CHECK ("site_staff"."staff" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE "bandwidth_measurements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"source" text NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"num_bytes" bigint NOT NULL,
	"elapsed_us" bigint NOT NULL,
	"mbps" double precision GENERATED ALWAYS AS (8::double precision * num_bytes / elapsed_us) STORED NOT NULL,
	"person_id" uuid,
	"probe_id" uuid,
	"ticket_id" uuid,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	CONSTRAINT "bandwidth_measurements_direction" CHECK ("bandwidth_measurements"."direction" in ('download','upload')),
	CONSTRAINT "bandwidth_measurements_source" CHECK ("bandwidth_measurements"."is_demonstration" or ("bandwidth_measurements"."source" = 'browser' and "bandwidth_measurements"."person_id" is not null and "bandwidth_measurements"."probe_id" is null) or ("bandwidth_measurements"."source" = 'probe' and "bandwidth_measurements"."probe_id" is not null and "bandwidth_measurements"."person_id" is null)),
	CONSTRAINT "bandwidth_measurements_source_known" CHECK ("bandwidth_measurements"."source" in ('browser','probe')),
	CONSTRAINT "bandwidth_measurements_counts" CHECK ("bandwidth_measurements"."num_bytes" >= 0 and "bandwidth_measurements"."elapsed_us" > 0)
);
--> statement-breakpoint
CREATE TABLE "network_dips" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"usual_mbps" double precision NOT NULL,
	"seen_mbps" double precision NOT NULL,
	"state" text NOT NULL,
	"work_order_id" uuid,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	"reason" text,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "network_dips_order" UNIQUE("work_order_id"),
	CONSTRAINT "network_dips_began" UNIQUE("site_id","began_at"),
	CONSTRAINT "network_dips_state" CHECK ("network_dips"."state" in ('proposed','ordered','dismissed')),
	CONSTRAINT "network_dips_decided" CHECK (num_nonnulls("network_dips"."decided_by_id", "network_dips"."decided_at") = case when "network_dips"."state" = 'proposed' then 0 else 2 end),
	CONSTRAINT "network_dips_ordered" CHECK (("network_dips"."work_order_id" is not null) = ("network_dips"."state" = 'ordered')),
	CONSTRAINT "network_dips_dismissed" CHECK (("network_dips"."reason" is not null) = ("network_dips"."state" = 'dismissed')),
	CONSTRAINT "network_dips_half" CHECK ("network_dips"."seen_mbps" < "network_dips"."usual_mbps" / 2)
);
--> statement-breakpoint
CREATE TABLE "network_probes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_heard_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid,
	CONSTRAINT "network_probes_secretHash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "network_probes_revoked" CHECK (("network_probes"."revoked_at" is null) = ("network_probes"."revoked_by_id" is null))
);
--> statement-breakpoint
CREATE TABLE "site_link_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "site_link_events_kind" CHECK ("site_link_events"."kind" in ('up','down'))
);
--> statement-breakpoint
ALTER TABLE "circuit_events" ADD CONSTRAINT "circuit_events_circuit_id_circuits_id_fk" FOREIGN KEY ("circuit_id") REFERENCES "public"."circuits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuit_events" ADD CONSTRAINT "circuit_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuit_events" ADD CONSTRAINT "circuit_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuits" ADD CONSTRAINT "circuits_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuits" ADD CONSTRAINT "circuits_provider_id_network_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."network_providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuits" ADD CONSTRAINT "circuits_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circuits" ADD CONSTRAINT "circuits_contract" FOREIGN KEY ("contract_id","provider_id") REFERENCES "public"."network_contracts"("id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erate_imports" ADD CONSTRAINT "erate_imports_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erate_line_items" ADD CONSTRAINT "erate_line_items_import_id_erate_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."erate_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fibre_milestones" ADD CONSTRAINT "fibre_milestones_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fibre_milestones" ADD CONSTRAINT "fibre_milestones_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_contracts" ADD CONSTRAINT "network_contracts_provider_id_network_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."network_providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_staff" ADD CONSTRAINT "site_staff_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bandwidth_measurements" ADD CONSTRAINT "bandwidth_measurements_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bandwidth_measurements" ADD CONSTRAINT "bandwidth_measurements_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bandwidth_measurements" ADD CONSTRAINT "bandwidth_measurements_probe_id_network_probes_id_fk" FOREIGN KEY ("probe_id") REFERENCES "public"."network_probes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_dips" ADD CONSTRAINT "network_dips_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_dips" ADD CONSTRAINT "network_dips_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_dips" ADD CONSTRAINT "network_dips_decided_by_id_people_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_probes" ADD CONSTRAINT "network_probes_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_probes" ADD CONSTRAINT "network_probes_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_probes" ADD CONSTRAINT "network_probes_revoked_by_id_people_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_link_events" ADD CONSTRAINT "site_link_events_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "circuit_events_circuit_id_occurred_at_id_index" ON "circuit_events" USING btree ("circuit_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "circuit_events_actor_id_index" ON "circuit_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "circuit_events_on_behalf_of_id_index" ON "circuit_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "circuits_site_id_index" ON "circuits" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "circuits_provider_id_index" ON "circuits" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "circuits_contract_id_provider_id_index" ON "circuits" USING btree ("contract_id","provider_id");--> statement-breakpoint
CREATE INDEX "circuits_project_id_index" ON "circuits" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "erate_imports_by_id_index" ON "erate_imports" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "erate_imports_imported_at_id_index" ON "erate_imports" USING btree ("imported_at","id");--> statement-breakpoint
CREATE INDEX "erate_line_items_import_id_index" ON "erate_line_items" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "fibre_milestones_project_id_index" ON "fibre_milestones" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "bandwidth_measurements_site_id_direction_measured_at_index" ON "bandwidth_measurements" USING btree ("site_id","direction","measured_at");--> statement-breakpoint
CREATE INDEX "bandwidth_measurements_person" ON "bandwidth_measurements" USING btree ("person_id") WHERE "bandwidth_measurements"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "bandwidth_measurements_probe" ON "bandwidth_measurements" USING btree ("probe_id") WHERE "bandwidth_measurements"."probe_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "bandwidth_measurements_ticket" ON "bandwidth_measurements" USING btree ("ticket_id","direction") WHERE "bandwidth_measurements"."ticket_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "network_dips_one" ON "network_dips" USING btree ("site_id") WHERE "network_dips"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "network_dips_decided_by_id_index" ON "network_dips" USING btree ("decided_by_id");--> statement-breakpoint
CREATE INDEX "network_probes_site_id_index" ON "network_probes" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "network_probes_created_by_id_index" ON "network_probes" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "network_probes_revoked_by_id_index" ON "network_probes" USING btree ("revoked_by_id");--> statement-breakpoint
CREATE INDEX "site_link_events_site_id_occurred_at_id_index" ON "site_link_events" USING btree ("site_id","occurred_at","id");
--> statement-breakpoint
CREATE TRIGGER "circuit_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "circuit_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "site_link_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "site_link_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "bandwidth_measurements_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "bandwidth_measurements" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "erate_imports_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "erate_imports" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "circuit_events", "site_link_events", "bandwidth_measurements", "erate_imports" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "network_providers", "network_contracts", "circuits", "fibre_milestones", "bandwidth_targets", "isp_capacities", "site_staff", "erate_line_items", "network_probes", "network_dips" FROM steward_app;--> statement-breakpoint
-- A secret that was taken back opens nothing ever again, and nothing of a probe but when it was heard changes.
CREATE FUNCTION "keep_network_probe"() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
	IF (NEW.id, NEW.site_id, NEW.secret_hash, NEW.created_by_id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.secret_hash, OLD.created_by_id, OLD.created_at)
		OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at, NEW.revoked_by_id, NEW.last_heard_at) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by_id, OLD.last_heard_at)) THEN
		RAISE EXCEPTION 'A probe stays what it is; make another.' USING ERRCODE = 'check_violation', CONSTRAINT = 'network_probes_stays', TABLE = 'network_probes';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "network_probes_keep" BEFORE UPDATE ON "network_probes" FOR EACH ROW EXECUTE FUNCTION "keep_network_probe"();--> statement-breakpoint
-- What was decided about a dip is decided; it only ends.
CREATE FUNCTION "keep_network_dip"() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
	IF (NEW.site_id, NEW.began_at, NEW.found_at) IS DISTINCT FROM (OLD.site_id, OLD.began_at, OLD.found_at)
		OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
		OR (OLD.state <> 'proposed' AND (NEW.state, NEW.work_order_id, NEW.decided_by_id, NEW.decided_at, NEW.reason) IS DISTINCT FROM (OLD.state, OLD.work_order_id, OLD.decided_by_id, OLD.decided_at, OLD.reason)) THEN
		RAISE EXCEPTION 'What was decided about a dip stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'network_dips_stays', TABLE = 'network_dips';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "network_dips_keep" BEFORE UPDATE ON "network_dips" FOR EACH ROW EXECUTE FUNCTION "keep_network_dip"();--> statement-breakpoint
INSERT INTO "bandwidth_targets" ("id", "code", "year", "per", "kbps", "name_en", "name_es", "source") VALUES
	('01987000-0000-7000-8000-000000000001', 'fcc', 2014, 'student', 100, 'FCC, 100 kbps a student', 'FCC, 100 kbps por alumno', 'FCC 14-99, E-rate modernization'),
	('01987000-0000-7000-8000-000000000002', 'fcc', 2018, 'student', 1000, 'FCC, 1 Mbps a student', 'FCC, 1 Mbps por alumno', 'FCC 14-99, E-rate modernization'),
	('01987000-0000-7000-8000-000000000003', 'setda', 2023, 'user', 1400, 'SETDA 2023-24, 1.4 Mbps a user, large district', 'SETDA 2023-24, 1.4 Mbps por usuario, distrito grande', 'SETDA, large district, 2023-24');
