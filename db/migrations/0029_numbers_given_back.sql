ALTER TABLE "contracts" DROP CONSTRAINT "contracts_number";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_number";--> statement-breakpoint
ALTER TABLE "contracts" ADD COLUMN "is_void" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "is_void" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "contracts" c SET "is_void" = true FROM "capital_requests" r WHERE r."id" = c."request_id" AND r."state" IN ('declined', 'withdrawn');--> statement-breakpoint
UPDATE "invoices" i SET "is_void" = true FROM "capital_requests" r WHERE r."id" = i."request_id" AND r."state" IN ('declined', 'withdrawn');--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_number" ON "contracts" USING btree (upper("number")) WHERE not "contracts"."is_void";--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number" ON "invoices" USING btree ("vendor_id",upper("number")) WHERE not "invoices"."is_void";--> statement-breakpoint
CREATE INDEX "invoices_vendor_id_index" ON "invoices" USING btree ("vendor_id");