CREATE TABLE "capital_documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"project_id" uuid,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"attachment_id" uuid,
	"reference" text,
	"is_public" boolean DEFAULT false NOT NULL,
	"added_by_id" uuid,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "capital_documents_kind" CHECK ("capital_documents"."kind" in ('board_item','contract','change_order','invoice','bid','tabulation','justification','photo','statement','other')),
	CONSTRAINT "capital_documents_where" CHECK (num_nonnulls("capital_documents"."attachment_id", "capital_documents"."reference") >= 1)
);
--> statement-breakpoint
CREATE TABLE "capital_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"project_id" uuid,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "funding_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"fund_code" text NOT NULL,
	"series" text,
	"issued_on" date,
	"planned_cents" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "funding_sources_code" UNIQUE("programme_id","code"),
	CONSTRAINT "funding_sources_kind" CHECK ("funding_sources"."kind" in ('bond','premium','interest','transfer','mill_levy','grant','insurance','erate','other')),
	CONSTRAINT "funding_sources_fund" CHECK ("funding_sources"."fund_code" in ('10','31','41','43','51')),
	CONSTRAINT "funding_sources_planned" CHECK ("funding_sources"."planned_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"reconciled_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "programmes_code_unique" UNIQUE("code"),
	CONSTRAINT "programmes_kind" CHECK ("programmes"."kind" in ('bond','reserve','other_owner')),
	CONSTRAINT "programmes_days" CHECK ("programmes"."starts_on" < "programmes"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "project_phases" (
	"project_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"baseline_start_on" date,
	"baseline_end_on" date,
	"planned_start_on" date,
	"planned_end_on" date,
	"actual_start_on" date,
	"actual_end_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "project_phases_project_id_phase_pk" PRIMARY KEY("project_id","phase"),
	CONSTRAINT "project_phases_phase" CHECK ("project_phases"."phase" in ('planned','design','bid_award','construction','closeout','warranty')),
	CONSTRAINT "project_phases_planned" CHECK ("project_phases"."planned_start_on" <= "project_phases"."planned_end_on"),
	CONSTRAINT "project_phases_actual" CHECK ("project_phases"."actual_start_on" <= "project_phases"."actual_end_on")
);
--> statement-breakpoint
CREATE TABLE "project_risks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"title" text NOT NULL,
	"likelihood_ratio" double precision NOT NULL,
	"impact_cents" bigint NOT NULL,
	"response" text NOT NULL,
	"state" text NOT NULL,
	"owner_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "project_risks_likelihood" CHECK ("project_risks"."likelihood_ratio" between 0 and 1),
	CONSTRAINT "project_risks_impact" CHECK ("project_risks"."impact_cents" >= 0),
	CONSTRAINT "project_risks_state" CHECK ("project_risks"."state" in ('open','happened','over'))
);
--> statement-breakpoint
CREATE TABLE "project_scopes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"site_id" uuid,
	"promise" text NOT NULL,
	"promised_cents" bigint,
	"state" text NOT NULL,
	"reason" text,
	"actual_cents" bigint,
	"completed_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "project_scopes_position" UNIQUE("project_id","position"),
	CONSTRAINT "project_scopes_state" CHECK ("project_scopes"."state" in ('promised','under_way','complete','changed','dropped')),
	CONSTRAINT "project_scopes_complete" CHECK (("project_scopes"."state" = 'complete') = ("project_scopes"."completed_on" is not null)),
	CONSTRAINT "project_scopes_reason" CHECK ("project_scopes"."state" not in ('changed','dropped') or "project_scopes"."reason" is not null)
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"site_id" uuid,
	"site_name" text NOT NULL,
	"manager_id" uuid,
	"phase" text NOT NULL,
	"summary" text,
	"summary_reviewed_by_id" uuid,
	"summary_reviewed_at" timestamp with time zone,
	"is_security" boolean DEFAULT false NOT NULL,
	"progress_ratio" double precision DEFAULT 0 NOT NULL,
	"import_key" text,
	"draft_plan_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "projects_code" UNIQUE("programme_id","code"),
	CONSTRAINT "projects_import_key" UNIQUE("programme_id","import_key"),
	CONSTRAINT "projects_phase" CHECK ("projects"."phase" in ('planned','design','bid_award','construction','closeout','warranty','complete','on_hold','cancelled')),
	CONSTRAINT "projects_progress" CHECK ("projects"."progress_ratio" between 0 and 1),
	CONSTRAINT "projects_reviewed" CHECK (("projects"."summary_reviewed_by_id" is null) = ("projects"."summary_reviewed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "scope_needs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope_id" uuid NOT NULL,
	"deficiency_id" uuid,
	"component_id" uuid,
	"actual_cents" bigint,
	"added_by_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "scope_needs_deficiency" UNIQUE("scope_id","deficiency_id"),
	CONSTRAINT "scope_needs_component" UNIQUE("scope_id","component_id"),
	CONSTRAINT "scope_needs_one" CHECK (num_nonnulls("scope_needs"."deficiency_id", "scope_needs"."component_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "approval_ladders" (
	"kind" text NOT NULL,
	"position" integer NOT NULL,
	"from_cents" bigint NOT NULL,
	"from_ratio" double precision,
	"roles" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approval_ladders_kind_position_pk" PRIMARY KEY("kind","position"),
	CONSTRAINT "approval_ladders_kind" CHECK ("approval_ladders"."kind" in ('transfer','contract','change_order','invoice')),
	CONSTRAINT "approval_ladders_from" CHECK ("approval_ladders"."from_cents" >= 0 and ("approval_ladders"."from_ratio" is null or "approval_ladders"."from_ratio" >= 0))
);
--> statement-breakpoint
CREATE TABLE "baseline_lines" (
	"baseline_id" uuid NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	CONSTRAINT "baseline_lines_baseline_id_budget_line_id_pk" PRIMARY KEY("baseline_id","budget_line_id"),
	CONSTRAINT "baseline_lines_amount" CHECK ("baseline_lines"."amount_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "baselines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"adopted_on" date NOT NULL,
	"document_id" uuid,
	"no_document_reason" text,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "baselines_number" UNIQUE("programme_id","number"),
	CONSTRAINT "baselines_rests" CHECK (num_nonnulls("baselines"."document_id", "baselines"."no_document_reason") = 1)
);
--> statement-breakpoint
CREATE TABLE "bids" (
	"procurement_id" uuid NOT NULL,
	"vendor_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	"is_responsive" boolean DEFAULT true NOT NULL,
	"points" double precision,
	"note" text,
	CONSTRAINT "bids_procurement_id_vendor_id_pk" PRIMARY KEY("procurement_id","vendor_id"),
	CONSTRAINT "bids_amount" CHECK ("bids"."amount_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "budget_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"project_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"account" text NOT NULL,
	"revenue_cents" bigint DEFAULT 0 NOT NULL,
	"baseline_cents" bigint DEFAULT 0 NOT NULL,
	"transferred_in_cents" bigint DEFAULT 0 NOT NULL,
	"transferred_out_cents" bigint DEFAULT 0 NOT NULL,
	"budget_cents" bigint GENERATED ALWAYS AS (revenue_cents + baseline_cents + transferred_in_cents - transferred_out_cents) STORED NOT NULL,
	"committed_cents" bigint DEFAULT 0 NOT NULL,
	"expended_cents" bigint DEFAULT 0 NOT NULL,
	"retainage_cents" bigint DEFAULT 0 NOT NULL,
	"paid_cents" bigint DEFAULT 0 NOT NULL,
	"to_commit_cents" bigint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "budget_lines_account" UNIQUE("programme_id","source_id","account"),
	CONSTRAINT "budget_lines_kind" CHECK ("budget_lines"."kind" in ('unallocated','contingency','charter','design','construction','equipment','owner_costs','other')),
	CONSTRAINT "budget_lines_unallocated" CHECK (case when "budget_lines"."kind" = 'unallocated' then "budget_lines"."project_id" is null and "budget_lines"."baseline_cents" <= 0 else "budget_lines"."revenue_cents" = 0 and "budget_lines"."baseline_cents" >= 0 end),
	CONSTRAINT "budget_lines_account_form" CHECK ("budget_lines"."account" ~ '^[0-9]{2}-[0-9]{3}-[0-9]{2}-[0-9]{4}-[0-9]{4}-[0-9]{3}-[0-9]{4}$'),
	CONSTRAINT "budget_lines_moved" CHECK ("budget_lines"."revenue_cents" >= 0 and "budget_lines"."transferred_in_cents" >= 0 and "budget_lines"."transferred_out_cents" >= 0),
	CONSTRAINT "budget_lines_budget" CHECK (revenue_cents + baseline_cents + transferred_in_cents - transferred_out_cents >= 0),
	CONSTRAINT "budget_lines_committed" CHECK ("budget_lines"."committed_cents" <= revenue_cents + baseline_cents + transferred_in_cents - transferred_out_cents),
	CONSTRAINT "budget_lines_expended" CHECK ("budget_lines"."expended_cents" >= 0 and "budget_lines"."expended_cents" <= "budget_lines"."committed_cents"),
	CONSTRAINT "budget_lines_retainage" CHECK ("budget_lines"."retainage_cents" >= 0 and "budget_lines"."retainage_cents" * 20 <= "budget_lines"."expended_cents"),
	CONSTRAINT "budget_lines_paid" CHECK ("budget_lines"."paid_cents" >= 0 and "budget_lines"."paid_cents" <= "budget_lines"."expended_cents" - "budget_lines"."retainage_cents"),
	CONSTRAINT "budget_lines_to_commit" CHECK ("budget_lines"."to_commit_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "capital_approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"roles" text[] NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone,
	"reminders" integer DEFAULT 0 NOT NULL,
	"next_reminder_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "capital_approvals_position" UNIQUE("request_id","position"),
	CONSTRAINT "capital_approvals_state" CHECK ("capital_approvals"."state" in ('later','open','approved','declined','withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "capital_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"approval_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"on_behalf_of_id" uuid,
	"decision" text NOT NULL,
	"words" text,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "capital_decisions_once" UNIQUE("approval_id"),
	CONSTRAINT "capital_decisions_decision" CHECK ("capital_decisions"."decision" in ('approve','decline')),
	CONSTRAINT "capital_decisions_declined" CHECK ("capital_decisions"."decision" <> 'decline' or "capital_decisions"."words" is not null)
);
--> statement-breakpoint
CREATE TABLE "capital_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"project_id" uuid,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"reason" text NOT NULL,
	"document_id" uuid,
	"no_document_reason" text,
	"requested_by_id" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "capital_requests_number" UNIQUE("programme_id","number"),
	CONSTRAINT "capital_requests_kind" CHECK ("capital_requests"."kind" in ('transfer','contract','change_order','invoice')),
	CONSTRAINT "capital_requests_state" CHECK ("capital_requests"."state" in ('waiting','disputed','approved','declined','withdrawn')),
	CONSTRAINT "capital_requests_decided" CHECK (("capital_requests"."state" in ('waiting','disputed')) = ("capital_requests"."decided_at" is null)),
	CONSTRAINT "capital_requests_rests" CHECK (num_nonnulls("capital_requests"."document_id", "capital_requests"."no_document_reason") = 1)
);
--> statement-breakpoint
CREATE TABLE "change_order_lines" (
	"request_id" uuid NOT NULL,
	"contract_line_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	CONSTRAINT "change_order_lines_request_id_contract_line_id_pk" PRIMARY KEY("request_id","contract_line_id")
);
--> statement-breakpoint
CREATE TABLE "change_orders" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"contract_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"reason_code" text NOT NULL,
	"probability_ratio" double precision NOT NULL,
	"added_days" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "change_orders_number" UNIQUE("contract_id","number"),
	CONSTRAINT "change_orders_reason" CHECK ("change_orders"."reason_code" in ('unforeseen','owner_scope','design_error','code','schedule','credit')),
	CONSTRAINT "change_orders_probability" CHECK ("change_orders"."probability_ratio" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "closed_periods" (
	"programme_id" uuid NOT NULL,
	"month" date NOT NULL,
	"closed_by_id" uuid NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "closed_periods_programme_id_month_pk" PRIMARY KEY("programme_id","month"),
	CONSTRAINT "closed_periods_month" CHECK (extract(day from "closed_periods"."month") = 1)
);
--> statement-breakpoint
CREATE TABLE "contract_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contract_id" uuid NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"original_cents" bigint NOT NULL,
	"committed_cents" bigint DEFAULT 0 NOT NULL,
	"expended_cents" bigint DEFAULT 0 NOT NULL,
	"retainage_cents" bigint DEFAULT 0 NOT NULL,
	"paid_cents" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "contract_lines_position" UNIQUE("contract_id","position"),
	CONSTRAINT "contract_lines_original" CHECK ("contract_lines"."original_cents" >= 0),
	CONSTRAINT "contract_lines_expended" CHECK ("contract_lines"."expended_cents" >= 0 and "contract_lines"."expended_cents" <= "contract_lines"."committed_cents"),
	CONSTRAINT "contract_lines_retainage" CHECK ("contract_lines"."retainage_cents" >= 0 and "contract_lines"."retainage_cents" * 20 <= "contract_lines"."expended_cents"),
	CONSTRAINT "contract_lines_paid" CHECK ("contract_lines"."paid_cents" >= 0 and "contract_lines"."paid_cents" <= "contract_lines"."expended_cents" - "contract_lines"."retainage_cents")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"project_id" uuid,
	"site_id" uuid,
	"vendor_id" uuid NOT NULL,
	"procurement_id" uuid,
	"under_contract_id" uuid,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"retainage_ratio" double precision DEFAULT 0 NOT NULL,
	"executed_on" date,
	"closed_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contracts_request" UNIQUE("request_id"),
	CONSTRAINT "contracts_number" UNIQUE("number"),
	CONSTRAINT "contracts_kind" CHECK ("contracts"."kind" in ('contract','purchase_order')),
	CONSTRAINT "contracts_under" CHECK ("contracts"."under_contract_id" is null or "contracts"."kind" = 'purchase_order'),
	CONSTRAINT "contracts_retainage" CHECK ("contracts"."retainage_ratio" between 0 and 0.05)
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"request_id" uuid NOT NULL,
	"contract_line_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	"retainage_cents" bigint NOT NULL,
	"released_cents" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "invoice_lines_request_id_contract_line_id_pk" PRIMARY KEY("request_id","contract_line_id"),
	CONSTRAINT "invoice_lines_held" CHECK ("invoice_lines"."retainage_cents" >= 0 and "invoice_lines"."released_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"contract_id" uuid NOT NULL,
	"vendor_id" uuid NOT NULL,
	"number" text NOT NULL,
	"billed_on" date NOT NULL,
	"dispute_reason" text,
	CONSTRAINT "invoices_number" UNIQUE("vendor_id","number")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"from_line_id" uuid,
	"contract_line_id" uuid,
	"request_id" uuid,
	"baseline_id" uuid,
	"amount_cents" bigint NOT NULL,
	"effective_on" date NOT NULL,
	"note" text,
	"document_id" uuid,
	"no_document_reason" text,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"finance_key" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_entries_finance_key" UNIQUE("programme_id","finance_key"),
	CONSTRAINT "ledger_entries_kind" CHECK ("ledger_entries"."kind" in ('revenue','baseline','transfer','commitment','change_order','release','invoice','retainage','payment','estimate')),
	CONSTRAINT "ledger_entries_two_sides" CHECK (("ledger_entries"."kind" in ('baseline','transfer')) = ("ledger_entries"."from_line_id" is not null) and "ledger_entries"."from_line_id" is distinct from "ledger_entries"."budget_line_id"),
	CONSTRAINT "ledger_entries_contract" CHECK (("ledger_entries"."kind" in ('commitment','change_order','release','invoice','retainage','payment')) = ("ledger_entries"."contract_line_id" is not null)),
	CONSTRAINT "ledger_entries_asked" CHECK ("ledger_entries"."kind" not in ('transfer','commitment','change_order','invoice') or "ledger_entries"."request_id" is not null),
	CONSTRAINT "ledger_entries_promised" CHECK (("ledger_entries"."kind" = 'baseline') = ("ledger_entries"."baseline_id" is not null)),
	CONSTRAINT "ledger_entries_forward" CHECK ("ledger_entries"."kind" not in ('baseline','transfer') or "ledger_entries"."amount_cents" > 0),
	CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount_cents" <> 0),
	CONSTRAINT "ledger_entries_rests" CHECK (num_nonnulls("ledger_entries"."document_id", "ledger_entries"."no_document_reason") = 1)
);
--> statement-breakpoint
CREATE TABLE "procurements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"title" text NOT NULL,
	"method" text NOT NULL,
	"opened_on" date,
	"closed_on" date,
	"evaluation" text,
	"award_reason" text,
	"justification" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "procurements_method" CHECK ("procurements"."method" in ('quote','invitation_for_bids','rfp','rfq','sole_source','cooperative','emergency','cmgc','design_build')),
	CONSTRAINT "procurements_justified" CHECK ("procurements"."method" not in ('sole_source','emergency') or "procurements"."justification" is not null)
);
--> statement-breakpoint
CREATE TABLE "purchase_thresholds" (
	"from_cents" bigint PRIMARY KEY NOT NULL,
	"methods" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "purchase_thresholds_from" CHECK ("purchase_thresholds"."from_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"from_line_id" uuid NOT NULL,
	"to_line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	CONSTRAINT "transfers_kind" CHECK ("transfers"."kind" in ('allocation','draw','transfer')),
	CONSTRAINT "transfers_amount" CHECK ("transfers"."amount_cents" > 0),
	CONSTRAINT "transfers_two_sides" CHECK ("transfers"."from_line_id" <> "transfers"."to_line_id")
);
--> statement-breakpoint
CREATE TABLE "vendors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text,
	"name" text NOT NULL,
	"is_fictitious" boolean DEFAULT false NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "vendors_number" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "capital_documents" ADD CONSTRAINT "capital_documents_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_documents" ADD CONSTRAINT "capital_documents_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_documents" ADD CONSTRAINT "capital_documents_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_documents" ADD CONSTRAINT "capital_documents_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_events" ADD CONSTRAINT "capital_events_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_events" ADD CONSTRAINT "capital_events_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_events" ADD CONSTRAINT "capital_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_events" ADD CONSTRAINT "capital_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_sources" ADD CONSTRAINT "funding_sources_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_phases" ADD CONSTRAINT "project_phases_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_risks" ADD CONSTRAINT "project_risks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_risks" ADD CONSTRAINT "project_risks_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_scopes" ADD CONSTRAINT "project_scopes_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_scopes" ADD CONSTRAINT "project_scopes_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_manager_id_people_id_fk" FOREIGN KEY ("manager_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_summary_reviewed_by_id_people_id_fk" FOREIGN KEY ("summary_reviewed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_draft_plan_id_draft_plans_id_fk" FOREIGN KEY ("draft_plan_id") REFERENCES "public"."draft_plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scope_needs" ADD CONSTRAINT "scope_needs_scope_id_project_scopes_id_fk" FOREIGN KEY ("scope_id") REFERENCES "public"."project_scopes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scope_needs" ADD CONSTRAINT "scope_needs_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scope_needs" ADD CONSTRAINT "scope_needs_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scope_needs" ADD CONSTRAINT "scope_needs_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baseline_lines" ADD CONSTRAINT "baseline_lines_baseline_id_baselines_id_fk" FOREIGN KEY ("baseline_id") REFERENCES "public"."baselines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baseline_lines" ADD CONSTRAINT "baseline_lines_budget_line_id_budget_lines_id_fk" FOREIGN KEY ("budget_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baselines" ADD CONSTRAINT "baselines_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baselines" ADD CONSTRAINT "baselines_document_id_capital_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."capital_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baselines" ADD CONSTRAINT "baselines_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bids" ADD CONSTRAINT "bids_procurement_id_procurements_id_fk" FOREIGN KEY ("procurement_id") REFERENCES "public"."procurements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bids" ADD CONSTRAINT "bids_vendor_id_vendors_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."vendors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_source_id_funding_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."funding_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_approvals" ADD CONSTRAINT "capital_approvals_request_id_capital_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."capital_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_decisions" ADD CONSTRAINT "capital_decisions_approval_id_capital_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."capital_approvals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_decisions" ADD CONSTRAINT "capital_decisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_decisions" ADD CONSTRAINT "capital_decisions_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_requests" ADD CONSTRAINT "capital_requests_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_requests" ADD CONSTRAINT "capital_requests_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_requests" ADD CONSTRAINT "capital_requests_document_id_capital_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."capital_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capital_requests" ADD CONSTRAINT "capital_requests_requested_by_id_people_id_fk" FOREIGN KEY ("requested_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_order_lines" ADD CONSTRAINT "change_order_lines_request_id_change_orders_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."change_orders"("request_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_order_lines" ADD CONSTRAINT "change_order_lines_contract_line_id_contract_lines_id_fk" FOREIGN KEY ("contract_line_id") REFERENCES "public"."contract_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_orders" ADD CONSTRAINT "change_orders_request_id_capital_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."capital_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_orders" ADD CONSTRAINT "change_orders_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closed_periods" ADD CONSTRAINT "closed_periods_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closed_periods" ADD CONSTRAINT "closed_periods_closed_by_id_people_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_lines" ADD CONSTRAINT "contract_lines_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_lines" ADD CONSTRAINT "contract_lines_budget_line_id_budget_lines_id_fk" FOREIGN KEY ("budget_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_request_id_capital_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."capital_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_vendor_id_vendors_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."vendors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_procurement_id_procurements_id_fk" FOREIGN KEY ("procurement_id") REFERENCES "public"."procurements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_request_id_invoices_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."invoices"("request_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_contract_line_id_contract_lines_id_fk" FOREIGN KEY ("contract_line_id") REFERENCES "public"."contract_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_request_id_capital_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."capital_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_vendor_id_vendors_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."vendors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_budget_line_id_budget_lines_id_fk" FOREIGN KEY ("budget_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_from_line_id_budget_lines_id_fk" FOREIGN KEY ("from_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_contract_line_id_contract_lines_id_fk" FOREIGN KEY ("contract_line_id") REFERENCES "public"."contract_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_request_id_capital_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."capital_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_baseline_id_baselines_id_fk" FOREIGN KEY ("baseline_id") REFERENCES "public"."baselines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_document_id_capital_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."capital_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procurements" ADD CONSTRAINT "procurements_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_request_id_capital_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."capital_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_from_line_id_budget_lines_id_fk" FOREIGN KEY ("from_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_to_line_id_budget_lines_id_fk" FOREIGN KEY ("to_line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "capital_documents_programme_id_index" ON "capital_documents" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "capital_documents_project_id_index" ON "capital_documents" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "capital_documents_attachment_id_index" ON "capital_documents" USING btree ("attachment_id");--> statement-breakpoint
CREATE INDEX "capital_documents_added_by_id_index" ON "capital_documents" USING btree ("added_by_id");--> statement-breakpoint
CREATE INDEX "capital_events_programme_id_occurred_at_id_index" ON "capital_events" USING btree ("programme_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "capital_events_project_id_occurred_at_id_index" ON "capital_events" USING btree ("project_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "capital_events_actor_id_index" ON "capital_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "capital_events_on_behalf_of_id_index" ON "capital_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "project_risks_project_id_index" ON "project_risks" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "project_risks_owner_id_index" ON "project_risks" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "project_scopes_site_id_index" ON "project_scopes" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "projects_site_id_index" ON "projects" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "projects_manager_id_index" ON "projects" USING btree ("manager_id");--> statement-breakpoint
CREATE INDEX "projects_summary_reviewed_by_id_index" ON "projects" USING btree ("summary_reviewed_by_id");--> statement-breakpoint
CREATE INDEX "projects_draft_plan_id_index" ON "projects" USING btree ("draft_plan_id");--> statement-breakpoint
CREATE INDEX "scope_needs_deficiency_id_index" ON "scope_needs" USING btree ("deficiency_id");--> statement-breakpoint
CREATE INDEX "scope_needs_component_id_index" ON "scope_needs" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "scope_needs_added_by_id_index" ON "scope_needs" USING btree ("added_by_id");--> statement-breakpoint
CREATE INDEX "baseline_lines_budget_line_id_index" ON "baseline_lines" USING btree ("budget_line_id");--> statement-breakpoint
CREATE INDEX "baselines_document_id_index" ON "baselines" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "baselines_created_by_id_index" ON "baselines" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "bids_vendor_id_index" ON "bids" USING btree ("vendor_id");--> statement-breakpoint
CREATE INDEX "budget_lines_programme_id_project_id_index" ON "budget_lines" USING btree ("programme_id","project_id");--> statement-breakpoint
CREATE INDEX "budget_lines_source_id_index" ON "budget_lines" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "budget_lines_project_id_index" ON "budget_lines" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "capital_approvals_open" ON "capital_approvals" USING btree ("opened_at","id") WHERE "capital_approvals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "capital_approvals_next_reminder" ON "capital_approvals" USING btree ("next_reminder_at") WHERE "capital_approvals"."state" = 'open' and "capital_approvals"."next_reminder_at" is not null;--> statement-breakpoint
CREATE INDEX "capital_decisions_person_id_decided_at_index" ON "capital_decisions" USING btree ("person_id","decided_at");--> statement-breakpoint
CREATE INDEX "capital_decisions_on_behalf_of_id_index" ON "capital_decisions" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "capital_requests_project_id_requested_at_index" ON "capital_requests" USING btree ("project_id","requested_at");--> statement-breakpoint
CREATE INDEX "capital_requests_document_id_index" ON "capital_requests" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "capital_requests_requested_by_id_index" ON "capital_requests" USING btree ("requested_by_id");--> statement-breakpoint
CREATE INDEX "capital_requests_waiting" ON "capital_requests" USING btree ("programme_id","requested_at") WHERE "capital_requests"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "change_order_lines_contract_line_id_index" ON "change_order_lines" USING btree ("contract_line_id");--> statement-breakpoint
CREATE INDEX "closed_periods_closed_by_id_index" ON "closed_periods" USING btree ("closed_by_id");--> statement-breakpoint
CREATE INDEX "contract_lines_budget_line_id_index" ON "contract_lines" USING btree ("budget_line_id");--> statement-breakpoint
CREATE INDEX "contracts_project_id_index" ON "contracts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "contracts_site_id_index" ON "contracts" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "contracts_vendor_id_executed_on_index" ON "contracts" USING btree ("vendor_id","executed_on");--> statement-breakpoint
CREATE INDEX "contracts_procurement_id_index" ON "contracts" USING btree ("procurement_id");--> statement-breakpoint
CREATE INDEX "contracts_under_contract_id_index" ON "contracts" USING btree ("under_contract_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_contract_line_id_index" ON "invoice_lines" USING btree ("contract_line_id");--> statement-breakpoint
CREATE INDEX "invoices_contract_id_index" ON "invoices" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_programme_id_recorded_at_id_index" ON "ledger_entries" USING btree ("programme_id","recorded_at","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_budget_line_id_effective_on_id_index" ON "ledger_entries" USING btree ("budget_line_id","effective_on","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_from" ON "ledger_entries" USING btree ("from_line_id") WHERE "ledger_entries"."from_line_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_contract_line" ON "ledger_entries" USING btree ("contract_line_id") WHERE "ledger_entries"."contract_line_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_request" ON "ledger_entries" USING btree ("request_id") WHERE "ledger_entries"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_baseline" ON "ledger_entries" USING btree ("baseline_id") WHERE "ledger_entries"."baseline_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_document" ON "ledger_entries" USING btree ("document_id") WHERE "ledger_entries"."document_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_actor" ON "ledger_entries" USING btree ("actor_id") WHERE "ledger_entries"."actor_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_on_behalf_of" ON "ledger_entries" USING btree ("on_behalf_of_id") WHERE "ledger_entries"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "procurements_project_id_index" ON "procurements" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "transfers_from_line_id_index" ON "transfers" USING btree ("from_line_id");--> statement-breakpoint
CREATE INDEX "transfers_to_line_id_index" ON "transfers" USING btree ("to_line_id");--> statement-breakpoint
-- The ledger. Every entry moves the totals of the rows it names: their row locks make writers come one after the other, their checks hold what the rules say.
-- Lines are always held in the same order: a contract's before a budget's, of two budgets the lower id first.
CREATE FUNCTION "refuse_entry"("rule" text, "why" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%', why USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = 'ledger_entries';
END
$$;
--> statement-breakpoint
CREATE FUNCTION "keep_ledger"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	line budget_lines;
	other budget_lines;
	asked capital_requests;
	amount bigint := NEW.amount_cents;
	expected bigint;
BEGIN
	-- Closing a month holds the programme; who comes at the same moment waits and then sees it closed.
	PERFORM 1 FROM programmes WHERE id = NEW.programme_id FOR KEY SHARE;
	IF EXISTS (SELECT 1 FROM closed_periods WHERE programme_id = NEW.programme_id AND month = date_trunc('month', NEW.effective_on)::date) THEN
		PERFORM refuse_entry('ledger_period_closed', 'The month is closed.');
	END IF;

	IF NEW.request_id IS NOT NULL THEN
		SELECT * INTO asked FROM capital_requests WHERE id = NEW.request_id FOR SHARE;
		IF asked.state <> 'approved' THEN
			PERFORM refuse_entry('ledger_not_approved', 'What this entry rests on is not approved.');
		END IF;
		IF asked.programme_id <> NEW.programme_id THEN
			PERFORM refuse_entry('ledger_other_programme', 'What this entry rests on is of another programme.');
		END IF;
		expected := CASE NEW.kind
			WHEN 'transfer' THEN (SELECT t.amount_cents FROM transfers t WHERE t.request_id = asked.id AND t.from_line_id = NEW.from_line_id AND t.to_line_id = NEW.budget_line_id)
			WHEN 'commitment' THEN (SELECT l.original_cents FROM contracts c JOIN contract_lines l ON l.contract_id = c.id WHERE c.request_id = asked.id AND l.id = NEW.contract_line_id AND c.under_contract_id IS NULL)
			WHEN 'change_order' THEN (SELECT c.amount_cents FROM change_order_lines c WHERE c.request_id = asked.id AND c.contract_line_id = NEW.contract_line_id)
			WHEN 'invoice' THEN (SELECT i.amount_cents FROM invoice_lines i WHERE i.request_id = asked.id AND i.contract_line_id = NEW.contract_line_id)
			ELSE amount END;
		IF expected IS DISTINCT FROM amount THEN
			PERFORM refuse_entry('ledger_not_as_approved', 'This is not what was approved.');
		END IF;
	END IF;

	IF NEW.contract_line_id IS NOT NULL THEN
		UPDATE contract_lines SET
			committed_cents = committed_cents + CASE WHEN NEW.kind IN ('commitment', 'change_order', 'release') THEN amount ELSE 0 END,
			expended_cents = expended_cents + CASE WHEN NEW.kind = 'invoice' THEN amount ELSE 0 END,
			retainage_cents = retainage_cents + CASE WHEN NEW.kind = 'retainage' THEN amount ELSE 0 END,
			paid_cents = paid_cents + CASE WHEN NEW.kind = 'payment' THEN amount ELSE 0 END
		WHERE id = NEW.contract_line_id AND budget_line_id = NEW.budget_line_id;
		IF NOT FOUND THEN
			PERFORM refuse_entry('ledger_other_line', 'The contract takes its money from another line.');
		END IF;
	END IF;

	IF NEW.from_line_id IS NOT NULL THEN
		PERFORM 1 FROM budget_lines WHERE id IN (NEW.from_line_id, NEW.budget_line_id) ORDER BY id FOR NO KEY UPDATE;
		SELECT * INTO other FROM budget_lines WHERE id = NEW.from_line_id;
		SELECT * INTO line FROM budget_lines WHERE id = NEW.budget_line_id;
		IF other.programme_id <> NEW.programme_id OR line.programme_id <> NEW.programme_id THEN
			PERFORM refuse_entry('ledger_other_programme', 'The line is of another programme.');
		END IF;
		IF other.source_id <> line.source_id THEN
			PERFORM refuse_entry('ledger_other_source', 'Money stays with its source: give the project a line of that source.');
		END IF;
		IF NEW.kind = 'baseline' THEN
			IF other.kind <> 'unallocated' THEN
				PERFORM refuse_entry('ledger_baseline_from', 'What is promised comes out of what is unallocated.');
			END IF;
			IF NOT EXISTS (SELECT 1 FROM baseline_lines b JOIN baselines p ON p.id = b.baseline_id WHERE b.baseline_id = NEW.baseline_id AND b.budget_line_id = line.id AND b.amount_cents = amount AND p.number = 1) THEN
				PERFORM refuse_entry('ledger_baseline_other', 'The first baseline does not say so.');
			END IF;
		END IF;
		UPDATE budget_lines SET
			baseline_cents = baseline_cents - CASE WHEN NEW.kind = 'baseline' THEN amount ELSE 0 END,
			transferred_out_cents = transferred_out_cents + CASE WHEN NEW.kind = 'transfer' THEN amount ELSE 0 END
		WHERE id = NEW.from_line_id;
	END IF;

	UPDATE budget_lines SET
		revenue_cents = revenue_cents + CASE WHEN NEW.kind = 'revenue' THEN amount ELSE 0 END,
		baseline_cents = baseline_cents + CASE WHEN NEW.kind = 'baseline' THEN amount ELSE 0 END,
		transferred_in_cents = transferred_in_cents + CASE WHEN NEW.kind = 'transfer' THEN amount ELSE 0 END,
		committed_cents = committed_cents + CASE WHEN NEW.kind IN ('commitment', 'change_order', 'release') THEN amount ELSE 0 END,
		expended_cents = expended_cents + CASE WHEN NEW.kind = 'invoice' THEN amount ELSE 0 END,
		retainage_cents = retainage_cents + CASE WHEN NEW.kind = 'retainage' THEN amount ELSE 0 END,
		paid_cents = paid_cents + CASE WHEN NEW.kind = 'payment' THEN amount ELSE 0 END,
		to_commit_cents = to_commit_cents + CASE WHEN NEW.kind = 'estimate' THEN amount ELSE 0 END
	WHERE id = NEW.budget_line_id AND programme_id = NEW.programme_id;
	IF NOT FOUND THEN
		PERFORM refuse_entry('ledger_other_programme', 'The line is of another programme.');
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "ledger_entries_keep" AFTER INSERT ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION "keep_ledger"();--> statement-breakpoint
-- What was approved is entered once.
CREATE UNIQUE INDEX "ledger_entries_transfer_once" ON "ledger_entries" ("request_id") WHERE "kind" = 'transfer';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_contract_once" ON "ledger_entries" ("request_id", "contract_line_id", "kind") WHERE "kind" IN ('commitment', 'change_order', 'invoice');--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_baseline_once" ON "ledger_entries" ("baseline_id", "budget_line_id") WHERE "kind" = 'baseline';--> statement-breakpoint
CREATE FUNCTION "hold_programme"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	PERFORM 1 FROM programmes WHERE id = NEW.programme_id FOR UPDATE;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "closed_periods_hold" BEFORE INSERT ON "closed_periods" FOR EACH ROW EXECUTE FUNCTION "hold_programme"();--> statement-breakpoint
-- Who asked never decides, whoever writes it; and nothing is approved that still waits for somebody, or that nobody approved.
CREATE FUNCTION "keep_duties_apart"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	asker uuid;
BEGIN
	SELECT r.requested_by_id INTO asker FROM capital_approvals a JOIN capital_requests r ON r.id = a.request_id WHERE a.id = NEW.approval_id;
	IF asker IN (NEW.person_id, NEW.on_behalf_of_id) THEN
		RAISE EXCEPTION 'Who asked does not approve.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_decisions_duties_apart', TABLE = 'capital_decisions';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "capital_decisions_duties_apart" BEFORE INSERT ON "capital_decisions" FOR EACH ROW EXECUTE FUNCTION "keep_duties_apart"();--> statement-breakpoint
CREATE FUNCTION "keep_approval"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		IF NEW.state <> 'waiting' THEN
			RAISE EXCEPTION 'What is asked for waits first.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_requests_waits_first', TABLE = 'capital_requests';
		END IF;
		RETURN NEW;
	END IF;
	IF OLD.state IN ('approved', 'declined', 'withdrawn') THEN
		RAISE EXCEPTION 'What was decided stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_requests_stays', TABLE = 'capital_requests';
	END IF;
	IF (NEW.programme_id, NEW.kind, NEW.number, NEW.amount_cents, NEW.requested_by_id, NEW.requested_at) IS DISTINCT FROM (OLD.programme_id, OLD.kind, OLD.number, OLD.amount_cents, OLD.requested_by_id, OLD.requested_at) THEN
		RAISE EXCEPTION 'What is asked for is not changed: withdraw it and ask anew.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_requests_as_asked', TABLE = 'capital_requests';
	END IF;
	IF NEW.state = 'approved' AND (
		NOT EXISTS (SELECT 1 FROM capital_approvals WHERE request_id = NEW.id)
		OR EXISTS (SELECT 1 FROM capital_approvals a WHERE a.request_id = NEW.id AND a.state <> 'withdrawn'
			AND NOT EXISTS (SELECT 1 FROM capital_decisions d WHERE d.approval_id = a.id AND d.decision = 'approve'))
		OR NOT EXISTS (SELECT 1 FROM capital_approvals a JOIN capital_decisions d ON d.approval_id = a.id WHERE a.request_id = NEW.id AND d.decision = 'approve')
	) THEN
		RAISE EXCEPTION 'It still waits for somebody.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_requests_all_approved', TABLE = 'capital_requests';
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "capital_requests_keep" BEFORE INSERT OR UPDATE ON "capital_requests" FOR EACH ROW EXECUTE FUNCTION "keep_approval"();--> statement-breakpoint
CREATE TRIGGER "ledger_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entries" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "capital_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "capital_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "capital_decisions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "capital_decisions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "baselines_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "baselines" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "baseline_lines_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "baseline_lines" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "closed_periods_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "closed_periods" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "ledger_entries", "capital_events", "capital_decisions", "baselines", "baseline_lines", "closed_periods", "transfers", "change_orders", "change_order_lines", "invoice_lines" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "programmes", "funding_sources", "projects", "project_phases", "project_scopes", "project_risks", "capital_documents", "vendors", "procurements", "capital_requests", "capital_approvals", "contracts", "invoices" FROM steward_app;--> statement-breakpoint
-- Totals are the trigger's alone.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "budget_lines", "contract_lines" FROM steward_app;--> statement-breakpoint
GRANT INSERT ("id", "programme_id", "source_id", "project_id", "kind", "name", "account"), UPDATE ("name", "version") ON "budget_lines" TO steward_app;--> statement-breakpoint
GRANT INSERT ("id", "contract_id", "budget_line_id", "position", "name", "original_cents"), UPDATE ("name") ON "contract_lines" TO steward_app;--> statement-breakpoint
-- One unallocated line per source.
CREATE UNIQUE INDEX "budget_lines_one_unallocated" ON "budget_lines" ("source_id") WHERE "kind" = 'unallocated';--> statement-breakpoint
-- Who approves what until the district says otherwise: amounts in cents.
INSERT INTO "approval_ladders" ("kind", "position", "from_cents", "from_ratio", "roles") VALUES
	('transfer', 1, 0, NULL, '{finance}'),
	('transfer', 2, 25000000, NULL, '{administrator}'),
	('contract', 1, 0, NULL, '{capital_manager,finance}'),
	('contract', 2, 15000000, NULL, '{finance}'),
	('contract', 3, 100000000, NULL, '{administrator}'),
	('change_order', 1, 0, NULL, '{capital_manager}'),
	('change_order', 2, 5000000, 0.05, '{finance}'),
	('change_order', 3, 25000000, 0.1, '{administrator}'),
	('invoice', 1, 0, NULL, '{capital_manager,finance}'),
	('invoice', 2, 50000000, NULL, '{finance}');--> statement-breakpoint
INSERT INTO "purchase_thresholds" ("from_cents", "methods") VALUES
	(0, '{quote,invitation_for_bids,rfp,rfq,sole_source,cooperative,emergency,cmgc,design_build}'),
	(1000000, '{quote,invitation_for_bids,rfp,rfq,sole_source,cooperative,emergency,cmgc,design_build}'),
	(15000000, '{invitation_for_bids,rfp,rfq,sole_source,cooperative,emergency,cmgc,design_build}');
