ALTER TABLE "structures" ADD COLUMN "counted_year" integer;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "cost_basis_id" uuid;--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_cost_basis_id_cost_bases_id_fk" FOREIGN KEY ("cost_basis_id") REFERENCES "public"."cost_bases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "structures_cost_basis_id_index" ON "structures" USING btree ("cost_basis_id");--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_counted" CHECK (("structures"."counted_year" is null) = ("structures"."cost_basis_id" is null));--> statement-breakpoint
UPDATE "structures" s SET "counted_year" = c.year, "cost_basis_id" = c.cost_basis_id
	FROM (SELECT DISTINCT ON (structure_id) structure_id, year, cost_basis_id FROM "structure_conditions" ORDER BY structure_id, system_code) c
	WHERE c.structure_id = s.id;
--> statement-breakpoint
-- What has no systems was counted when something last happened to it.
UPDATE "structures" s SET "counted_year" = extract(year FROM e.day)::int, "cost_basis_id" = b.id
	FROM (SELECT structure_id, (max(occurred_at) AT TIME ZONE 'America/Denver')::date AS day FROM "condition_events" GROUP BY 1) e
	CROSS JOIN LATERAL (SELECT b.id FROM "cost_bases" b JOIN "structures" own ON own.id = e.structure_id AND own.portfolio_id = b.portfolio_id
		WHERE b.effective_on <= e.day AND NOT EXISTS (SELECT 1 FROM "cost_basis_withdrawals" w WHERE w.cost_basis_id = b.id)
		ORDER BY b.number DESC LIMIT 1) b
	WHERE e.structure_id = s.id AND s.counted_year IS NULL;
