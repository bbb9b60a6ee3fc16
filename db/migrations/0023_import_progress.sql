ALTER TABLE "deficiencies" DROP CONSTRAINT "deficiencies_import_key";--> statement-breakpoint
ALTER TABLE "import_rows" DROP CONSTRAINT "import_rows_outcome";--> statement-breakpoint
DROP INDEX "deficiencies_assessment_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_component_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_found_by_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_work_order_id_index";--> statement-breakpoint
DROP INDEX "deficiencies_ended_by_id_index";--> statement-breakpoint
DROP INDEX "import_rows_waiting";--> statement-breakpoint
DROP INDEX "import_rows_reasons";--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "is_kept" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_to_load" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_kept" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "loaded_to" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "deficiencies_import_key" ON "deficiencies" USING btree ("structure_id","import_key") WHERE "deficiencies"."import_key" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_assessment" ON "deficiencies" USING btree ("assessment_id") WHERE "deficiencies"."assessment_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_component" ON "deficiencies" USING btree ("component_id") WHERE "deficiencies"."component_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_found_by" ON "deficiencies" USING btree ("found_by_id") WHERE "deficiencies"."found_by_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_work_order" ON "deficiencies" USING btree ("work_order_id") WHERE "deficiencies"."work_order_id" is not null;--> statement-breakpoint
CREATE INDEX "deficiencies_ended_by" ON "deficiencies" USING btree ("ended_by_id") WHERE "deficiencies"."ended_by_id" is not null;--> statement-breakpoint
CREATE INDEX "import_rows_effects" ON "import_rows" USING btree ("import_id","structure_id") WHERE "import_rows"."effect" in ('new','changed');--> statement-breakpoint
CREATE INDEX "import_rows_reasons" ON "import_rows" USING btree ("import_id","row") WHERE "import_rows"."verdict" <> 'good' or "import_rows"."is_kept";--> statement-breakpoint
-- What was let in so far stays counted. A file that is half in is tried anew: what of it is in is the same then, and somebody says again that the rest may come.
UPDATE "import_rows" SET "is_kept" = true WHERE "outcome" = 'kept';--> statement-breakpoint
UPDATE "imports" i SET "rows_to_load" = c."done" + c."kept", "rows_done" = c."done", "rows_kept" = c."kept"
FROM (SELECT "import_id", count(*) FILTER (WHERE "outcome" = 'done') AS "done", count(*) FILTER (WHERE "outcome" = 'kept') AS "kept" FROM "import_rows" GROUP BY 1) c
WHERE c."import_id" = i."id" AND i."state" <> 'loading';--> statement-breakpoint
UPDATE "imports" SET "state" = 'checking', "summary" = null, "rows_read" = 0, "done_ratio" = 0, "lease_id" = null, "leased_until" = null WHERE "state" = 'loading';--> statement-breakpoint
ALTER TABLE "import_rows" DROP COLUMN "outcome";--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_loaded" CHECK ("imports"."rows_done" >= 0 and "imports"."rows_kept" >= 0 and "imports"."rows_done" + "imports"."rows_kept" <= "imports"."rows_to_load");