ALTER TABLE "cost_bases" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cost_bases" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;