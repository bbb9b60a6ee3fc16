CREATE TABLE "cost_basis_withdrawals" (
	"cost_basis_id" uuid PRIMARY KEY NOT NULL,
	"withdrawn_by_id" uuid NOT NULL,
	"withdrawn_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cost_basis_withdrawals" ADD CONSTRAINT "cost_basis_withdrawals_cost_basis_id_cost_bases_id_fk" FOREIGN KEY ("cost_basis_id") REFERENCES "public"."cost_bases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_basis_withdrawals" ADD CONSTRAINT "cost_basis_withdrawals_withdrawn_by_id_people_id_fk" FOREIGN KEY ("withdrawn_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cost_basis_withdrawals_withdrawn_by_id_index" ON "cost_basis_withdrawals" USING btree ("withdrawn_by_id");--> statement-breakpoint
-- Nothing of a cost basis is ever changed: what lies ahead is taken back, and the next version follows.
REVOKE UPDATE, DELETE, TRUNCATE ON "cost_basis_withdrawals" FROM steward_app;
