CREATE TABLE "asset_classes" (
	"code" text PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"life_years" integer,
	"line_kinds" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "asset_classes_life" CHECK ("asset_classes"."life_years" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "capital_file_mappings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"headings_digest" text NOT NULL,
	"columns" jsonb NOT NULL,
	"by_id" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "capital_file_mappings_name" UNIQUE("kind","name"),
	CONSTRAINT "capital_file_mappings_kind" CHECK ("capital_file_mappings"."kind" in ('actuals','purchase_orders','vendors'))
);
--> statement-breakpoint
CREATE TABLE "capital_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"file_digest" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"storage_key" text,
	"as_of_on" date NOT NULL,
	"format" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"loaded_row" integer DEFAULT 0 NOT NULL,
	"done_ratio" double precision DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"brought_by" text NOT NULL,
	"folder_mark" text,
	"by_id" uuid,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "capital_files_folder_mark" UNIQUE("folder_mark"),
	CONSTRAINT "capital_files_kind" CHECK ("capital_files"."kind" in ('projects','actuals','purchase_orders','vendors')),
	CONSTRAINT "capital_files_state" CHECK ("capital_files"."state" in ('receiving','mapping','reading','loading','done','failed')),
	CONSTRAINT "capital_files_by" CHECK ("capital_files"."brought_by" in ('upload','folder','source')),
	CONSTRAINT "capital_files_done" CHECK ("capital_files"."done_ratio" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "finance_matches" (
	"file_id" uuid NOT NULL,
	"key" text NOT NULL,
	"outcome" text NOT NULL,
	"account" text,
	"po_number" text,
	"invoice_number" text,
	"theirs_account" text,
	"theirs_invoice_number" text,
	"vendor_name" text,
	"ours_cents" bigint,
	"theirs_cents" bigint,
	"rows" integer[] NOT NULL,
	"contract_id" uuid,
	CONSTRAINT "finance_matches_file_id_key_pk" PRIMARY KEY("file_id","key"),
	CONSTRAINT "finance_matches_outcome" CHECK ("finance_matches"."outcome" in ('matched','different','ours_only','theirs_only','unreadable','elsewhere'))
);
--> statement-breakpoint
CREATE TABLE "finance_resolutions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"ours_cents" bigint,
	"theirs_cents" bigint,
	"reason" text NOT NULL,
	"words" text NOT NULL,
	"file_id" uuid NOT NULL,
	"by_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"resolved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "finance_resolutions_kind" CHECK ("finance_resolutions"."kind" in ('actuals','purchase_orders')),
	CONSTRAINT "finance_resolutions_reason" CHECK ("finance_resolutions"."reason" in ('timing','ours_is_wrong','theirs_is_wrong','not_capital','rounding','other','reopened'))
);
--> statement-breakpoint
CREATE TABLE "finance_rows" (
	"file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"account" text,
	"po_number" text,
	"invoice_number" text,
	"vendor_number" text,
	"vendor_name" text,
	"amount_cents" bigint,
	"posted_on" date,
	"words" text,
	"faults" jsonb,
	"raw" jsonb,
	CONSTRAINT "finance_rows_file_id_row_pk" PRIMARY KEY("file_id","row")
);
--> statement-breakpoint
CREATE TABLE "journal_accounts" (
	"use" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_es" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "journal_accounts_use" CHECK ("journal_accounts"."use" in ('cash','revenue','expenditure','encumbrance','encumbrance_reserve','payable','retainage_payable','appropriation'))
);
--> statement-breakpoint
CREATE TABLE "project_file_rows" (
	"file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"project_key" text NOT NULL,
	"phase" text NOT NULL,
	"project" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"project_id" uuid NOT NULL,
	"phase_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"reasons" jsonb,
	"outcome" text NOT NULL,
	CONSTRAINT "project_file_rows_file_id_row_pk" PRIMARY KEY("file_id","row"),
	CONSTRAINT "project_file_rows_outcome" CHECK ("project_file_rows"."outcome" in ('good','listed'))
);
--> statement-breakpoint
CREATE TABLE "stated_phase_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phase_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"row" integer,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stated_phase_events_kind" CHECK ("stated_phase_events"."kind" in ('added','changed','gone','back'))
);
--> statement-breakpoint
CREATE TABLE "stated_phases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"facts" jsonb NOT NULL,
	"budget_cents" bigint GENERATED ALWAYS AS ((facts->>'budget')::bigint) STORED,
	"estimate_cents" bigint GENERATED ALWAYS AS ((facts->>'estimate')::bigint) STORED,
	"spent_cents" bigint GENERATED ALWAYS AS ((facts->>'spent')::bigint) STORED,
	"file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"gone_file_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "stated_phases_phase" UNIQUE("project_id","phase")
);
--> statement-breakpoint
CREATE TABLE "stated_projects" (
	"project_id" uuid PRIMARY KEY NOT NULL,
	"building" text NOT NULL,
	"type" text NOT NULL,
	"description" text NOT NULL,
	"numbers" text
);
--> statement-breakpoint
ALTER TABLE "capital_file_mappings" ADD CONSTRAINT "capital_file_mappings_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_files" ADD CONSTRAINT "capital_files_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_files" ADD CONSTRAINT "capital_files_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_matches" ADD CONSTRAINT "finance_matches_file_id_capital_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_matches" ADD CONSTRAINT "finance_matches_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_resolutions" ADD CONSTRAINT "finance_resolutions_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_resolutions" ADD CONSTRAINT "finance_resolutions_file_id_capital_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_resolutions" ADD CONSTRAINT "finance_resolutions_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_resolutions" ADD CONSTRAINT "finance_resolutions_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance_rows" ADD CONSTRAINT "finance_rows_file_id_capital_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_file_rows" ADD CONSTRAINT "project_file_rows_file_id_capital_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_phase_events" ADD CONSTRAINT "stated_phase_events_phase_id_stated_phases_id_fk" FOREIGN KEY ("phase_id") REFERENCES "public"."stated_phases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_phase_events" ADD CONSTRAINT "stated_phase_events_file_id_capital_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_phases" ADD CONSTRAINT "stated_phases_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_phases" ADD CONSTRAINT "stated_phases_file_id_capital_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_phases" ADD CONSTRAINT "stated_phases_gone_file_id_capital_files_id_fk" FOREIGN KEY ("gone_file_id") REFERENCES "public"."capital_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stated_projects" ADD CONSTRAINT "stated_projects_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "capital_file_mappings_kind_headings_digest_index" ON "capital_file_mappings" USING btree ("kind","headings_digest");--> statement-breakpoint
CREATE INDEX "capital_file_mappings_by_id_index" ON "capital_file_mappings" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "capital_files_programme_id_kind_created_at_index" ON "capital_files" USING btree ("programme_id","kind","created_at");--> statement-breakpoint
CREATE INDEX "capital_files_by_id_index" ON "capital_files" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "capital_files_under_way" ON "capital_files" USING btree ("created_at") WHERE "capital_files"."state" in ('reading','loading');--> statement-breakpoint
CREATE INDEX "finance_matches_file_id_outcome_key_index" ON "finance_matches" USING btree ("file_id","outcome","key");--> statement-breakpoint
CREATE INDEX "finance_matches_contract_id_index" ON "finance_matches" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "finance_resolutions_programme_id_kind_key_id_index" ON "finance_resolutions" USING btree ("programme_id","kind","key","id");--> statement-breakpoint
CREATE INDEX "finance_resolutions_file_id_index" ON "finance_resolutions" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "finance_resolutions_by_id_index" ON "finance_resolutions" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "finance_resolutions_on_behalf_of_id_index" ON "finance_resolutions" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "project_file_rows_listed" ON "project_file_rows" USING btree ("file_id","row") WHERE "project_file_rows"."outcome" = 'listed';--> statement-breakpoint
CREATE INDEX "stated_phase_events_file_id_row_index" ON "stated_phase_events" USING btree ("file_id","row");--> statement-breakpoint
CREATE INDEX "stated_phase_events_phase_id_index" ON "stated_phase_events" USING btree ("phase_id");--> statement-breakpoint
CREATE INDEX "stated_phases_file_id_index" ON "stated_phases" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "stated_phases_gone" ON "stated_phases" USING btree ("gone_file_id") WHERE "stated_phases"."gone_file_id" is not null;--> statement-breakpoint
CREATE TRIGGER "stated_phase_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "stated_phase_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "finance_resolutions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "finance_resolutions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "stated_phase_events", "finance_resolutions" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "stated_projects", "stated_phases", "journal_accounts", "asset_classes" FROM steward_app;--> statement-breakpoint
-- The day of the last full match never goes back.
CREATE FUNCTION "keep_reconciled"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	IF OLD.reconciled_on IS NOT NULL AND (NEW.reconciled_on IS NULL OR NEW.reconciled_on < OLD.reconciled_on) THEN
		RAISE EXCEPTION 'The day of the last full match never goes back.' USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_reconciled', TABLE = 'programmes';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "programmes_reconciled" BEFORE UPDATE OF "reconciled_on" ON "programmes" FOR EACH ROW EXECUTE FUNCTION "keep_reconciled"();--> statement-breakpoint
-- Until the district says otherwise: accounts of the balance sheet, and how long things serve.
INSERT INTO "journal_accounts" ("use", "code", "name_en", "name_es") VALUES
	('cash', '8101', 'Cash', 'Efectivo'),
	('revenue', '', 'Revenue', 'Ingresos'),
	('expenditure', '', 'Expenditures', 'Gastos'),
	('encumbrance', '', 'Encumbrances', 'Fondos comprometidos'),
	('encumbrance_reserve', '6753', 'Reserve for encumbrances', 'Reserva para fondos comprometidos'),
	('payable', '7421', 'Accounts payable', 'Cuentas por pagar'),
	('retainage_payable', '7432', 'Construction contracts payable: retainage', 'Contratos de construcción por pagar: retención'),
	('appropriation', '', 'Appropriations', 'Asignaciones');--> statement-breakpoint
INSERT INTO "asset_classes" ("code", "name_en", "name_es", "life_years", "line_kinds") VALUES
	('buildings', 'Buildings and improvements', 'Edificios y mejoras', 40, '{design,construction,owner_costs,contingency,other}'),
	('equipment', 'Furniture and equipment', 'Mobiliario y equipo', 10, '{equipment}');
