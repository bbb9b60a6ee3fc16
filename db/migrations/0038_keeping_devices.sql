CREATE TABLE "device_carts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_disposal_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"disposal_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "device_disposal_events_kind" CHECK ("device_disposal_events"."kind" in ('begun','changed','added','removed','certified','done'))
);
--> statement-breakpoint
CREATE TABLE "device_disposal_items" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"disposal_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_plan_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "device_plan_events_subject" CHECK ("device_plan_events"."subject" in ('model','refresh_plan')),
	CONSTRAINT "device_plan_events_kind" CHECK ("device_plan_events"."kind" in ('added','changed','removed'))
);
--> statement-breakpoint
CREATE TABLE "device_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "device_assignments" DROP CONSTRAINT "device_assignments_one";--> statement-breakpoint
ALTER TABLE "device_models" ALTER COLUMN "price_cents" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD COLUMN "cart_id" uuid;--> statement-breakpoint
ALTER TABLE "device_disposals" ADD COLUMN "certificate_number" text;--> statement-breakpoint
ALTER TABLE "device_disposals" ADD COLUMN "disposed_on" date;--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "device_carts" ADD CONSTRAINT "device_carts_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_disposal_events" ADD CONSTRAINT "device_disposal_events_disposal_id_device_disposals_id_fk" FOREIGN KEY ("disposal_id") REFERENCES "public"."device_disposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_disposal_events" ADD CONSTRAINT "device_disposal_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_disposal_events" ADD CONSTRAINT "device_disposal_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_disposal_items" ADD CONSTRAINT "device_disposal_items_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_disposal_items" ADD CONSTRAINT "device_disposal_items_disposal_id_device_disposals_id_fk" FOREIGN KEY ("disposal_id") REFERENCES "public"."device_disposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_plan_events" ADD CONSTRAINT "device_plan_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_plan_events" ADD CONSTRAINT "device_plan_events_on_behalf_of_id_people_id_fk" FOREIGN KEY ("on_behalf_of_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_views" ADD CONSTRAINT "device_views_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "device_carts_once" ON "device_carts" USING btree ("site_id",lower("name"));--> statement-breakpoint
CREATE INDEX "device_disposal_events_disposal" ON "device_disposal_events" USING btree ("disposal_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "device_disposal_events_actor_id_index" ON "device_disposal_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "device_disposal_events_on_behalf_of_id_index" ON "device_disposal_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE INDEX "device_disposal_items_disposal_id_index" ON "device_disposal_items" USING btree ("disposal_id");--> statement-breakpoint
CREATE INDEX "device_plan_events_subject" ON "device_plan_events" USING btree ("subject_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "device_plan_events_actor_id_index" ON "device_plan_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "device_plan_events_on_behalf_of_id_index" ON "device_plan_events" USING btree ("on_behalf_of_id");--> statement-breakpoint
CREATE UNIQUE INDEX "device_views_once" ON "device_views" USING btree ("owner_id",lower("name"));--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_cart_id_device_carts_id_fk" FOREIGN KEY ("cart_id") REFERENCES "public"."device_carts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_assignments_cart_id_index" ON "device_assignments" USING btree ("cart_id") WHERE "device_assignments"."cart_id" is not null;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_one" CHECK (num_nonnulls("device_assignments"."student_id", "device_assignments"."person_id", "device_assignments"."room_id", "device_assignments"."cart_id") = 1);--> statement-breakpoint
ALTER TABLE "device_charge_lines" ADD CONSTRAINT "device_charge_lines_reason" CHECK ("device_charge_lines"."reason" is null or "device_charge_lines"."kind" in ('payment','refund'));--> statement-breakpoint
-- What a list from elsewhere did not say stood as nothing; nobody knew it.
UPDATE "device_models" SET "price_cents" = NULL WHERE "price_cents" = 0;--> statement-breakpoint
-- What may happen to a device, and what it is then. The same as in the API's rules; a test compares the two.
CREATE OR REPLACE FUNCTION "device_moves"() RETURNS TABLE ("kind" text, "from_status" text, "to_status" text) LANGUAGE sql IMMUTABLE AS $$
	WITH s AS (SELECT ARRAY['in_repair','vendor_repair','warranty_repair','awaiting_parts'] AS mending)
	SELECT 'receive', 'ordered', 'received'
	UNION ALL SELECT 'enroll', 'received', 'enrolled'
	UNION ALL SELECT 'stock', f, 'in_stock' FROM s, unnest(ARRAY['enrolled','recovered'] || mending) f
	UNION ALL SELECT 'assign', 'in_stock', 'assigned'
	UNION ALL SELECT 'lend', 'in_stock', 'on_loan'
	UNION ALL SELECT 'return', f, 'in_stock' FROM unnest(ARRAY['assigned','on_loan']) f
	UNION ALL SELECT 'repair', f, t FROM s, unnest(ARRAY['in_stock','assigned','recovered'] || mending) f, unnest(ARRAY['in_repair','vendor_repair','warranty_repair']) t WHERE f <> t
	UNION ALL SELECT 'await_parts', f, 'awaiting_parts' FROM unnest(ARRAY['in_repair','vendor_repair','warranty_repair']) f
	UNION ALL SELECT 'hand_back', f, 'assigned' FROM s, unnest(ARRAY['recovered'] || mending) f
	UNION ALL SELECT 'lose', f, 'lost' FROM s, unnest(ARRAY['in_stock','assigned','on_loan','recovered'] || mending) f
	UNION ALL SELECT 'steal', f, 'stolen' FROM s, unnest(ARRAY['in_stock','assigned','on_loan','lost','recovered'] || mending) f
	UNION ALL SELECT 'recover', f, 'recovered' FROM unnest(ARRAY['lost','stolen']) f
	UNION ALL SELECT 'release', f, f FROM s, unnest(ARRAY['lost','stolen','recovered'] || mending) f
	UNION ALL SELECT 'extend', 'on_loan', 'on_loan'
	UNION ALL SELECT 'retire', f, 'retired' FROM s, unnest(ARRAY['received','enrolled','in_stock','lost','stolen','recovered'] || mending) f
	UNION ALL SELECT k, 'retired', 'retired' FROM unnest(ARRAY['deprovision','wipe','harvest']) k
	UNION ALL SELECT 'dispose', 'retired', 'disposed'
	UNION ALL SELECT k, f, f FROM s, unnest(ARRAY['change','report']) k, unnest(ARRAY['ordered','received','enrolled','in_stock','assigned','on_loan','lost','stolen','recovered','retired'] || mending) f
$$;
--> statement-breakpoint
-- An event moves its device, under the device's lock, from where it is to where the move leads; what is no move is refused. The certificate of wiping is a file, or the number of one.
CREATE OR REPLACE FUNCTION "move_device"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	moved devices;
BEGIN
	SELECT * INTO moved FROM devices WHERE id = NEW.device_id FOR UPDATE;
	IF NEW.kind = 'register' THEN
		IF NEW.from_status IS NOT NULL OR NEW.to_status <> moved.status OR EXISTS (SELECT 1 FROM device_events WHERE device_id = NEW.device_id) THEN
			PERFORM refuse_device('device_events_move', 'A device is registered once, as its first event.', 'device_events');
		END IF;
		RETURN NEW;
	END IF;
	IF NEW.from_status IS DISTINCT FROM moved.status THEN
		PERFORM refuse_device('device_events_stale', 'The device is not where this move begins.', 'device_events');
	END IF;
	IF NOT EXISTS (SELECT 1 FROM device_moves() m WHERE m.kind = NEW.kind AND m.from_status = NEW.from_status AND m.to_status = NEW.to_status) THEN
		PERFORM refuse_device('device_events_move', 'A device in this state cannot be moved so.', 'device_events');
	END IF;
	IF NEW.kind = 'dispose' THEN
		IF moved.deprovisioned_at IS NULL OR moved.wiped_at IS NULL THEN
			PERFORM refuse_device('device_events_not_wiped', 'It is deprovisioned and wiped before it is disposed of.', 'device_events');
		END IF;
		IF NOT EXISTS (SELECT 1 FROM device_disposals WHERE id = NEW.disposal_id AND num_nonnulls(certificate_key, certificate_number) > 0) THEN
			PERFORM refuse_device('device_events_no_certificate', 'Nothing is disposed of without the certificate of its wiping.', 'device_events');
		END IF;
	END IF;
	UPDATE devices SET
		status = NEW.to_status,
		status_changed_at = CASE WHEN NEW.to_status = NEW.from_status THEN status_changed_at ELSE NEW.occurred_at END,
		deprovisioned_at = CASE WHEN NEW.kind = 'deprovision' THEN NEW.occurred_at ELSE deprovisioned_at END,
		wiped_at = CASE WHEN NEW.kind = 'wipe' THEN NEW.occurred_at ELSE wiped_at END,
		disposal_id = CASE WHEN NEW.kind = 'dispose' THEN NEW.disposal_id ELSE disposal_id END,
		version = version + 1,
		updated_at = coalesce(NEW.recorded_at, NEW.occurred_at)
	WHERE id = NEW.device_id;
	RETURN NEW;
END
$$;
--> statement-breakpoint
-- An assignment is opened by its own event, to somebody who is there, and once ended it stays.
CREATE OR REPLACE FUNCTION "keep_assignment"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	PERFORM 1 FROM devices WHERE id = NEW.device_id FOR UPDATE;
	IF TG_OP = 'INSERT' THEN
		IF NOT EXISTS (SELECT 1 FROM device_events e WHERE e.id = NEW.opened_by_event_id AND e.device_id = NEW.device_id
			AND e.kind = CASE NEW.kind WHEN 'loaner' THEN 'lend' ELSE 'assign' END
			AND e.student_id IS NOT DISTINCT FROM NEW.student_id AND e.person_id IS NOT DISTINCT FROM NEW.person_id) THEN
			PERFORM refuse_device('device_assignments_by_event', 'A device is given by an event that says so.', 'device_assignments');
		END IF;
		IF NEW.student_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM students WHERE id = NEW.student_id AND status = 'active' FOR SHARE) THEN
			PERFORM refuse_device('device_assignments_student_left', 'This student has left.', 'device_assignments');
		END IF;
	ELSIF OLD.ended_at IS NOT NULL OR (NEW.id, NEW.device_id, NEW.kind, NEW.student_id, NEW.person_id, NEW.room_id, NEW.cart_id, NEW.site_id, NEW.started_at, NEW.opened_by_event_id)
		IS DISTINCT FROM (OLD.id, OLD.device_id, OLD.kind, OLD.student_id, OLD.person_id, OLD.room_id, OLD.cart_id, OLD.site_id, OLD.started_at, OLD.opened_by_event_id) THEN
		PERFORM refuse_device('device_assignments_stays', 'What was given stays as it was; only its end is added.', 'device_assignments');
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
-- What devices left by stays as it was when they left.
CREATE FUNCTION "keep_disposal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.disposed_on IS NOT NULL THEN
		PERFORM refuse_device('device_disposals_stays', 'What was disposed of stays as it was.', 'device_disposals');
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "device_disposals_kept" BEFORE UPDATE ON "device_disposals" FOR EACH ROW EXECUTE FUNCTION "keep_disposal"();--> statement-breakpoint
-- Parts come out of what is no longer used, and go into one repair.
CREATE FUNCTION "keep_part"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		IF NOT EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND model_id = NEW.model_id AND status = 'retired' FOR UPDATE) THEN
			PERFORM refuse_device('harvested_parts_from', 'Parts are taken out of a retired device.', 'harvested_parts');
		END IF;
	ELSIF OLD.used_in_repair_id IS NOT NULL OR (NEW.id, NEW.device_id, NEW.model_id, NEW.kind, NEW.harvested_by_id, NEW.harvested_at)
		IS DISTINCT FROM (OLD.id, OLD.device_id, OLD.model_id, OLD.kind, OLD.harvested_by_id, OLD.harvested_at) THEN
		PERFORM refuse_device('harvested_parts_used_once', 'A part goes into one repair.', 'harvested_parts');
	END IF;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "harvested_parts_kept" BEFORE INSERT OR UPDATE ON "harvested_parts" FOR EACH ROW EXECUTE FUNCTION "keep_part"();--> statement-breakpoint
CREATE TRIGGER "device_disposal_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "device_disposal_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "device_plan_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "device_plan_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "device_disposal_events", "device_plan_events" FROM steward_app;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON "device_carts" FROM steward_app;
