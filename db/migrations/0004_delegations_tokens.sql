CREATE TABLE "compartment_proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"compartment" text NOT NULL,
	"site_id" uuid,
	"delegation_id" uuid,
	"proposed_by_id" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"grant_id" uuid,
	CONSTRAINT "compartment_proposals_compartment" CHECK ("compartment_proposals"."compartment" in ('hr','employee_relations','student_health','meal_eligibility','it_security')),
	CONSTRAINT "compartment_proposals_outcome" CHECK ("compartment_proposals"."outcome" in ('confirmed','declined')),
	CONSTRAINT "compartment_proposals_decided" CHECK (("compartment_proposals"."decided_at" is null) = ("compartment_proposals"."outcome" is null) and ("compartment_proposals"."decided_at" is null) = ("compartment_proposals"."decided_by_id" is null)),
	CONSTRAINT "compartment_proposals_not_for_oneself" CHECK ("compartment_proposals"."proposed_by_id" <> "compartment_proposals"."person_id"),
	CONSTRAINT "compartment_proposals_two_people" CHECK ("compartment_proposals"."outcome" <> 'confirmed' or "compartment_proposals"."decided_by_id" not in ("compartment_proposals"."proposed_by_id", "compartment_proposals"."person_id"))
);
--> statement-breakpoint
CREATE TABLE "delegations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"delegator_id" uuid NOT NULL,
	"delegate_id" uuid NOT NULL,
	"duty" text NOT NULL,
	"role_grant_id" uuid,
	"compartment_grant_id" uuid,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"confirmed_by_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	CONSTRAINT "delegations_two_people" CHECK ("delegations"."delegator_id" <> "delegations"."delegate_id"),
	CONSTRAINT "delegations_days" CHECK ("delegations"."starts_on" < "delegations"."ends_on"),
	CONSTRAINT "delegations_duty" CHECK (case "delegations"."duty" when 'role' then "delegations"."role_grant_id" is not null and "delegations"."compartment_grant_id" is null
        when 'compartment' then "delegations"."compartment_grant_id" is not null and "delegations"."role_grant_id" is null else false end),
	CONSTRAINT "delegations_confirmed" CHECK (("delegations"."confirmed_at" is null) = ("delegations"."confirmed_by_id" is null)),
	CONSTRAINT "delegations_confirmed_by_another" CHECK ("delegations"."confirmed_by_id" not in ("delegations"."delegator_id", "delegations"."delegate_id"))
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid,
	CONSTRAINT "api_tokens_secret" UNIQUE("secret_hash"),
	CONSTRAINT "api_tokens_scopes" CHECK (cardinality("api_tokens"."scopes") > 0),
	CONSTRAINT "api_tokens_expire" CHECK ("api_tokens"."expires_at" > "api_tokens"."created_at" and "api_tokens"."expires_at" <= "api_tokens"."created_at" + interval '367 days')
);
--> statement-breakpoint
ALTER TABLE "person_events" ADD COLUMN "on_behalf_of_id" uuid;--> statement-breakpoint
ALTER TABLE "person_events" ADD COLUMN "api_token_id" uuid;--> statement-breakpoint
ALTER TABLE "work_order_events" ADD COLUMN "on_behalf_of_id" uuid;--> statement-breakpoint
ALTER TABLE "work_order_events" ADD COLUMN "api_token_id" uuid;--> statement-breakpoint
ALTER TABLE "compartment_proposals" ADD CONSTRAINT "compartment_proposals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_proposals" ADD CONSTRAINT "compartment_proposals_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_proposals" ADD CONSTRAINT "compartment_proposals_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_proposals" ADD CONSTRAINT "compartment_proposals_proposed_by_id_people_id_fk" FOREIGN KEY ("proposed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_proposals" ADD CONSTRAINT "compartment_proposals_decided_by_id_people_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compartment_proposals" ADD CONSTRAINT "compartment_proposals_grant_id_compartment_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."compartment_grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_delegator_id_people_id_fk" FOREIGN KEY ("delegator_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_delegate_id_people_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_role_grant_id_role_grants_id_fk" FOREIGN KEY ("role_grant_id") REFERENCES "public"."role_grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_compartment_grant_id_compartment_grants_id_fk" FOREIGN KEY ("compartment_grant_id") REFERENCES "public"."compartment_grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_confirmed_by_id_people_id_fk" FOREIGN KEY ("confirmed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_ended_by_id_people_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_revoked_by_id_people_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "compartment_proposals_person_id_index" ON "compartment_proposals" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "compartment_proposals_site_id_index" ON "compartment_proposals" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "compartment_proposals_delegation_id_index" ON "compartment_proposals" USING btree ("delegation_id");--> statement-breakpoint
CREATE INDEX "compartment_proposals_proposed_by_id_index" ON "compartment_proposals" USING btree ("proposed_by_id");--> statement-breakpoint
CREATE INDEX "compartment_proposals_decided_by_id_index" ON "compartment_proposals" USING btree ("decided_by_id");--> statement-breakpoint
CREATE INDEX "compartment_proposals_grant_id_index" ON "compartment_proposals" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "compartment_proposals_waiting" ON "compartment_proposals" USING btree ("proposed_at") WHERE "compartment_proposals"."decided_at" is null;--> statement-breakpoint
CREATE INDEX "delegations_delegator_id_index" ON "delegations" USING btree ("delegator_id");--> statement-breakpoint
CREATE INDEX "delegations_delegate_id_index" ON "delegations" USING btree ("delegate_id");--> statement-breakpoint
CREATE INDEX "delegations_role_grant_id_index" ON "delegations" USING btree ("role_grant_id");--> statement-breakpoint
CREATE INDEX "delegations_compartment_grant_id_index" ON "delegations" USING btree ("compartment_grant_id");--> statement-breakpoint
CREATE INDEX "delegations_confirmed_by_id_index" ON "delegations" USING btree ("confirmed_by_id");--> statement-breakpoint
CREATE INDEX "delegations_ended_by_id_index" ON "delegations" USING btree ("ended_by_id");--> statement-breakpoint
CREATE INDEX "api_tokens_person_id_index" ON "api_tokens" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "api_tokens_revoked_by_id_index" ON "api_tokens" USING btree ("revoked_by_id");--> statement-breakpoint
ALTER TABLE "person_events" ADD CONSTRAINT "person_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_events" ADD CONSTRAINT "person_events_api_token_id_api_tokens_id_fk" FOREIGN KEY ("api_token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_events" ADD CONSTRAINT "work_order_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_order_events" ADD CONSTRAINT "work_order_events_api_token_id_api_tokens_id_fk" FOREIGN KEY ("api_token_id") REFERENCES "public"."api_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_events_on_behalf_of_id_index" ON "person_events" USING btree ("on_behalf_of_id") WHERE "person_events"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "person_events_api_token_id_index" ON "person_events" USING btree ("api_token_id") WHERE "person_events"."api_token_id" is not null;--> statement-breakpoint
CREATE INDEX "work_order_events_on_behalf_of_id_index" ON "work_order_events" USING btree ("on_behalf_of_id") WHERE "work_order_events"."on_behalf_of_id" is not null;--> statement-breakpoint
CREATE INDEX "work_order_events_api_token_id_index" ON "work_order_events" USING btree ("api_token_id") WHERE "work_order_events"."api_token_id" is not null;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
-- The same thing is not handed to the same person twice for one day.
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_no_overlap" EXCLUDE USING gist (
	(coalesce("role_grant_id", "compartment_grant_id")) WITH =, "delegate_id" WITH =, daterange("starts_on", "ends_on") WITH &&
) WHERE ("ended_at" IS NULL);--> statement-breakpoint
-- Who loses what they handed over, or leaves, ends the delegation by that alone, whichever way it happened; both histories say so.
CREATE FUNCTION "end_delegations_with_their_ground"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	moment timestamptz := to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'people' THEN 'updated_at' ELSE 'ended_at' END;
BEGIN
	WITH ended AS (
		UPDATE "delegations" d SET "ended_at" = greatest(moment, d."created_at")
		WHERE d."ended_at" IS NULL AND d."ends_on" > (moment AT TIME ZONE 'America/Denver')::date
			AND CASE TG_TABLE_NAME
				WHEN 'people' THEN NEW.id IN (d."delegator_id", d."delegate_id")
				WHEN 'role_grants' THEN d."role_grant_id" = NEW.id
				ELSE d."compartment_grant_id" = NEW.id
			END
		RETURNING d.*
	)
	INSERT INTO "person_events" ("id", "person_id", "kind", "data", "occurred_at")
	SELECT uuidv7(), concerned."id", 'delegation_ended', jsonb_strip_nulls(jsonb_build_object(
		'delegationId', e."id", 'fromName', f."name", 'toName', t."name", 'role', r."role", 'compartment', c."compartment",
		'serviceCode', r."service_code", 'areaName', a."name", 'siteName', s."name")), e."ended_at"
	FROM ended e
	JOIN "people" f ON f."id" = e."delegator_id"
	JOIN "people" t ON t."id" = e."delegate_id"
	LEFT JOIN "role_grants" r ON r."id" = e."role_grant_id"
	LEFT JOIN "compartment_grants" c ON c."id" = e."compartment_grant_id"
	LEFT JOIN "areas" a ON a."id" = r."area_id"
	LEFT JOIN "sites" s ON s."id" = coalesce(r."site_id", c."site_id")
	CROSS JOIN LATERAL (VALUES (f."id"), (t."id")) AS concerned ("id");
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "role_grants_end_delegations" AFTER UPDATE OF "ended_at" ON "role_grants" FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION "end_delegations_with_their_ground"();--> statement-breakpoint
CREATE TRIGGER "compartment_grants_end_delegations" AFTER UPDATE OF "ended_at" ON "compartment_grants" FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION "end_delegations_with_their_ground"();--> statement-breakpoint
CREATE TRIGGER "people_end_delegations" AFTER UPDATE OF "is_active" ON "people" FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION "end_delegations_with_their_ground"();
