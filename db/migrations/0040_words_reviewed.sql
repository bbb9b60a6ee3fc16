ALTER TABLE "project_scopes" ADD COLUMN "is_promise_unreviewed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "project_scopes" ADD COLUMN "is_reason_unreviewed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "is_name_unreviewed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What people wrote by hand so far was read by nobody else.
UPDATE "project_scopes" s SET "is_promise_unreviewed" = true WHERE EXISTS (SELECT FROM "capital_events" e
	WHERE e."project_id" = s."project_id" AND e."kind" = 'scope_added' AND e."data"->>'scopeId' = s."id"::text AND e."actor_id" IS NOT NULL);--> statement-breakpoint
UPDATE "project_scopes" s SET "is_reason_unreviewed" = true WHERE s."reason" IS NOT NULL AND EXISTS (SELECT FROM "capital_events" e
	WHERE e."project_id" = s."project_id" AND e."kind" = 'scope_changed' AND e."data"->>'scopeId' = s."id"::text AND e."actor_id" IS NOT NULL);--> statement-breakpoint
UPDATE "projects" p SET "is_name_unreviewed" = true WHERE EXISTS (SELECT FROM "capital_events" e
	WHERE e."project_id" = p."id" AND e."actor_id" IS NOT NULL AND (e."kind" = 'project_added' OR e."kind" = 'project_changed' AND e."data"->'after' ? 'name'));
