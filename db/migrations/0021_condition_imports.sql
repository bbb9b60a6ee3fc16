CREATE TABLE "assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"assessor" text NOT NULL,
	"assessed_on" date NOT NULL,
	"file_name" text,
	"file_digest" text,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assessed_needs" (
	"structure_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"assessment_id" uuid NOT NULL,
	"need_ratio" double precision NOT NULL,
	CONSTRAINT "assessed_needs_structure_id_year_pk" PRIMARY KEY("structure_id","year"),
	CONSTRAINT "assessed_needs_ratio" CHECK ("assessed_needs"."need_ratio" >= 0)
);
--> statement-breakpoint
CREATE TABLE "assessed_systems" (
	"structure_id" uuid NOT NULL,
	"system_code" text NOT NULL,
	"assessment_id" uuid NOT NULL,
	"rating" text NOT NULL,
	CONSTRAINT "assessed_systems_structure_id_system_code_pk" PRIMARY KEY("structure_id","system_code"),
	CONSTRAINT "assessed_systems_rating" CHECK ("assessed_systems"."rating" in ('good','fair','poor','unsatisfactory','not_applicable'))
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"headings_digest" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"by_id" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_mappings_name" UNIQUE("kind","name"),
	CONSTRAINT "import_mappings_kind" CHECK ("import_mappings"."kind" in ('buildings','deficiencies','components'))
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"verdict" text NOT NULL,
	"effect" text,
	"structure_id" uuid,
	"target_id" uuid,
	"seen_version" integer,
	"values" jsonb,
	"before" jsonb,
	"reasons" jsonb,
	"raw" jsonb,
	"outcome" text NOT NULL,
	CONSTRAINT "import_rows_import_id_row_pk" PRIMARY KEY("import_id","row"),
	CONSTRAINT "import_rows_verdict" CHECK ("import_rows"."verdict" in ('good','remark','wrong','duplicate','total')),
	CONSTRAINT "import_rows_effect" CHECK ("import_rows"."effect" in ('new','changed','same')),
	CONSTRAINT "import_rows_outcome" CHECK ("import_rows"."outcome" in ('none','waiting','done','kept'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"file_digest" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"storage_key" text,
	"format" jsonb NOT NULL,
	"mapping" jsonb NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"done_ratio" double precision DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"takes_remarks" boolean DEFAULT false NOT NULL,
	"assessor" text,
	"assessed_on" date,
	"assessment_id" uuid,
	"by_id" uuid,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "imports_kind" CHECK ("imports"."kind" in ('buildings','deficiencies','components')),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('receiving','mapping','checking','checked','loading','done','failed')),
	CONSTRAINT "imports_done" CHECK ("imports"."done_ratio" between 0 and 1)
);
--> statement-breakpoint
ALTER TABLE "components" ADD COLUMN "import_key" text;--> statement-breakpoint
ALTER TABLE "components" ADD COLUMN "assessment_id" uuid;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD COLUMN "import_key" text;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD COLUMN "assessment_id" uuid;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "stated_dm_cents" bigint;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "stated_method" text;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "assessment_id" uuid;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessed_needs" ADD CONSTRAINT "assessed_needs_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessed_needs" ADD CONSTRAINT "assessed_needs_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessed_systems" ADD CONSTRAINT "assessed_systems_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessed_systems" ADD CONSTRAINT "assessed_systems_system_code_building_systems_code_fk" FOREIGN KEY ("system_code") REFERENCES "public"."building_systems"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessed_systems" ADD CONSTRAINT "assessed_systems_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assessments_portfolio_id_index" ON "assessments" USING btree ("portfolio_id");--> statement-breakpoint
CREATE INDEX "assessments_created_by_id_index" ON "assessments" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "assessed_needs_assessment_id_index" ON "assessed_needs" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "assessed_systems_system_code_index" ON "assessed_systems" USING btree ("system_code");--> statement-breakpoint
CREATE INDEX "assessed_systems_assessment_id_index" ON "assessed_systems" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "import_mappings_kind_headings_digest_index" ON "import_mappings" USING btree ("kind","headings_digest");--> statement-breakpoint
CREATE INDEX "import_mappings_by_id_index" ON "import_mappings" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "import_rows_waiting" ON "import_rows" USING btree ("import_id","structure_id") WHERE "import_rows"."outcome" = 'waiting';--> statement-breakpoint
CREATE INDEX "import_rows_reasons" ON "import_rows" USING btree ("import_id","row") WHERE "import_rows"."verdict" <> 'good';--> statement-breakpoint
CREATE INDEX "imports_portfolio_id_index" ON "imports" USING btree ("portfolio_id");--> statement-breakpoint
CREATE INDEX "imports_file_digest_index" ON "imports" USING btree ("file_digest");--> statement-breakpoint
CREATE INDEX "imports_assessment_id_index" ON "imports" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "imports_by_id_index" ON "imports" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "imports_under_way" ON "imports" USING btree ("created_at") WHERE "imports"."state" in ('checking','loading');--> statement-breakpoint
ALTER TABLE "components" ADD CONSTRAINT "components_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "components_assessment_id_index" ON "components" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "deficiencies_assessment_id_index" ON "deficiencies" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "structures_assessment_id_index" ON "structures" USING btree ("assessment_id");--> statement-breakpoint
ALTER TABLE "components" ADD CONSTRAINT "components_import_key" UNIQUE("structure_id","import_key");--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_import_key" UNIQUE("structure_id","import_key");--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_stated" CHECK (("structures"."stated_dm_cents" is null) = ("structures"."stated_method" is null) and "structures"."stated_dm_cents" >= 0);