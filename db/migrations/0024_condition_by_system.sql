ALTER TABLE "condition_events" ADD COLUMN "by_system" jsonb;--> statement-breakpoint
-- What happened before can be told by system where only one system can have moved, or none. The rest stays unknown, and a system's history begins after it.
ALTER TABLE "condition_events" DISABLE TRIGGER "condition_events_append_only";--> statement-breakpoint
UPDATE "condition_events" SET "by_system" = '{}' WHERE "kind" IN ('structure_changed','building_imported','building_corrected') OR ("dm_delta_cents" = 0 AND "crv_delta_cents" = 0
  AND "kind" NOT IN ('component_changed','deficiency_changed','deficiencies_corrected','components_corrected','year_turned','cost_basis_changed'));--> statement-breakpoint
UPDATE "condition_events" e SET "by_system" = jsonb_build_object(left(d."system_code", 3), jsonb_build_object('dm', e."dm_delta_cents"::text, 'crv', '0')) FROM "deficiencies" d
WHERE d."id" = e."deficiency_id" AND e."by_system" IS NULL AND e."crv_delta_cents" = 0 AND d."component_id" IS NULL
  AND e."kind" IN ('deficiency_found','deficiency_corrected','deficiency_withdrawn','deficiency_back','candidate_accepted')
  AND NOT EXISTS (SELECT 1 FROM "condition_events" o WHERE (o."deficiency_id" = d."id" AND o."kind" = 'deficiency_changed') OR (o."structure_id" = d."structure_id" AND o."kind" = 'deficiencies_corrected'));--> statement-breakpoint
ALTER TABLE "condition_events" ENABLE TRIGGER "condition_events_append_only";--> statement-breakpoint
CREATE INDEX "condition_events_not_by_system" ON "condition_events" USING btree ("structure_id","occurred_at") WHERE "condition_events"."by_system" is null;