ALTER TABLE "deficiencies" DROP CONSTRAINT "deficiencies_import_key";--> statement-breakpoint
DROP INDEX "deficiencies_assessment_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_component_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_found_by_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_work_order_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_ended_by_id_index";--> statement-breakpoint
DROP INDEX "import_rows_waiting";--> statement-breakpoint
DROP INDEX "import_rows_reasons";--> statement-breakpoint
ALTER TABLE "import_rows" ALTER COLUMN "outcome" SET DEFAULT 'none';--> statement-breakpoint
ALTER TABLE "condition_events" ADD COLUMN "by_system" jsonb;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "is_kept" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_to_load" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_kept" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "loaded_to" uuid;--> statement-breakpoint
-- What happened before can be told by system where only one system can have moved, or none. The rest stays unknown, and the history of a system begins after it.
ALTER TABLE "condition_events" DISABLE TRIGGER "condition_events_append_only";--> statement-breakpoint
UPDATE "condition_events" SET "by_system" = '{}' WHERE "kind" IN ('structure_changed','building_imported','building_corrected') OR ("dm_delta_cents" = 0 AND "crv_delta_cents" = 0
  AND "kind" NOT IN ('component_changed','deficiency_changed','deficiencies_corrected','components_corrected','year_turned','cost_basis_changed'));--> statement-breakpoint
UPDATE "condition_events" e SET "by_system" = jsonb_build_object(left(d."system_code", 3), jsonb_build_object('dm', e."dm_delta_cents"::text, 'crv', '0')) FROM "deficiencies" d
WHERE d."id" = e."deficiency_id" AND e."by_system" IS NULL AND e."crv_delta_cents" = 0 AND d."component_id" IS NULL
  AND e."kind" IN ('deficiency_found','deficiency_corrected','deficiency_withdrawn','deficiency_back','candidate_accepted')
  AND NOT EXISTS (SELECT 1 FROM "condition_events" o WHERE (o."deficiency_id" = d."id" AND o."kind" = 'deficiency_changed') OR (o."structure_id" = d."structure_id" AND o."kind" = 'deficiencies_corrected'));--> statement-breakpoint
ALTER TABLE "condition_events" ENABLE TRIGGER "condition_events_append_only";--> statement-breakpoint
-- What was let in so far stays counted. A file that is half in is tried anew: what of it is in is the same then, and somebody says again that the rest may come.
UPDATE "import_rows" SET "is_kept" = true WHERE "outcome" = 'kept';--> statement-breakpoint
UPDATE "imports" i SET "rows_to_load" = c."done" + c."kept", "rows_done" = c."done", "rows_kept" = c."kept"
FROM (SELECT "import_id", count(*) FILTER (WHERE "outcome" = 'done') AS "done", count(*) FILTER (WHERE "outcome" = 'kept') AS "kept" FROM "import_rows" GROUP BY 1) c
WHERE c."import_id" = i."id" AND i."state" <> 'loading';--> statement-breakpoint
UPDATE "imports" SET "state" = 'checking', "summary" = null, "rows_read" = 0, "done_ratio" = 0, "lease_id" = null, "leased_until" = null WHERE "state" = 'loading';--> statement-breakpoint
CREATE INDEX "condition_events_not_by_system" ON "condition_events" USING btree ("structure_id","occurred_at") WHERE "condition_events"."by_system" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "deficiencies_import_key" ON "deficiencies" USING btree ("structure_id","import_key") WHERE "deficiencies"."import_key" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_assessment" ON "deficiencies" USING btree ("assessment_id") WHERE "deficiencies"."assessment_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_component" ON "deficiencies" USING btree ("component_id") WHERE "deficiencies"."component_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_found_by" ON "deficiencies" USING btree ("found_by_id") WHERE "deficiencies"."found_by_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_work_order" ON "deficiencies" USING btree ("work_order_id") WHERE "deficiencies"."work_order_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_ended_by" ON "deficiencies" USING btree ("ended_by_id") WHERE "deficiencies"."ended_by_id" is not null;--> statement-breakpoint
CREATE INDEX "import_rows_effects" ON "import_rows" USING btree ("import_id","structure_id") WHERE "import_rows"."effect" in ('new','changed');--> statement-breakpoint
CREATE INDEX "import_rows_reasons" ON "import_rows" USING btree ("import_id","row") WHERE "import_rows"."verdict" <> 'good' or "import_rows"."is_kept";--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_loaded" CHECK ("imports"."rows_done" >= 0 and "imports"."rows_kept" >= 0 and "imports"."rows_done" + "imports"."rows_kept" <= "imports"."rows_to_load");--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_all_in" CHECK ("imports"."state" <> 'done' or "imports"."rows_done" + "imports"."rows_kept" = "imports"."rows_to_load");