-- What the migrations add up to, as the database itself tells it. Written by `pnpm generate`; the job queue's schema is its own affair.

create extension btree_gist;
create extension pg_trgm;

create sequence calendar_revisions_id_seq as bigint start 1 increment 1;
create sequence work_order_numbers as bigint start 1 increment 1;
grant usage on calendar_revisions_id_seq to steward_app;
grant usage on work_order_numbers to steward_app;

CREATE OR REPLACE FUNCTION public.check_holder()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
DECLARE
	now_is text;
	held text;
BEGIN
	SELECT status INTO now_is FROM devices WHERE id = NEW.device_id;
	SELECT kind INTO held FROM device_assignments WHERE device_id = NEW.device_id AND ended_at IS NULL;
	IF NOT (CASE
		WHEN now_is = 'assigned' THEN held IS NOT DISTINCT FROM 'primary'
		WHEN now_is = 'on_loan' THEN held IS NOT DISTINCT FROM 'loaner'
		WHEN now_is IN ('in_repair', 'vendor_repair', 'warranty_repair', 'awaiting_parts') THEN held IS NULL OR held = 'primary'
		WHEN now_is IN ('lost', 'stolen', 'recovered') THEN true
		ELSE held IS NULL END) THEN
		PERFORM refuse_device('devices_holder', 'Who holds the device does not go with what it is.', 'device_assignments');
	END IF;
	RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.device_moves()
 RETURNS TABLE(kind text, from_status text, to_status text)
 LANGUAGE sql
 IMMUTABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.end_delegations_with_their_ground()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.forget_device_file()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
	IF EXISTS (SELECT 1 FROM device_file_rows WHERE file_id = NEW.id AND num_nonnulls("values", "before") > 0) THEN
		RAISE EXCEPTION 'A file that is over keeps nothing of its rows but why they were refused.' USING ERRCODE = 'check_violation', CONSTRAINT = 'device_files_forgotten', TABLE = 'device_files';
	END IF;
	RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.hold_programme()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
	PERFORM 1 FROM programmes WHERE id = NEW.programme_id FOR UPDATE;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_approval()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.keep_as_asked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
DECLARE
	asked capital_requests;
	owner uuid;
BEGIN
	IF TG_TABLE_NAME = 'contract_lines' THEN
		SELECT request_id INTO owner FROM contracts WHERE id = NEW.contract_id;
		IF NOT EXISTS (SELECT 1 FROM contracts c JOIN capital_requests r ON r.id = c.request_id JOIN budget_lines b ON b.id = NEW.budget_line_id
			WHERE c.id = NEW.contract_id AND b.programme_id = r.programme_id) THEN
			PERFORM refuse_entry('ledger_other_programme', 'The line is of another programme.');
		END IF;
	ELSE
		owner := NEW.request_id;
	END IF;
	SELECT * INTO asked FROM capital_requests WHERE id = owner FOR SHARE;
	IF asked.state NOT IN ('waiting', 'disputed') THEN
		RAISE EXCEPTION 'What was decided stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_requests_stays', TABLE = 'capital_requests';
	END IF;
	IF TG_TABLE_NAME = 'change_order_lines' THEN
		IF NOT EXISTS (SELECT 1 FROM change_orders o JOIN contract_lines l ON l.contract_id = o.contract_id WHERE o.request_id = NEW.request_id AND l.id = NEW.contract_line_id) THEN
			PERFORM refuse_entry('ledger_other_line', 'The line is of another contract.');
		END IF;
	ELSIF TG_TABLE_NAME = 'invoice_lines' THEN
		IF NOT EXISTS (SELECT 1 FROM invoices i JOIN contract_lines l ON l.contract_id = i.contract_id WHERE i.request_id = NEW.request_id AND l.id = NEW.contract_line_id) THEN
			PERFORM refuse_entry('ledger_other_line', 'The line is of another contract.');
		END IF;
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_assignment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.keep_charges()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
DECLARE
	owed device_charge_lines;
	cap bigint;
	so_far bigint;
BEGIN
	PERFORM 1 FROM students WHERE id = NEW.student_id FOR UPDATE;
	IF NEW.kind = 'charge' THEN
		SELECT cap_cents INTO cap FROM charge_policies WHERE id = NEW.policy_id;
		SELECT coalesce(sum(amount_cents), 0) INTO so_far FROM device_charge_lines
			WHERE student_id = NEW.student_id AND school_year = NEW.school_year AND kind <> 'payment';
		IF so_far + NEW.amount_cents > cap THEN
			PERFORM refuse_device('device_charges_cap', 'That is more than a family is charged in a school year.', 'device_charge_lines');
		END IF;
		RETURN NEW;
	END IF;
	SELECT * INTO owed FROM device_charge_lines WHERE id = NEW.charge_id;
	IF owed.kind <> 'charge' OR (owed.student_id, owed.device_id, owed.school_year) IS DISTINCT FROM (NEW.student_id, NEW.device_id, NEW.school_year) THEN
		PERFORM refuse_device('device_charges_other', 'This belongs to another charge.', 'device_charge_lines');
	END IF;
	SELECT coalesce(sum(-amount_cents), 0) INTO so_far FROM device_charge_lines
		WHERE charge_id = owed.id AND (NEW.kind = 'payment' OR kind <> 'payment');
	IF so_far - NEW.amount_cents > owed.amount_cents THEN
		PERFORM refuse_device('device_charges_credit', 'That is more than is open of this charge.', 'device_charge_lines');
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_device()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
	IF TG_OP = 'INSERT' THEN
		IF NEW.status NOT IN ('ordered', 'received', 'enrolled', 'in_stock') OR num_nonnulls(NEW.deprovisioned_at, NEW.wiped_at, NEW.disposal_id) > 0 THEN
			PERFORM refuse_device('devices_by_events', 'A device begins as ordered, received, enrolled or in stock.', 'devices');
		END IF;
	ELSIF OLD.status = 'disposed' THEN
		PERFORM refuse_device('devices_disposed_stays', 'What was disposed of stays as it was.', 'devices');
	ELSIF pg_trigger_depth() < 2 AND (NEW.status, NEW.status_changed_at, NEW.deprovisioned_at, NEW.wiped_at, NEW.disposal_id)
		IS DISTINCT FROM (OLD.status, OLD.status_changed_at, OLD.deprovisioned_at, OLD.wiped_at, OLD.disposal_id) THEN
		PERFORM refuse_device('devices_by_events', 'The status of a device comes from its events.', 'devices');
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_disposal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
	IF OLD.disposed_on IS NOT NULL THEN
		PERFORM refuse_device('device_disposals_stays', 'What was disposed of stays as it was.', 'device_disposals');
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_duties_apart()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
DECLARE
	asker uuid;
BEGIN
	SELECT r.requested_by_id INTO asker FROM capital_approvals a JOIN capital_requests r ON r.id = a.request_id WHERE a.id = NEW.approval_id;
	IF asker IN (NEW.person_id, NEW.on_behalf_of_id) THEN
		RAISE EXCEPTION 'Who asked does not approve.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_decisions_duties_apart', TABLE = 'capital_decisions';
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.keep_network_dip()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
BEGIN
	IF (NEW.site_id, NEW.began_at, NEW.found_at) IS DISTINCT FROM (OLD.site_id, OLD.began_at, OLD.found_at)
		OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
		OR (OLD.state <> 'proposed' AND (NEW.state, NEW.work_order_id, NEW.decided_by_id, NEW.decided_at, NEW.reason) IS DISTINCT FROM (OLD.state, OLD.work_order_id, OLD.decided_by_id, OLD.decided_at, OLD.reason)) THEN
		RAISE EXCEPTION 'What was decided about a dip stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'network_dips_stays', TABLE = 'network_dips';
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_network_probe()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
BEGIN
	IF (NEW.id, NEW.site_id, NEW.secret_hash, NEW.created_by_id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.secret_hash, OLD.created_by_id, OLD.created_at)
		OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at, NEW.revoked_by_id, NEW.last_heard_at) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by_id, OLD.last_heard_at)) THEN
		RAISE EXCEPTION 'A probe stays what it is; make another.' USING ERRCODE = 'check_violation', CONSTRAINT = 'network_probes_stays', TABLE = 'network_probes';
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.keep_proposal()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
BEGIN
	IF OLD.state IN ('decided', 'withdrawn') THEN
		RAISE EXCEPTION 'What was decided stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'proposals_stays', TABLE = 'proposals';
	END IF;
	IF OLD.state <> 'draft' AND (NEW.programme_id, NEW.number, NEW.site_id, NEW.title, NEW.summary, NEW.cost_cents, NEW.points, NEW.score_basis, NEW.is_security, NEW.proposed_by_id, NEW.published_at)
		IS DISTINCT FROM (OLD.programme_id, OLD.number, OLD.site_id, OLD.title, OLD.summary, OLD.cost_cents, OLD.points, OLD.score_basis, OLD.is_security, OLD.proposed_by_id, OLD.published_at) THEN
		RAISE EXCEPTION 'What was published is not changed: withdraw it and propose anew.' USING ERRCODE = 'check_violation', CONSTRAINT = 'proposals_as_published', TABLE = 'proposals';
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_reconciled()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
	IF OLD.reconciled_on IS NOT NULL AND (NEW.reconciled_on IS NULL OR NEW.reconciled_on < OLD.reconciled_on) THEN
		RAISE EXCEPTION 'The day of the last full match never goes back.' USING ERRCODE = 'check_violation', CONSTRAINT = 'programmes_reconciled', TABLE = 'programmes';
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.keep_sum_asked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
DECLARE
	total bigint;
BEGIN
	total := CASE NEW.kind
		WHEN 'transfer' THEN (SELECT amount_cents FROM transfers WHERE request_id = NEW.id)
		WHEN 'contract' THEN (SELECT CASE WHEN c.under_contract_id IS NOT NULL THEN NEW.amount_cents ELSE (SELECT sum(original_cents) FROM contract_lines WHERE contract_id = c.id) END FROM contracts c WHERE c.request_id = NEW.id)
		WHEN 'change_order' THEN (SELECT sum(amount_cents) FROM change_order_lines WHERE request_id = NEW.id)
		ELSE (SELECT sum(amount_cents) FROM invoice_lines WHERE request_id = NEW.id) END;
	IF total IS DISTINCT FROM NEW.amount_cents THEN
		RAISE EXCEPTION 'Its lines do not add up to what is asked for.' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_requests_sum', TABLE = 'capital_requests';
	END IF;
	RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.move_device()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.note_for_outbox()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
BEGIN
	INSERT INTO notice_outbox (event_id) VALUES (NEW.id);
	RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.note_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
	IF coalesce(current_setting('steward.noted_' || TG_ARGV[0], true), '') <> 'yes' THEN
		UPDATE versions SET version = gen_random_uuid() WHERE name = TG_ARGV[0];
		PERFORM set_config('steward.noted_' || TG_ARGV[0], 'yes', true);
	END IF;
	RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
	RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'object_not_in_prerequisite_state';
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_device(rule text, why text, of_table text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
	RAISE EXCEPTION '%', why USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = of_table;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_entry(rule text, why text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
	RAISE EXCEPTION '%', why USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = 'ledger_entries';
END
$function$;

CREATE OR REPLACE FUNCTION public.survey_answered_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.has_answered AND NOT NEW.has_answered OR (OLD.survey_id, OLD.person_id) IS DISTINCT FROM (NEW.survey_id, NEW.person_id) THEN
    RAISE EXCEPTION 'Who has answered has answered.' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.survey_takes_ballot()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT EXISTS (SELECT FROM surveys WHERE id = NEW.survey_id AND state = 'open') THEN
    RAISE EXCEPTION 'The survey is not open.' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.survey_words_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (OLD.survey_id, OLD.service_code, OLD.body) IS DISTINCT FROM (NEW.survey_id, NEW.service_code, NEW.body) THEN
    RAISE EXCEPTION 'A comment is published or withheld, never rewritten.' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NEW;
END $function$;

create table absences (
  id uuid not null,
  person_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  created_at timestamp with time zone not null,
  created_by_id uuid not null,
  ended_at timestamp with time zone,
  constraint absences_pkey PRIMARY KEY (id),
  constraint absences_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint absences_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint absences_days CHECK ((starts_on < ends_on))
);
CREATE INDEX absences_created_by_id_index ON public.absences USING btree (created_by_id);
CREATE INDEX absences_person_id_starts_on_index ON public.absences USING btree (person_id, starts_on);
grant insert, select, update on absences to steward_app;

create table accounts (
  id uuid not null,
  person_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint accounts_pkey PRIMARY KEY (id),
  constraint "accounts_providerId_accountId_unique" UNIQUE (provider_id, account_id),
  constraint accounts_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX accounts_person_id_index ON public.accounts USING btree (person_id);
grant delete, insert, select, update on accounts to steward_app;

create table api_tokens (
  id uuid not null,
  person_id uuid not null,
  name text not null,
  secret_hash text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by_id uuid,
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_secret UNIQUE (secret_hash),
  constraint api_tokens_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint api_tokens_revoked_by_id_people_id_fk FOREIGN KEY (revoked_by_id) REFERENCES people(id),
  constraint api_tokens_expire CHECK (((expires_at > created_at) AND (expires_at <= (created_at + '367 days'::interval)))),
  constraint api_tokens_scopes CHECK ((cardinality(scopes) > 0))
);
CREATE INDEX api_tokens_person_id_index ON public.api_tokens USING btree (person_id);
CREATE INDEX api_tokens_revoked_by_id_index ON public.api_tokens USING btree (revoked_by_id);
grant delete, insert, select, update on api_tokens to steward_app;

create table approval_decisions (
  id uuid not null,
  approval_id uuid not null,
  person_id uuid not null,
  on_behalf_of_id uuid,
  decision text not null,
  words text,
  via text not null,
  decided_at timestamp with time zone not null,
  constraint approval_decisions_pkey PRIMARY KEY (id),
  constraint approval_decisions_once UNIQUE (approval_id),
  constraint approval_decisions_approval_id_approvals_id_fk FOREIGN KEY (approval_id) REFERENCES approvals(id),
  constraint approval_decisions_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint approval_decisions_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint approval_decisions_decision CHECK ((decision = ANY (ARRAY['approve'::text, 'decline'::text]))),
  constraint approval_decisions_declined CHECK (((decision <> 'decline'::text) OR (words IS NOT NULL))),
  constraint approval_decisions_via CHECK ((via = ANY (ARRAY['portal'::text, 'link'::text])))
);
CREATE INDEX approval_decisions_on_behalf_of_id_index ON public.approval_decisions USING btree (on_behalf_of_id);
CREATE INDEX approval_decisions_person_id_decided_at_index ON public.approval_decisions USING btree (person_id, decided_at);
CREATE TRIGGER approval_decisions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on approval_decisions to steward_app;

create table approval_ladders (
  kind text not null,
  "position" integer not null,
  from_cents bigint not null,
  from_ratio double precision,
  roles text[] not null,
  version integer not null default 1,
  constraint approval_ladders_kind_position_pk PRIMARY KEY (kind, "position"),
  constraint approval_ladders_from CHECK (((from_cents >= 0) AND ((from_ratio IS NULL) OR (from_ratio >= (0)::double precision)))),
  constraint approval_ladders_kind CHECK ((kind = ANY (ARRAY['transfer'::text, 'contract'::text, 'change_order'::text, 'invoice'::text])))
);
grant delete, insert, select, update on approval_ladders to steward_app;

create table approval_links (
  id uuid not null,
  approval_id uuid not null,
  person_id uuid not null,
  secret_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint approval_links_pkey PRIMARY KEY (id),
  constraint approval_links_secret UNIQUE (secret_hash),
  constraint approval_links_approval_id_approvals_id_fk FOREIGN KEY (approval_id) REFERENCES approvals(id),
  constraint approval_links_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX approval_links_approval_id_index ON public.approval_links USING btree (approval_id);
CREATE INDEX approval_links_person_id_index ON public.approval_links USING btree (person_id);
grant delete, insert, select, update on approval_links to steward_app;

create table approval_policies (
  id uuid not null,
  name text not null,
  service_code text not null,
  request_type_id uuid,
  condition text not null,
  threshold_cents bigint,
  amount_key text,
  steps jsonb not null,
  is_active boolean not null default true,
  version integer not null default 1,
  constraint approval_policies_pkey PRIMARY KEY (id),
  constraint approval_policies_request_type_id_request_types_id_fk FOREIGN KEY (request_type_id) REFERENCES request_types(id),
  constraint approval_policies_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint approval_policies_condition CHECK (
CASE condition
    WHEN 'always'::text THEN ((threshold_cents IS NULL) AND (amount_key IS NULL))
    WHEN 'amount'::text THEN (threshold_cents > 0)
    ELSE false
END)
);
CREATE INDEX approval_policies_request_type_id_index ON public.approval_policies USING btree (request_type_id);
CREATE INDEX approval_policies_service_code_index ON public.approval_policies USING btree (service_code);
CREATE CONSTRAINT TRIGGER approval_policies_version AFTER INSERT OR DELETE OR UPDATE ON public.approval_policies DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant insert, select, update on approval_policies to steward_app;

create table approvals (
  id uuid not null,
  work_order_id uuid not null,
  policy_id uuid not null,
  policy_version integer not null,
  cause text not null,
  "position" integer not null,
  step jsonb not null,
  amount_cents bigint,
  state text not null,
  opened_at timestamp with time zone,
  reminders integer not null default 0,
  next_reminder_at timestamp with time zone,
  version integer not null default 1,
  constraint approvals_pkey PRIMARY KEY (id),
  constraint approvals_position UNIQUE (work_order_id, "position"),
  constraint approvals_policy_id_approval_policies_id_fk FOREIGN KEY (policy_id) REFERENCES approval_policies(id),
  constraint approvals_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint approvals_cause CHECK ((cause = ANY (ARRAY['asked'::text, 'cost'::text]))),
  constraint approvals_state CHECK ((state = ANY (ARRAY['later'::text, 'open'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX approvals_next_reminder ON public.approvals USING btree (next_reminder_at) WHERE ((state = 'open'::text) AND (next_reminder_at IS NOT NULL));
CREATE INDEX approvals_open ON public.approvals USING btree (opened_at, id) WHERE (state = 'open'::text);
CREATE INDEX approvals_policy_id_index ON public.approvals USING btree (policy_id);
grant insert, select, update on approvals to steward_app;

create table areas (
  id uuid not null,
  code text not null,
  name text not null,
  constraint areas_pkey PRIMARY KEY (id),
  constraint areas_code_unique UNIQUE (code)
);
CREATE CONSTRAINT TRIGGER areas_version AFTER INSERT OR DELETE OR UPDATE ON public.areas DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on areas to steward_app;

create table assessed_needs (
  structure_id uuid not null,
  year integer not null,
  assessment_id uuid not null,
  need_ratio double precision not null,
  constraint assessed_needs_structure_id_year_pk PRIMARY KEY (structure_id, year),
  constraint assessed_needs_assessment_id_assessments_id_fk FOREIGN KEY (assessment_id) REFERENCES assessments(id),
  constraint assessed_needs_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint assessed_needs_ratio CHECK ((need_ratio >= (0)::double precision))
);
CREATE INDEX assessed_needs_assessment_id_index ON public.assessed_needs USING btree (assessment_id);
grant delete, insert, select, update on assessed_needs to steward_app;

create table assessed_systems (
  structure_id uuid not null,
  system_code text not null,
  assessment_id uuid not null,
  rating text not null,
  constraint assessed_systems_structure_id_system_code_pk PRIMARY KEY (structure_id, system_code),
  constraint assessed_systems_assessment_id_assessments_id_fk FOREIGN KEY (assessment_id) REFERENCES assessments(id),
  constraint assessed_systems_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint assessed_systems_system_code_building_systems_code_fk FOREIGN KEY (system_code) REFERENCES building_systems(code),
  constraint assessed_systems_rating CHECK ((rating = ANY (ARRAY['good'::text, 'fair'::text, 'poor'::text, 'unsatisfactory'::text, 'not_applicable'::text])))
);
CREATE INDEX assessed_systems_assessment_id_index ON public.assessed_systems USING btree (assessment_id);
CREATE INDEX assessed_systems_system_code_index ON public.assessed_systems USING btree (system_code);
grant delete, insert, select, update on assessed_systems to steward_app;

create table assessments (
  id uuid not null,
  portfolio_id uuid not null,
  assessor text not null,
  assessed_on date not null,
  file_name text,
  file_digest text,
  created_by_id uuid,
  created_at timestamp with time zone not null,
  constraint assessments_pkey PRIMARY KEY (id),
  constraint assessments_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint assessments_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id)
);
CREATE INDEX assessments_created_by_id_index ON public.assessments USING btree (created_by_id);
CREATE INDEX assessments_portfolio_id_index ON public.assessments USING btree (portfolio_id);
grant delete, insert, select, update on assessments to steward_app;

create table asset_classes (
  code text not null,
  name_en text not null,
  name_es text not null,
  life_years integer,
  line_kinds text[] not null,
  version integer not null default 1,
  constraint asset_classes_pkey PRIMARY KEY (code),
  constraint asset_classes_life CHECK (((life_years >= 1) AND (life_years <= 100)))
);
grant insert, select, update on asset_classes to steward_app;

create table attachments (
  id uuid not null,
  work_order_id uuid,
  uploaded_by_id uuid not null,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  width_px integer,
  height_px integer,
  storage_key text not null,
  thumbnail_key text,
  is_internal boolean not null default false,
  created_at timestamp with time zone not null,
  is_kept boolean not null default false,
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_uploaded_by_id_people_id_fk FOREIGN KEY (uploaded_by_id) REFERENCES people(id),
  constraint attachments_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id)
);
CREATE INDEX attachments_uploaded_by_id_index ON public.attachments USING btree (uploaded_by_id);
CREATE INDEX attachments_work_order_id_created_at_index ON public.attachments USING btree (work_order_id, created_at);
grant delete, insert, select, update on attachments to steward_app;

create table bandwidth_measurements (
  id uuid not null,
  site_id uuid not null,
  direction text not null,
  source text not null,
  measured_at timestamp with time zone not null,
  num_bytes bigint not null,
  elapsed_us bigint not null,
  mbps double precision not null generated always as ((((8)::double precision * (num_bytes)::double precision) / (elapsed_us)::double precision)),
  person_id uuid,
  probe_id uuid,
  ticket_id uuid,
  is_demonstration boolean not null default false,
  constraint bandwidth_measurements_pkey PRIMARY KEY (id),
  constraint bandwidth_measurements_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint bandwidth_measurements_probe_id_network_probes_id_fk FOREIGN KEY (probe_id) REFERENCES network_probes(id),
  constraint bandwidth_measurements_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint bandwidth_measurements_counts CHECK (((num_bytes >= 0) AND (elapsed_us > 0))),
  constraint bandwidth_measurements_direction CHECK ((direction = ANY (ARRAY['download'::text, 'upload'::text]))),
  constraint bandwidth_measurements_source CHECK ((is_demonstration OR ((source = 'browser'::text) AND (person_id IS NOT NULL) AND (probe_id IS NULL)) OR ((source = 'probe'::text) AND (probe_id IS NOT NULL) AND (person_id IS NULL)))),
  constraint bandwidth_measurements_source_known CHECK ((source = ANY (ARRAY['browser'::text, 'probe'::text])))
);
CREATE INDEX bandwidth_measurements_person ON public.bandwidth_measurements USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX bandwidth_measurements_probe ON public.bandwidth_measurements USING btree (probe_id) WHERE (probe_id IS NOT NULL);
CREATE INDEX bandwidth_measurements_site_id_direction_measured_at_index ON public.bandwidth_measurements USING btree (site_id, direction, measured_at);
CREATE UNIQUE INDEX bandwidth_measurements_ticket ON public.bandwidth_measurements USING btree (ticket_id, direction) WHERE (ticket_id IS NOT NULL);
CREATE TRIGGER bandwidth_measurements_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bandwidth_measurements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on bandwidth_measurements to steward_app;

create table bandwidth_targets (
  id uuid not null,
  code text not null,
  year integer not null,
  per text not null,
  kbps double precision not null,
  name_en text not null,
  name_es text not null,
  source text not null,
  version integer not null default 1,
  constraint bandwidth_targets_pkey PRIMARY KEY (id),
  constraint bandwidth_targets_year UNIQUE (code, year),
  constraint bandwidth_targets_kbps CHECK ((kbps > (0)::double precision)),
  constraint bandwidth_targets_of CHECK (((year >= 1990) AND (year <= 2100))),
  constraint bandwidth_targets_per CHECK ((per = ANY (ARRAY['student'::text, 'user'::text])))
);
grant insert, select, update on bandwidth_targets to steward_app;

create table baseline_lines (
  baseline_id uuid not null,
  budget_line_id uuid not null,
  amount_cents bigint not null,
  constraint baseline_lines_baseline_id_budget_line_id_pk PRIMARY KEY (baseline_id, budget_line_id),
  constraint baseline_lines_baseline_id_baselines_id_fk FOREIGN KEY (baseline_id) REFERENCES baselines(id),
  constraint baseline_lines_budget_line_id_budget_lines_id_fk FOREIGN KEY (budget_line_id) REFERENCES budget_lines(id),
  constraint baseline_lines_amount CHECK ((amount_cents >= 0))
);
CREATE INDEX baseline_lines_budget_line_id_index ON public.baseline_lines USING btree (budget_line_id);
CREATE TRIGGER baseline_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.baseline_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on baseline_lines to steward_app;

create table baselines (
  id uuid not null,
  programme_id uuid not null,
  number integer not null,
  name text not null,
  adopted_on date not null,
  document_id uuid,
  no_document_reason text,
  created_by_id uuid,
  created_at timestamp with time zone not null,
  constraint baselines_pkey PRIMARY KEY (id),
  constraint baselines_number UNIQUE (programme_id, number),
  constraint baselines_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint baselines_document_id_capital_documents_id_fk FOREIGN KEY (document_id) REFERENCES capital_documents(id),
  constraint baselines_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint baselines_rests CHECK ((num_nonnulls(document_id, no_document_reason) = 1))
);
CREATE INDEX baselines_created_by_id_index ON public.baselines USING btree (created_by_id);
CREATE INDEX baselines_document_id_index ON public.baselines USING btree (document_id);
CREATE TRIGGER baselines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.baselines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on baselines to steward_app;

create table bids (
  procurement_id uuid not null,
  vendor_id uuid not null,
  amount_cents bigint not null,
  is_responsive boolean not null default true,
  points double precision,
  note text,
  constraint bids_procurement_id_vendor_id_pk PRIMARY KEY (procurement_id, vendor_id),
  constraint bids_procurement_id_procurements_id_fk FOREIGN KEY (procurement_id) REFERENCES procurements(id),
  constraint bids_vendor_id_vendors_id_fk FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint bids_amount CHECK ((amount_cents >= 0))
);
CREATE INDEX bids_vendor_id_index ON public.bids USING btree (vendor_id);
grant delete, insert, select, update on bids to steward_app;

create table board_packets (
  id uuid not null,
  subscription_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  period text not null,
  sent_by_id uuid,
  as_of_on date not null,
  since_on date not null,
  language text not null,
  storage_key text not null,
  file_name text not null,
  size_bytes integer not null,
  created_at timestamp with time zone not null,
  constraint board_packets_pkey PRIMARY KEY (id),
  constraint board_packets_period UNIQUE (subscription_id, period),
  constraint board_packets_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint board_packets_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint board_packets_sent_by_id_people_id_fk FOREIGN KEY (sent_by_id) REFERENCES people(id),
  constraint board_packets_subscription_id_packet_subscriptions_id_fk FOREIGN KEY (subscription_id) REFERENCES packet_subscriptions(id)
);
CREATE INDEX board_packets_person_id_index ON public.board_packets USING btree (person_id);
CREATE INDEX board_packets_programme_id_created_at_index ON public.board_packets USING btree (programme_id, created_at);
CREATE INDEX board_packets_sent_by_id_index ON public.board_packets USING btree (sent_by_id);
CREATE TRIGGER board_packets_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.board_packets FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on board_packets to steward_app;

create table budget_lines (
  id uuid not null,
  programme_id uuid not null,
  source_id uuid not null,
  project_id uuid,
  kind text not null,
  name text not null,
  account text not null,
  revenue_cents bigint not null default 0,
  baseline_cents bigint not null default 0,
  transferred_in_cents bigint not null default 0,
  transferred_out_cents bigint not null default 0,
  budget_cents bigint not null generated always as ((((revenue_cents + baseline_cents) + transferred_in_cents) - transferred_out_cents)),
  committed_cents bigint not null default 0,
  expended_cents bigint not null default 0,
  retainage_cents bigint not null default 0,
  paid_cents bigint not null default 0,
  to_commit_cents bigint not null default 0,
  version integer not null default 1,
  constraint budget_lines_pkey PRIMARY KEY (id),
  constraint budget_lines_account UNIQUE (programme_id, source_id, account),
  constraint budget_lines_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint budget_lines_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint budget_lines_source_id_funding_sources_id_fk FOREIGN KEY (source_id) REFERENCES funding_sources(id),
  constraint budget_lines_account_form CHECK ((account ~ '^[0-9]{2}-[0-9]{3}-[0-9]{2}-[0-9]{4}-[0-9]{4}-[0-9]{3}-[0-9]{4}$'::text)),
  constraint budget_lines_budget CHECK (((((revenue_cents + baseline_cents) + transferred_in_cents) - transferred_out_cents) >= 0)),
  constraint budget_lines_committed CHECK ((committed_cents <= (((revenue_cents + baseline_cents) + transferred_in_cents) - transferred_out_cents))),
  constraint budget_lines_expended CHECK (((expended_cents >= 0) AND (expended_cents <= committed_cents))),
  constraint budget_lines_kind CHECK ((kind = ANY (ARRAY['unallocated'::text, 'contingency'::text, 'charter'::text, 'design'::text, 'construction'::text, 'equipment'::text, 'owner_costs'::text, 'other'::text]))),
  constraint budget_lines_moved CHECK (((revenue_cents >= 0) AND (transferred_in_cents >= 0) AND (transferred_out_cents >= 0))),
  constraint budget_lines_paid CHECK (((paid_cents >= 0) AND (paid_cents <= (expended_cents - retainage_cents)))),
  constraint budget_lines_retainage CHECK (((retainage_cents >= 0) AND ((retainage_cents * 20) <= expended_cents))),
  constraint budget_lines_to_commit CHECK ((to_commit_cents >= 0)),
  constraint budget_lines_unallocated CHECK (
CASE
    WHEN (kind = 'unallocated'::text) THEN ((project_id IS NULL) AND (baseline_cents <= 0))
    ELSE ((revenue_cents = 0) AND (baseline_cents >= 0))
END)
);
CREATE INDEX budget_lines_programme_id_project_id_index ON public.budget_lines USING btree (programme_id, project_id);
CREATE INDEX budget_lines_project_id_index ON public.budget_lines USING btree (project_id);
CREATE INDEX budget_lines_source_id_index ON public.budget_lines USING btree (source_id);
CREATE UNIQUE INDEX budget_lines_one_unallocated ON public.budget_lines USING btree (source_id) WHERE (kind = 'unallocated'::text);
grant select on budget_lines to steward_app;

create table building_systems (
  code text not null,
  scheme text not null default 'UNIFORMAT II (ASTM E1557)'::text,
  level integer not null,
  name text not null,
  name_es text,
  constraint building_systems_pkey PRIMARY KEY (code),
  constraint building_systems_level CHECK (((level >= 1) AND (level <= 3)))
);
grant insert, select, update on building_systems to steward_app;

create table buildings (
  id uuid not null,
  site_id uuid not null,
  code text not null,
  name text not null,
  "position" integer not null,
  constraint buildings_pkey PRIMARY KEY (id),
  constraint "buildings_siteId_code_unique" UNIQUE (site_id, code),
  constraint buildings_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE CONSTRAINT TRIGGER buildings_version AFTER INSERT OR DELETE OR UPDATE ON public.buildings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on buildings to steward_app;

create table bulk_change_orders (
  bulk_change_id uuid not null,
  work_order_id uuid not null,
  "position" integer not null,
  seen_version integer not null,
  outcome text not null,
  code text,
  why text,
  before jsonb,
  after jsonb,
  constraint bulk_change_orders_bulk_change_id_work_order_id_pk PRIMARY KEY (bulk_change_id, work_order_id),
  constraint bulk_change_orders_bulk_change_id_bulk_changes_id_fk FOREIGN KEY (bulk_change_id) REFERENCES bulk_changes(id) ON DELETE CASCADE,
  constraint bulk_change_orders_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint bulk_change_orders_outcome CHECK ((outcome = ANY (ARRAY['waiting'::text, 'changed'::text, 'unchanged'::text, 'refused'::text, 'skipped'::text, 'undone'::text, 'kept'::text])))
);
CREATE INDEX bulk_change_orders_next ON public.bulk_change_orders USING btree (bulk_change_id, outcome, "position");
CREATE INDEX bulk_change_orders_work_order_id_index ON public.bulk_change_orders USING btree (work_order_id);
grant delete, insert, select, update on bulk_change_orders to steward_app;

create table bulk_changes (
  id uuid not null,
  by_id uuid not null,
  change jsonb not null,
  state text not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint bulk_changes_pkey PRIMARY KEY (id),
  constraint bulk_changes_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint bulk_changes_finished CHECK (((state = 'done'::text) <= (finished_at IS NOT NULL))),
  constraint bulk_changes_state CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX bulk_changes_by_id_created_at_index ON public.bulk_changes USING btree (by_id, created_at);
CREATE INDEX bulk_changes_waiting ON public.bulk_changes USING btree (created_at) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));
grant delete, insert, select, update on bulk_changes to steward_app;

create table calendar_revisions (
  id bigint not null,
  calendar_code text not null,
  content jsonb not null,
  why text not null,
  changed_by_id uuid,
  changed_at timestamp with time zone not null,
  constraint calendar_revisions_pkey PRIMARY KEY (id),
  constraint calendar_revisions_calendar_code_calendars_code_fk FOREIGN KEY (calendar_code) REFERENCES calendars(code),
  constraint calendar_revisions_changed_by_id_people_id_fk FOREIGN KEY (changed_by_id) REFERENCES people(id)
);
CREATE INDEX calendar_revisions_calendar_code_id_index ON public.calendar_revisions USING btree (calendar_code, id);
CREATE INDEX calendar_revisions_changed_by_id_index ON public.calendar_revisions USING btree (changed_by_id);
CREATE CONSTRAINT TRIGGER calendar_revisions_version AFTER INSERT ON public.calendar_revisions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
CREATE TRIGGER calendar_revisions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.calendar_revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on calendar_revisions to steward_app;

create table calendars (
  code text not null,
  name_en text not null,
  name_es text not null,
  constraint calendars_pkey PRIMARY KEY (code)
);
grant delete, insert, select, update on calendars to steward_app;

create table capital_approval_links (
  id uuid not null,
  approval_id uuid not null,
  person_id uuid not null,
  secret_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint capital_approval_links_pkey PRIMARY KEY (id),
  constraint capital_approval_links_secret UNIQUE (secret_hash),
  constraint capital_approval_links_approval_id_capital_approvals_id_fk FOREIGN KEY (approval_id) REFERENCES capital_approvals(id),
  constraint capital_approval_links_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX capital_approval_links_approval_id_index ON public.capital_approval_links USING btree (approval_id);
CREATE INDEX capital_approval_links_person_id_index ON public.capital_approval_links USING btree (person_id);
grant insert, select, update on capital_approval_links to steward_app;

create table capital_approvals (
  id uuid not null,
  request_id uuid not null,
  "position" integer not null,
  roles text[] not null,
  state text not null,
  opened_at timestamp with time zone,
  reminders integer not null default 0,
  next_reminder_at timestamp with time zone,
  version integer not null default 1,
  constraint capital_approvals_pkey PRIMARY KEY (id),
  constraint capital_approvals_position UNIQUE (request_id, "position"),
  constraint capital_approvals_request_id_capital_requests_id_fk FOREIGN KEY (request_id) REFERENCES capital_requests(id),
  constraint capital_approvals_state CHECK ((state = ANY (ARRAY['later'::text, 'open'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX capital_approvals_next_reminder ON public.capital_approvals USING btree (next_reminder_at) WHERE ((state = 'open'::text) AND (next_reminder_at IS NOT NULL));
CREATE INDEX capital_approvals_open ON public.capital_approvals USING btree (opened_at, id) WHERE (state = 'open'::text);
grant insert, select, update on capital_approvals to steward_app;

create table capital_decisions (
  id uuid not null,
  approval_id uuid not null,
  person_id uuid not null,
  on_behalf_of_id uuid,
  decision text not null,
  words text,
  decided_at timestamp with time zone not null,
  via text not null default 'portal'::text,
  constraint capital_decisions_pkey PRIMARY KEY (id),
  constraint capital_decisions_once UNIQUE (approval_id),
  constraint capital_decisions_approval_id_capital_approvals_id_fk FOREIGN KEY (approval_id) REFERENCES capital_approvals(id),
  constraint capital_decisions_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint capital_decisions_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint capital_decisions_decision CHECK ((decision = ANY (ARRAY['approve'::text, 'decline'::text]))),
  constraint capital_decisions_declined CHECK (((decision <> 'decline'::text) OR (words IS NOT NULL))),
  constraint capital_decisions_via CHECK ((via = ANY (ARRAY['portal'::text, 'link'::text])))
);
CREATE INDEX capital_decisions_on_behalf_of_id_index ON public.capital_decisions USING btree (on_behalf_of_id);
CREATE INDEX capital_decisions_person_id_decided_at_index ON public.capital_decisions USING btree (person_id, decided_at);
CREATE TRIGGER capital_decisions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.capital_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER capital_decisions_duties_apart BEFORE INSERT ON public.capital_decisions FOR EACH ROW EXECUTE FUNCTION keep_duties_apart();
grant insert, select on capital_decisions to steward_app;

create table capital_documents (
  id uuid not null,
  programme_id uuid not null,
  project_id uuid,
  kind text not null,
  title text not null,
  attachment_id uuid,
  reference text,
  is_public boolean not null default false,
  added_by_id uuid,
  added_at timestamp with time zone not null,
  constraint capital_documents_pkey PRIMARY KEY (id),
  constraint capital_documents_added_by_id_people_id_fk FOREIGN KEY (added_by_id) REFERENCES people(id),
  constraint capital_documents_attachment_id_attachments_id_fk FOREIGN KEY (attachment_id) REFERENCES attachments(id),
  constraint capital_documents_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint capital_documents_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint capital_documents_kind CHECK ((kind = ANY (ARRAY['board_item'::text, 'contract'::text, 'change_order'::text, 'invoice'::text, 'bid'::text, 'tabulation'::text, 'justification'::text, 'photo'::text, 'statement'::text, 'other'::text]))),
  constraint capital_documents_where CHECK ((num_nonnulls(attachment_id, reference) >= 1))
);
CREATE INDEX capital_documents_added_by_id_index ON public.capital_documents USING btree (added_by_id);
CREATE INDEX capital_documents_attachment_id_index ON public.capital_documents USING btree (attachment_id);
CREATE INDEX capital_documents_programme_id_index ON public.capital_documents USING btree (programme_id);
CREATE INDEX capital_documents_project_id_index ON public.capital_documents USING btree (project_id);
grant insert, select, update on capital_documents to steward_app;

create table capital_events (
  id uuid not null,
  programme_id uuid not null,
  project_id uuid,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint capital_events_pkey PRIMARY KEY (id),
  constraint capital_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint capital_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint capital_events_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint capital_events_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id)
);
CREATE INDEX capital_events_actor_id_index ON public.capital_events USING btree (actor_id);
CREATE INDEX capital_events_on_behalf_of_id_index ON public.capital_events USING btree (on_behalf_of_id);
CREATE INDEX capital_events_programme_id_occurred_at_id_index ON public.capital_events USING btree (programme_id, occurred_at, id);
CREATE INDEX capital_events_project_id_occurred_at_id_index ON public.capital_events USING btree (project_id, occurred_at, id);
CREATE TRIGGER capital_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.capital_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on capital_events to steward_app;

create table capital_file_mappings (
  id uuid not null,
  kind text not null,
  name text not null,
  headings_digest text not null,
  columns jsonb not null,
  by_id uuid,
  saved_at timestamp with time zone not null,
  constraint capital_file_mappings_pkey PRIMARY KEY (id),
  constraint capital_file_mappings_name UNIQUE (kind, name),
  constraint capital_file_mappings_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint capital_file_mappings_kind CHECK ((kind = ANY (ARRAY['actuals'::text, 'purchase_orders'::text, 'vendors'::text])))
);
CREATE INDEX capital_file_mappings_by_id_index ON public.capital_file_mappings USING btree (by_id);
CREATE INDEX capital_file_mappings_kind_headings_digest_index ON public.capital_file_mappings USING btree (kind, headings_digest);
grant delete, insert, select, update on capital_file_mappings to steward_app;

create table capital_files (
  id uuid not null,
  programme_id uuid not null,
  kind text not null,
  file_name text not null,
  file_digest text not null,
  size_bytes bigint not null,
  storage_key text,
  as_of_on date not null,
  format jsonb not null,
  mapping jsonb not null,
  state text not null,
  failure text,
  rows_read integer not null default 0,
  loaded_row integer not null default 0,
  done_ratio double precision not null default 0,
  summary jsonb,
  brought_by text not null,
  folder_mark text,
  by_id uuid,
  lease_id uuid,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  version integer not null default 1,
  constraint capital_files_pkey PRIMARY KEY (id),
  constraint capital_files_folder_mark UNIQUE (folder_mark),
  constraint capital_files_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint capital_files_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint capital_files_by CHECK ((brought_by = ANY (ARRAY['upload'::text, 'folder'::text, 'source'::text]))),
  constraint capital_files_done CHECK (((done_ratio >= (0)::double precision) AND (done_ratio <= (1)::double precision))),
  constraint capital_files_kind CHECK ((kind = ANY (ARRAY['projects'::text, 'actuals'::text, 'purchase_orders'::text, 'vendors'::text]))),
  constraint capital_files_state CHECK ((state = ANY (ARRAY['receiving'::text, 'mapping'::text, 'reading'::text, 'loading'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX capital_files_by_id_index ON public.capital_files USING btree (by_id);
CREATE INDEX capital_files_programme_id_kind_created_at_index ON public.capital_files USING btree (programme_id, kind, created_at);
CREATE INDEX capital_files_under_way ON public.capital_files USING btree (created_at) WHERE (state = ANY (ARRAY['reading'::text, 'loading'::text]));
grant delete, insert, select, update on capital_files to steward_app;

create table capital_requests (
  id uuid not null,
  programme_id uuid not null,
  project_id uuid,
  kind text not null,
  number integer not null,
  title text not null,
  amount_cents bigint not null,
  reason text not null,
  document_id uuid,
  no_document_reason text,
  requested_by_id uuid not null,
  requested_at timestamp with time zone not null,
  state text not null,
  decided_at timestamp with time zone,
  version integer not null default 1,
  constraint capital_requests_pkey PRIMARY KEY (id),
  constraint capital_requests_number UNIQUE (programme_id, number),
  constraint capital_requests_document_id_capital_documents_id_fk FOREIGN KEY (document_id) REFERENCES capital_documents(id),
  constraint capital_requests_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint capital_requests_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint capital_requests_requested_by_id_people_id_fk FOREIGN KEY (requested_by_id) REFERENCES people(id),
  constraint capital_requests_decided CHECK (((state = ANY (ARRAY['waiting'::text, 'disputed'::text])) = (decided_at IS NULL))),
  constraint capital_requests_kind CHECK ((kind = ANY (ARRAY['transfer'::text, 'contract'::text, 'change_order'::text, 'invoice'::text]))),
  constraint capital_requests_rests CHECK ((num_nonnulls(document_id, no_document_reason) = 1)),
  constraint capital_requests_state CHECK ((state = ANY (ARRAY['waiting'::text, 'disputed'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX capital_requests_decided ON public.capital_requests USING btree (programme_id, decided_at, id);
CREATE INDEX capital_requests_document_id_index ON public.capital_requests USING btree (document_id);
CREATE INDEX capital_requests_project_id_requested_at_index ON public.capital_requests USING btree (project_id, requested_at);
CREATE INDEX capital_requests_requested_by_id_index ON public.capital_requests USING btree (requested_by_id);
CREATE INDEX capital_requests_waiting ON public.capital_requests USING btree (programme_id, requested_at) WHERE (state = 'waiting'::text);
CREATE TRIGGER capital_requests_keep BEFORE INSERT OR UPDATE ON public.capital_requests FOR EACH ROW EXECUTE FUNCTION keep_approval();
CREATE TRIGGER capital_requests_sum BEFORE UPDATE ON public.capital_requests FOR EACH ROW WHEN (((new.state = 'approved'::text) AND (old.state <> 'approved'::text))) EXECUTE FUNCTION keep_sum_asked();
grant insert, select, update on capital_requests to steward_app;

create table change_order_lines (
  request_id uuid not null,
  contract_line_id uuid not null,
  amount_cents bigint not null,
  constraint change_order_lines_request_id_contract_line_id_pk PRIMARY KEY (request_id, contract_line_id),
  constraint change_order_lines_contract_line_id_contract_lines_id_fk FOREIGN KEY (contract_line_id) REFERENCES contract_lines(id),
  constraint change_order_lines_request_id_change_orders_request_id_fk FOREIGN KEY (request_id) REFERENCES change_orders(request_id)
);
CREATE INDEX change_order_lines_contract_line_id_index ON public.change_order_lines USING btree (contract_line_id);
CREATE TRIGGER change_order_lines_as_asked BEFORE INSERT ON public.change_order_lines FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant insert, select on change_order_lines to steward_app;

create table change_orders (
  request_id uuid not null,
  contract_id uuid not null,
  number integer not null,
  reason_code text not null,
  probability_ratio double precision not null,
  added_days integer not null default 0,
  constraint change_orders_pkey PRIMARY KEY (request_id),
  constraint change_orders_number UNIQUE (contract_id, number),
  constraint change_orders_contract_id_contracts_id_fk FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint change_orders_request_id_capital_requests_id_fk FOREIGN KEY (request_id) REFERENCES capital_requests(id),
  constraint change_orders_probability CHECK (((probability_ratio >= (0)::double precision) AND (probability_ratio <= (1)::double precision))),
  constraint change_orders_reason CHECK ((reason_code = ANY (ARRAY['unforeseen'::text, 'owner_scope'::text, 'design_error'::text, 'code'::text, 'schedule'::text, 'credit'::text])))
);
CREATE TRIGGER change_orders_as_asked BEFORE INSERT ON public.change_orders FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant insert, select on change_orders to steward_app;

create table charge_policies (
  id uuid not null,
  effective_on date not null,
  ladder jsonb not null,
  cap_cents bigint not null,
  source text not null,
  published_by_id uuid,
  published_at timestamp with time zone not null,
  constraint charge_policies_pkey PRIMARY KEY (id),
  constraint charge_policies_day UNIQUE (effective_on),
  constraint charge_policies_published_by_id_people_id_fk FOREIGN KEY (published_by_id) REFERENCES people(id),
  constraint charge_policies_cap CHECK ((cap_cents >= 0))
);
CREATE INDEX charge_policies_published_by_id_index ON public.charge_policies USING btree (published_by_id);
CREATE TRIGGER charge_policies_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.charge_policies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on charge_policies to steward_app;

create table checklist_items (
  id uuid not null,
  work_order_id uuid not null,
  "position" integer not null,
  text_en text not null,
  text_es text not null,
  done_by_id uuid,
  done_at timestamp with time zone,
  constraint checklist_items_pkey PRIMARY KEY (id),
  constraint checklist_items_position UNIQUE (work_order_id, "position"),
  constraint checklist_items_done_by_id_people_id_fk FOREIGN KEY (done_by_id) REFERENCES people(id),
  constraint checklist_items_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint checklist_items_done CHECK (((done_by_id IS NULL) = (done_at IS NULL)))
);
CREATE INDEX checklist_items_done_by_id_index ON public.checklist_items USING btree (done_by_id);
grant delete, insert, select, update on checklist_items to steward_app;

create table circuit_events (
  id uuid not null,
  circuit_id uuid not null,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint circuit_events_pkey PRIMARY KEY (id),
  constraint circuit_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint circuit_events_circuit_id_circuits_id_fk FOREIGN KEY (circuit_id) REFERENCES circuits(id),
  constraint circuit_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint circuit_events_kind CHECK ((kind = ANY (ARRAY['added'::text, 'changed'::text])))
);
CREATE INDEX circuit_events_actor_id_index ON public.circuit_events USING btree (actor_id);
CREATE INDEX circuit_events_circuit_id_occurred_at_id_index ON public.circuit_events USING btree (circuit_id, occurred_at, id);
CREATE INDEX circuit_events_on_behalf_of_id_index ON public.circuit_events USING btree (on_behalf_of_id);
CREATE TRIGGER circuit_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.circuit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on circuit_events to steward_app;

create table circuits (
  id uuid not null,
  site_id uuid not null,
  code text not null,
  medium text not null,
  down_mbps double precision not null,
  up_mbps double precision not null,
  provider_id uuid,
  contract_id uuid,
  erate_frn text,
  installed_on date,
  live_on date,
  ended_on date,
  is_path_diverse boolean,
  build_status text not null,
  project_id uuid,
  is_demonstration boolean not null default false,
  version integer not null default 1,
  constraint circuits_pkey PRIMARY KEY (id),
  constraint circuits_code_unique UNIQUE (code),
  constraint circuits_contract FOREIGN KEY (contract_id, provider_id) REFERENCES network_contracts(id, provider_id),
  constraint circuits_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint circuits_provider_id_network_providers_id_fk FOREIGN KEY (provider_id) REFERENCES network_providers(id),
  constraint circuits_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint circuits_build CHECK ((build_status = ANY (ARRAY['none'::text, 'planned'::text, 'design'::text, 'construction'::text, 'built'::text]))),
  constraint circuits_contract_provider CHECK (((contract_id IS NULL) OR (provider_id IS NOT NULL))),
  constraint circuits_days CHECK (((installed_on <= live_on) AND (live_on < ended_on))),
  constraint circuits_medium CHECK ((medium = ANY (ARRAY['owned_fibre'::text, 'leased_dark'::text, 'leased_lit'::text, 'fixed_wireless'::text, 'other'::text]))),
  constraint circuits_owned CHECK (((medium <> 'owned_fibre'::text) OR (provider_id IS NULL))),
  constraint circuits_speed CHECK ((((down_mbps >= (0)::double precision) AND (down_mbps <= (1000000)::double precision)) AND ((up_mbps >= (0)::double precision) AND (up_mbps <= (1000000)::double precision))))
);
CREATE INDEX circuits_contract_id_provider_id_index ON public.circuits USING btree (contract_id, provider_id);
CREATE INDEX circuits_project_id_index ON public.circuits USING btree (project_id);
CREATE INDEX circuits_provider_id_index ON public.circuits USING btree (provider_id);
CREATE INDEX circuits_site_id_index ON public.circuits USING btree (site_id);
grant insert, select, update on circuits to steward_app;

create table clock_recounts (
  revision bigint not null,
  total integer not null,
  done integer not null default 0,
  moved integer not null default 0,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint clock_recounts_pkey PRIMARY KEY (revision),
  constraint clock_recounts_revision_calendar_revisions_id_fk FOREIGN KEY (revision) REFERENCES calendar_revisions(id)
);
grant delete, insert, select, update on clock_recounts to steward_app;

create table closed_periods (
  programme_id uuid not null,
  month date not null,
  closed_by_id uuid not null,
  closed_at timestamp with time zone not null,
  constraint closed_periods_programme_id_month_pk PRIMARY KEY (programme_id, month),
  constraint closed_periods_closed_by_id_people_id_fk FOREIGN KEY (closed_by_id) REFERENCES people(id),
  constraint closed_periods_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint closed_periods_month CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
CREATE INDEX closed_periods_closed_by_id_index ON public.closed_periods USING btree (closed_by_id);
CREATE TRIGGER closed_periods_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.closed_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closed_periods_hold BEFORE INSERT ON public.closed_periods FOR EACH ROW EXECUTE FUNCTION hold_programme();
grant insert, select on closed_periods to steward_app;

create table collection_scans (
  id uuid not null,
  site_id uuid not null,
  station text not null,
  code text not null,
  damage text,
  device_id uuid,
  student_id uuid,
  is_back boolean not null,
  grade integer,
  exceptions text[] not null,
  undoes_id uuid,
  actor_id uuid not null,
  on_behalf_of_id uuid,
  api_token_id uuid,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint collection_scans_pkey PRIMARY KEY (id),
  constraint collection_scans_undone_once UNIQUE (undoes_id),
  constraint collection_scans_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint collection_scans_api_token_id_api_tokens_id_fk FOREIGN KEY (api_token_id) REFERENCES api_tokens(id),
  constraint collection_scans_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint collection_scans_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint collection_scans_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint collection_scans_student_id_students_id_fk FOREIGN KEY (student_id) REFERENCES students(id),
  constraint collection_scans_undoes_id_collection_scans_id_fk FOREIGN KEY (undoes_id) REFERENCES collection_scans(id),
  constraint collection_scans_back CHECK (((NOT is_back) OR (device_id IS NOT NULL))),
  constraint collection_scans_exceptions CHECK ((exceptions <@ ARRAY['unknown'::text, 'not_out'::text, 'already_back'::text, 'in_repair'::text, 'found'::text, 'other_site'::text, 'somebody_elses'::text, 'damaged'::text]))
);
CREATE INDEX collection_scans_actor_id_station_occurred_at_index ON public.collection_scans USING btree (actor_id, station, occurred_at);
CREATE INDEX collection_scans_api_token_id_index ON public.collection_scans USING btree (api_token_id) WHERE (api_token_id IS NOT NULL);
CREATE INDEX collection_scans_code ON public.collection_scans USING btree (site_id, upper(code), occurred_at);
CREATE INDEX collection_scans_device_id_index ON public.collection_scans USING btree (device_id) WHERE (device_id IS NOT NULL);
CREATE INDEX collection_scans_on_behalf_of_id_index ON public.collection_scans USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE INDEX collection_scans_site ON public.collection_scans USING btree (site_id, occurred_at, id);
CREATE INDEX collection_scans_student_id_index ON public.collection_scans USING btree (student_id) WHERE (student_id IS NOT NULL);
CREATE TRIGGER collection_scans_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.collection_scans FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on collection_scans to steward_app;

create table compartment_grants (
  id uuid not null,
  person_id uuid not null,
  compartment text not null,
  site_id uuid,
  granted_at timestamp with time zone not null,
  granted_by_id uuid not null,
  confirmed_by_id uuid not null,
  ended_at timestamp with time zone,
  ended_by_id uuid,
  constraint compartment_grants_pkey PRIMARY KEY (id),
  constraint compartment_grants_confirmed_by_id_people_id_fk FOREIGN KEY (confirmed_by_id) REFERENCES people(id),
  constraint compartment_grants_ended_by_id_people_id_fk FOREIGN KEY (ended_by_id) REFERENCES people(id),
  constraint compartment_grants_granted_by_id_people_id_fk FOREIGN KEY (granted_by_id) REFERENCES people(id),
  constraint compartment_grants_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint compartment_grants_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint compartment_grants_compartment CHECK ((compartment = ANY (ARRAY['hr'::text, 'employee_relations'::text, 'student_health'::text, 'meal_eligibility'::text, 'it_security'::text]))),
  constraint compartment_grants_two_people CHECK ((granted_by_id <> confirmed_by_id))
);
CREATE INDEX compartment_grants_confirmed_by_id_index ON public.compartment_grants USING btree (confirmed_by_id);
CREATE INDEX compartment_grants_ended_by_id_index ON public.compartment_grants USING btree (ended_by_id);
CREATE INDEX compartment_grants_granted_by_id_index ON public.compartment_grants USING btree (granted_by_id);
CREATE INDEX compartment_grants_person_id_index ON public.compartment_grants USING btree (person_id);
CREATE INDEX compartment_grants_site_id_index ON public.compartment_grants USING btree (site_id);
CREATE UNIQUE INDEX compartment_grants_open ON public.compartment_grants USING btree (person_id, compartment, COALESCE((site_id)::text, ''::text)) WHERE (ended_at IS NULL);
CREATE CONSTRAINT TRIGGER compartment_grants_version AFTER INSERT OR DELETE OR UPDATE ON public.compartment_grants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('access');
CREATE TRIGGER compartment_grants_end_delegations AFTER UPDATE OF ended_at ON public.compartment_grants FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION end_delegations_with_their_ground();
grant delete, insert, select, update on compartment_grants to steward_app;

create table compartment_proposals (
  id uuid not null,
  person_id uuid not null,
  compartment text not null,
  site_id uuid,
  delegation_id uuid,
  proposed_by_id uuid not null,
  proposed_at timestamp with time zone not null,
  outcome text,
  decided_at timestamp with time zone,
  decided_by_id uuid,
  grant_id uuid,
  constraint compartment_proposals_pkey PRIMARY KEY (id),
  constraint compartment_proposals_decided_by_id_people_id_fk FOREIGN KEY (decided_by_id) REFERENCES people(id),
  constraint compartment_proposals_delegation_id_delegations_id_fk FOREIGN KEY (delegation_id) REFERENCES delegations(id),
  constraint compartment_proposals_grant_id_compartment_grants_id_fk FOREIGN KEY (grant_id) REFERENCES compartment_grants(id),
  constraint compartment_proposals_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint compartment_proposals_proposed_by_id_people_id_fk FOREIGN KEY (proposed_by_id) REFERENCES people(id),
  constraint compartment_proposals_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint compartment_proposals_compartment CHECK ((compartment = ANY (ARRAY['hr'::text, 'employee_relations'::text, 'student_health'::text, 'meal_eligibility'::text, 'it_security'::text]))),
  constraint compartment_proposals_decided CHECK ((((decided_at IS NULL) = (outcome IS NULL)) AND ((decided_at IS NULL) = (decided_by_id IS NULL)))),
  constraint compartment_proposals_not_for_oneself CHECK ((proposed_by_id <> person_id)),
  constraint compartment_proposals_outcome CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'declined'::text]))),
  constraint compartment_proposals_two_people CHECK (((outcome <> 'confirmed'::text) OR ((decided_by_id <> proposed_by_id) AND (decided_by_id <> person_id))))
);
CREATE INDEX compartment_proposals_decided_by_id_index ON public.compartment_proposals USING btree (decided_by_id);
CREATE INDEX compartment_proposals_delegation_id_index ON public.compartment_proposals USING btree (delegation_id);
CREATE INDEX compartment_proposals_grant_id_index ON public.compartment_proposals USING btree (grant_id);
CREATE INDEX compartment_proposals_person_id_index ON public.compartment_proposals USING btree (person_id);
CREATE INDEX compartment_proposals_proposed_by_id_index ON public.compartment_proposals USING btree (proposed_by_id);
CREATE INDEX compartment_proposals_site_id_index ON public.compartment_proposals USING btree (site_id);
CREATE INDEX compartment_proposals_waiting ON public.compartment_proposals USING btree (proposed_at) WHERE (decided_at IS NULL);
grant delete, insert, select, update on compartment_proposals to steward_app;

create table components (
  id uuid not null,
  structure_id uuid not null,
  system_code text not null,
  name text not null,
  quantity double precision not null,
  unit text not null,
  unit_cost_cents bigint,
  life_years integer,
  renewal_ratio double precision,
  year_installed integer not null,
  observed_on date,
  observed_remaining_years integer,
  removed_at timestamp with time zone,
  version integer not null default 1,
  import_key text,
  assessment_id uuid,
  unit_cost_base_year integer,
  constraint components_pkey PRIMARY KEY (id),
  constraint components_import_key UNIQUE (structure_id, import_key),
  constraint components_assessment_id_assessments_id_fk FOREIGN KEY (assessment_id) REFERENCES assessments(id),
  constraint components_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint components_system_code_building_systems_code_fk FOREIGN KEY (system_code) REFERENCES building_systems(code),
  constraint components_observed CHECK (((observed_on IS NULL) = (observed_remaining_years IS NULL))),
  constraint components_quantity CHECK ((quantity > (0)::double precision))
);
CREATE INDEX components_assessment_id_index ON public.components USING btree (assessment_id);
CREATE INDEX components_structure_id_index ON public.components USING btree (structure_id);
CREATE INDEX components_system_code_index ON public.components USING btree (system_code);
grant insert, select, update on components to steward_app;

create table condition_bands (
  portfolio_id uuid not null,
  code text not null,
  "position" integer not null,
  up_to_ratio double precision,
  constraint condition_bands_portfolio_id_code_pk PRIMARY KEY (portfolio_id, code),
  constraint condition_bands_position UNIQUE (portfolio_id, "position"),
  constraint condition_bands_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id)
);
grant delete, insert, select, update on condition_bands to steward_app;

create table condition_events (
  id uuid not null,
  structure_id uuid not null,
  kind text not null,
  cause text not null,
  component_id uuid,
  deficiency_id uuid,
  work_order_id uuid,
  actor_id uuid,
  data jsonb not null default '{}'::jsonb,
  dm_delta_cents bigint not null,
  crv_delta_cents bigint not null,
  occurred_at timestamp with time zone not null,
  by_system jsonb,
  constraint condition_events_pkey PRIMARY KEY (id),
  constraint condition_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint condition_events_component_id_components_id_fk FOREIGN KEY (component_id) REFERENCES components(id),
  constraint condition_events_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id),
  constraint condition_events_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint condition_events_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint condition_events_cause CHECK ((cause = ANY (ARRAY['work'::text, 'findings'::text, 'ageing'::text, 'escalation'::text, 'method'::text, 'correction'::text])))
);
CREATE INDEX condition_events_actor_id_index ON public.condition_events USING btree (actor_id);
CREATE INDEX condition_events_component_id_index ON public.condition_events USING btree (component_id);
CREATE INDEX condition_events_deficiency_id_index ON public.condition_events USING btree (deficiency_id);
CREATE INDEX condition_events_not_by_system ON public.condition_events USING btree (structure_id, occurred_at) WHERE (by_system IS NULL);
CREATE INDEX condition_events_structure_id_occurred_at_id_index ON public.condition_events USING btree (structure_id, occurred_at, id);
CREATE INDEX condition_events_work_order_id_index ON public.condition_events USING btree (work_order_id);
CREATE TRIGGER condition_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.condition_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on condition_events to steward_app;

create table contract_lines (
  id uuid not null,
  contract_id uuid not null,
  budget_line_id uuid not null,
  "position" integer not null,
  name text not null,
  original_cents bigint not null,
  committed_cents bigint not null default 0,
  expended_cents bigint not null default 0,
  retainage_cents bigint not null default 0,
  paid_cents bigint not null default 0,
  constraint contract_lines_pkey PRIMARY KEY (id),
  constraint contract_lines_position UNIQUE (contract_id, "position"),
  constraint contract_lines_budget_line_id_budget_lines_id_fk FOREIGN KEY (budget_line_id) REFERENCES budget_lines(id),
  constraint contract_lines_contract_id_contracts_id_fk FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint contract_lines_expended CHECK (((expended_cents >= 0) AND (expended_cents <= committed_cents))),
  constraint contract_lines_original CHECK ((original_cents >= 0)),
  constraint contract_lines_paid CHECK (((paid_cents >= 0) AND (paid_cents <= (expended_cents - retainage_cents)))),
  constraint contract_lines_retainage CHECK (((retainage_cents >= 0) AND ((retainage_cents * 20) <= expended_cents)))
);
CREATE INDEX contract_lines_budget_line_id_index ON public.contract_lines USING btree (budget_line_id);
CREATE TRIGGER contract_lines_as_asked BEFORE INSERT ON public.contract_lines FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant select on contract_lines to steward_app;

create table contracts (
  id uuid not null,
  request_id uuid not null,
  project_id uuid,
  site_id uuid,
  vendor_id uuid not null,
  procurement_id uuid,
  under_contract_id uuid,
  kind text not null,
  number text not null,
  title text not null,
  retainage_ratio double precision not null default 0,
  executed_on date,
  closed_on date,
  version integer not null default 1,
  is_void boolean not null default false,
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_request UNIQUE (request_id),
  constraint contracts_procurement_id_procurements_id_fk FOREIGN KEY (procurement_id) REFERENCES procurements(id),
  constraint contracts_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint contracts_request_id_capital_requests_id_fk FOREIGN KEY (request_id) REFERENCES capital_requests(id),
  constraint contracts_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint contracts_vendor_id_vendors_id_fk FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint contracts_kind CHECK ((kind = ANY (ARRAY['contract'::text, 'purchase_order'::text]))),
  constraint contracts_retainage CHECK (((retainage_ratio >= (0)::double precision) AND (retainage_ratio <= (0.05)::double precision))),
  constraint contracts_under CHECK (((under_contract_id IS NULL) OR (kind = 'purchase_order'::text)))
);
CREATE INDEX contracts_procurement_id_index ON public.contracts USING btree (procurement_id);
CREATE INDEX contracts_project_id_index ON public.contracts USING btree (project_id);
CREATE INDEX contracts_site_id_index ON public.contracts USING btree (site_id);
CREATE INDEX contracts_under_contract_id_index ON public.contracts USING btree (under_contract_id);
CREATE INDEX contracts_vendor_id_executed_on_index ON public.contracts USING btree (vendor_id, executed_on);
CREATE UNIQUE INDEX contracts_number ON public.contracts USING btree (upper(number)) WHERE (NOT is_void);
CREATE TRIGGER contracts_as_asked BEFORE INSERT ON public.contracts FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant insert, select, update on contracts to steward_app;

create table cost_bases (
  id uuid not null,
  portfolio_id uuid not null,
  number integer not null,
  effective_on date not null,
  base_year integer not null,
  escalation_ratio double precision not null,
  location_factor double precision not null,
  soft_cost_ratio double precision not null,
  source text not null,
  created_by_id uuid,
  created_at timestamp with time zone not null,
  constraint cost_bases_pkey PRIMARY KEY (id),
  constraint cost_bases_number UNIQUE (portfolio_id, number),
  constraint cost_bases_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint cost_bases_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id),
  constraint cost_bases_factors CHECK (((location_factor > (0)::double precision) AND (soft_cost_ratio >= (0)::double precision) AND (escalation_ratio > ('-1'::integer)::double precision)))
);
CREATE INDEX cost_bases_created_by_id_index ON public.cost_bases USING btree (created_by_id);
grant insert, select on cost_bases to steward_app;

create table cost_basis_withdrawals (
  cost_basis_id uuid not null,
  withdrawn_by_id uuid not null,
  withdrawn_at timestamp with time zone not null,
  constraint cost_basis_withdrawals_pkey PRIMARY KEY (cost_basis_id),
  constraint cost_basis_withdrawals_cost_basis_id_cost_bases_id_fk FOREIGN KEY (cost_basis_id) REFERENCES cost_bases(id),
  constraint cost_basis_withdrawals_withdrawn_by_id_people_id_fk FOREIGN KEY (withdrawn_by_id) REFERENCES people(id)
);
CREATE INDEX cost_basis_withdrawals_withdrawn_by_id_index ON public.cost_basis_withdrawals USING btree (withdrawn_by_id);
grant insert, select on cost_basis_withdrawals to steward_app;

create table cost_entries (
  id uuid not null,
  work_order_id uuid not null,
  kind text not null,
  description text not null,
  amount_cents bigint not null,
  account_string text not null,
  entered_by_id uuid not null,
  entered_at timestamp with time zone not null,
  constraint cost_entries_pkey PRIMARY KEY (id),
  constraint cost_entries_entered_by_id_people_id_fk FOREIGN KEY (entered_by_id) REFERENCES people(id),
  constraint cost_entries_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint cost_entries_kind CHECK ((kind = ANY (ARRAY['material'::text, 'vendor'::text])))
);
CREATE INDEX cost_entries_entered_by_id_index ON public.cost_entries USING btree (entered_by_id);
CREATE INDEX cost_entries_work_order_id_index ON public.cost_entries USING btree (work_order_id);
grant insert, select on cost_entries to steward_app;

create table deficiencies (
  id uuid not null,
  structure_id uuid not null,
  component_id uuid,
  system_code text not null,
  priority integer not null,
  scope text not null,
  quantity double precision,
  unit text,
  cost_cents bigint not null,
  cost_base_year integer not null,
  found_on date not null,
  found_by_id uuid,
  source text not null,
  confidence_ratio double precision,
  status text not null,
  work_order_id uuid,
  actual_cost_cents bigint,
  ended_at timestamp with time zone,
  version integer not null default 1,
  import_key text,
  assessment_id uuid,
  end_note text,
  ended_by_id uuid,
  accepted_at timestamp with time zone,
  is_proposed boolean not null default false,
  constraint deficiencies_pkey PRIMARY KEY (id),
  constraint deficiencies_assessment_id_assessments_id_fk FOREIGN KEY (assessment_id) REFERENCES assessments(id),
  constraint deficiencies_component_id_components_id_fk FOREIGN KEY (component_id) REFERENCES components(id),
  constraint deficiencies_ended_by_id_people_id_fk FOREIGN KEY (ended_by_id) REFERENCES people(id),
  constraint deficiencies_found_by_id_people_id_fk FOREIGN KEY (found_by_id) REFERENCES people(id),
  constraint deficiencies_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint deficiencies_system_code_building_systems_code_fk FOREIGN KEY (system_code) REFERENCES building_systems(code),
  constraint deficiencies_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint deficiencies_cost CHECK ((cost_cents >= 0)),
  constraint deficiencies_ended CHECK (((status = ANY (ARRAY['corrected'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
  constraint deficiencies_priority CHECK (((priority >= 1) AND (priority <= 4))),
  constraint deficiencies_source CHECK ((source = ANY (ARRAY['assessment'::text, 'work_order'::text, 'inspection'::text]))),
  constraint deficiencies_status CHECK ((status = ANY (ARRAY['candidate'::text, 'open'::text, 'funded'::text, 'in_work'::text, 'corrected'::text, 'withdrawn'::text])))
);
CREATE INDEX deficiencies_assessment ON public.deficiencies USING btree (assessment_id) WHERE (assessment_id IS NOT NULL);
CREATE INDEX deficiencies_candidates ON public.deficiencies USING btree (id) WHERE (status = 'candidate'::text);
CREATE INDEX deficiencies_component ON public.deficiencies USING btree (component_id) WHERE (component_id IS NOT NULL);
CREATE INDEX deficiencies_ended_by ON public.deficiencies USING btree (ended_by_id) WHERE (ended_by_id IS NOT NULL);
CREATE INDEX deficiencies_found_by ON public.deficiencies USING btree (found_by_id) WHERE (found_by_id IS NOT NULL);
CREATE INDEX deficiencies_structure_id_status_index ON public.deficiencies USING btree (structure_id, status);
CREATE INDEX deficiencies_system_code_index ON public.deficiencies USING btree (system_code);
CREATE INDEX deficiencies_work_order ON public.deficiencies USING btree (work_order_id) WHERE (work_order_id IS NOT NULL);
CREATE UNIQUE INDEX deficiencies_import_key ON public.deficiencies USING btree (structure_id, import_key) WHERE (import_key IS NOT NULL);
grant insert, select, update on deficiencies to steward_app;

create table deficiency_orders (
  deficiency_id uuid not null,
  work_order_id uuid not null,
  kind text not null,
  status_before text,
  renews_component boolean not null default false,
  renewed_from jsonb,
  retired_at timestamp with time zone,
  share_cents bigint,
  linked_by_id uuid,
  linked_at timestamp with time zone not null,
  charged jsonb,
  constraint deficiency_orders_deficiency_id_work_order_id_kind_pk PRIMARY KEY (deficiency_id, work_order_id, kind),
  constraint deficiency_orders_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id),
  constraint deficiency_orders_linked_by_id_people_id_fk FOREIGN KEY (linked_by_id) REFERENCES people(id),
  constraint deficiency_orders_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint deficiency_orders_kind CHECK ((kind = ANY (ARRAY['reported'::text, 'similar'::text, 'repair'::text]))),
  constraint deficiency_orders_repair CHECK (((kind = 'repair'::text) = (status_before IS NOT NULL)))
);
CREATE INDEX deficiency_orders_linked_by_id_index ON public.deficiency_orders USING btree (linked_by_id);
CREATE INDEX deficiency_orders_work_order_id_index ON public.deficiency_orders USING btree (work_order_id);
grant delete, insert, select, update on deficiency_orders to steward_app;

create table deficiency_photos (
  attachment_id uuid not null,
  deficiency_id uuid not null,
  added_by_id uuid not null,
  added_at timestamp with time zone not null,
  constraint deficiency_photos_pkey PRIMARY KEY (attachment_id),
  constraint deficiency_photos_added_by_id_people_id_fk FOREIGN KEY (added_by_id) REFERENCES people(id),
  constraint deficiency_photos_attachment_id_attachments_id_fk FOREIGN KEY (attachment_id) REFERENCES attachments(id),
  constraint deficiency_photos_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id)
);
CREATE INDEX deficiency_photos_added_by_id_index ON public.deficiency_photos USING btree (added_by_id);
CREATE INDEX deficiency_photos_deficiency_id_added_at_index ON public.deficiency_photos USING btree (deficiency_id, added_at);
grant delete, insert, select, update on deficiency_photos to steward_app;

create table delegations (
  id uuid not null,
  delegator_id uuid not null,
  delegate_id uuid not null,
  duty text not null,
  role_grant_id uuid,
  compartment_grant_id uuid,
  starts_on date not null,
  ends_on date not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  confirmed_by_id uuid,
  ended_at timestamp with time zone,
  ended_by_id uuid,
  constraint delegations_pkey PRIMARY KEY (id),
  constraint delegations_compartment_grant_id_compartment_grants_id_fk FOREIGN KEY (compartment_grant_id) REFERENCES compartment_grants(id),
  constraint delegations_confirmed_by_id_people_id_fk FOREIGN KEY (confirmed_by_id) REFERENCES people(id),
  constraint delegations_delegate_id_people_id_fk FOREIGN KEY (delegate_id) REFERENCES people(id),
  constraint delegations_delegator_id_people_id_fk FOREIGN KEY (delegator_id) REFERENCES people(id),
  constraint delegations_ended_by_id_people_id_fk FOREIGN KEY (ended_by_id) REFERENCES people(id),
  constraint delegations_role_grant_id_role_grants_id_fk FOREIGN KEY (role_grant_id) REFERENCES role_grants(id),
  constraint delegations_confirmed CHECK (((confirmed_at IS NULL) = (confirmed_by_id IS NULL))),
  constraint delegations_confirmed_by_another CHECK (((confirmed_by_id <> delegator_id) AND (confirmed_by_id <> delegate_id))),
  constraint delegations_days CHECK ((starts_on < ends_on)),
  constraint delegations_duty CHECK (
CASE duty
    WHEN 'role'::text THEN ((role_grant_id IS NOT NULL) AND (compartment_grant_id IS NULL))
    WHEN 'compartment'::text THEN ((compartment_grant_id IS NOT NULL) AND (role_grant_id IS NULL))
    ELSE false
END),
  constraint delegations_two_people CHECK ((delegator_id <> delegate_id)),
  constraint delegations_no_overlap EXCLUDE USING gist (COALESCE(role_grant_id, compartment_grant_id) WITH =, delegate_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE ((ended_at IS NULL))
);
CREATE INDEX delegations_compartment_grant_id_index ON public.delegations USING btree (compartment_grant_id);
CREATE INDEX delegations_confirmed_by_id_index ON public.delegations USING btree (confirmed_by_id);
CREATE INDEX delegations_delegate_id_index ON public.delegations USING btree (delegate_id);
CREATE INDEX delegations_delegator_id_index ON public.delegations USING btree (delegator_id);
CREATE INDEX delegations_ended_by_id_index ON public.delegations USING btree (ended_by_id);
CREATE INDEX delegations_role_grant_id_index ON public.delegations USING btree (role_grant_id);
CREATE CONSTRAINT TRIGGER delegations_version AFTER INSERT OR DELETE OR UPDATE ON public.delegations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('access');
grant delete, insert, select, update on delegations to steward_app;

create table desk_rule_dry_runs (
  id uuid not null,
  rule_id uuid not null,
  rule_version integer not null,
  started_by_id uuid not null,
  since timestamp with time zone not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  total integer not null,
  seen integer not null default 0,
  last_at timestamp with time zone,
  last_id uuid,
  found jsonb not null,
  constraint desk_rule_dry_runs_pkey PRIMARY KEY (id),
  constraint desk_rule_dry_runs_rule_id_desk_rules_id_fk FOREIGN KEY (rule_id) REFERENCES desk_rules(id) ON DELETE CASCADE,
  constraint desk_rule_dry_runs_started_by_id_people_id_fk FOREIGN KEY (started_by_id) REFERENCES people(id)
);
CREATE INDEX desk_rule_dry_runs_rule_id_started_at_index ON public.desk_rule_dry_runs USING btree (rule_id, started_at);
CREATE INDEX desk_rule_dry_runs_started_by_id_index ON public.desk_rule_dry_runs USING btree (started_by_id);
grant delete, insert, select, update on desk_rule_dry_runs to steward_app;

create table desk_rules (
  id uuid not null,
  name text not null,
  "position" integer not null,
  trigger text not null,
  conditions jsonb not null,
  actions jsonb not null,
  is_active boolean not null default false,
  active_since timestamp with time zone,
  dry_run_at timestamp with time zone,
  dry_run_version integer,
  version integer not null default 1,
  constraint desk_rules_pkey PRIMARY KEY (id),
  constraint desk_rules_active_since CHECK ((is_active = (active_since IS NOT NULL))),
  constraint desk_rules_dry_run CHECK (((NOT is_active) OR (NOT (dry_run_version IS DISTINCT FROM version)))),
  constraint desk_rules_trigger CHECK ((trigger = ANY (ARRAY['submitted'::text, 'escalation'::text])))
);
CREATE INDEX desk_rules_position ON public.desk_rules USING btree (trigger, "position", id);
CREATE CONSTRAINT TRIGGER desk_rules_version AFTER INSERT OR DELETE OR UPDATE OF name, "position", trigger, conditions, actions, is_active, version ON public.desk_rules DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on desk_rules to steward_app;

create table device_assignments (
  id uuid not null,
  device_id uuid not null,
  kind text not null,
  student_id uuid,
  person_id uuid,
  room_id uuid,
  site_id uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  due_on date,
  opened_by_event_id uuid,
  closed_by_event_id uuid,
  cart_id uuid,
  constraint device_assignments_pkey PRIMARY KEY (id),
  constraint device_assignments_opened UNIQUE (opened_by_event_id),
  constraint device_assignments_cart_id_device_carts_id_fk FOREIGN KEY (cart_id) REFERENCES device_carts(id),
  constraint device_assignments_closed_by_event_id_device_events_id_fk FOREIGN KEY (closed_by_event_id) REFERENCES device_events(id),
  constraint device_assignments_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint device_assignments_opened_by_event_id_device_events_id_fk FOREIGN KEY (opened_by_event_id) REFERENCES device_events(id),
  constraint device_assignments_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint device_assignments_room_id_rooms_id_fk FOREIGN KEY (room_id) REFERENCES rooms(id),
  constraint device_assignments_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint device_assignments_student_id_students_id_fk FOREIGN KEY (student_id) REFERENCES students(id),
  constraint device_assignments_due CHECK (((kind = 'loaner'::text) = (due_on IS NOT NULL))),
  constraint device_assignments_kind CHECK ((kind = ANY (ARRAY['primary'::text, 'loaner'::text]))),
  constraint device_assignments_one CHECK ((num_nonnulls(student_id, person_id, room_id, cart_id) = 1)),
  constraint device_assignments_range CHECK (((ended_at IS NULL) OR (ended_at >= started_at))),
  constraint device_assignments_one_holder EXCLUDE USING gist (device_id WITH =, tstzrange(started_at, ended_at) WITH &&),
  constraint device_assignments_one_primary EXCLUDE USING gist (student_id WITH =, tstzrange(started_at, ended_at) WITH &&) WHERE (((kind = 'primary'::text) AND (student_id IS NOT NULL)))
);
CREATE INDEX device_assignments_cart_id_index ON public.device_assignments USING btree (cart_id) WHERE (cart_id IS NOT NULL);
CREATE INDEX device_assignments_closed_by_event_id_index ON public.device_assignments USING btree (closed_by_event_id) WHERE (closed_by_event_id IS NOT NULL);
CREATE INDEX device_assignments_device ON public.device_assignments USING btree (device_id, started_at);
CREATE INDEX device_assignments_due ON public.device_assignments USING btree (due_on) WHERE ((ended_at IS NULL) AND (due_on IS NOT NULL));
CREATE INDEX device_assignments_person_id_index ON public.device_assignments USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX device_assignments_room_id_index ON public.device_assignments USING btree (room_id) WHERE (room_id IS NOT NULL);
CREATE INDEX device_assignments_site_id_index ON public.device_assignments USING btree (site_id);
CREATE INDEX device_assignments_student_id_index ON public.device_assignments USING btree (student_id) WHERE (student_id IS NOT NULL);
CREATE UNIQUE INDEX device_assignments_open ON public.device_assignments USING btree (device_id) WHERE (ended_at IS NULL);
CREATE CONSTRAINT TRIGGER device_assignments_holder AFTER INSERT OR UPDATE ON public.device_assignments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_holder();
CREATE TRIGGER device_assignments_kept BEFORE INSERT OR UPDATE ON public.device_assignments FOR EACH ROW EXECUTE FUNCTION keep_assignment();
grant insert, select, update on device_assignments to steward_app;

create table device_carts (
  id uuid not null,
  site_id uuid not null,
  name text not null,
  constraint device_carts_pkey PRIMARY KEY (id),
  constraint device_carts_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE UNIQUE INDEX device_carts_once ON public.device_carts USING btree (site_id, lower(name));
grant insert, select, update on device_carts to steward_app;

create table device_charge_lines (
  id uuid not null,
  student_id uuid not null,
  device_id uuid not null,
  kind text not null,
  amount_cents bigint not null,
  charge_id uuid,
  repair_id uuid,
  policy_id uuid,
  cause text,
  school_year integer not null,
  entered_by_id uuid,
  entered_at timestamp with time zone not null,
  reason text,
  constraint device_charge_lines_pkey PRIMARY KEY (id),
  constraint device_charge_lines_charge_id_device_charge_lines_id_fk FOREIGN KEY (charge_id) REFERENCES device_charge_lines(id),
  constraint device_charge_lines_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint device_charge_lines_entered_by_id_people_id_fk FOREIGN KEY (entered_by_id) REFERENCES people(id),
  constraint device_charge_lines_policy_id_charge_policies_id_fk FOREIGN KEY (policy_id) REFERENCES charge_policies(id),
  constraint device_charge_lines_repair_id_device_repairs_id_fk FOREIGN KEY (repair_id) REFERENCES device_repairs(id),
  constraint device_charge_lines_student_id_students_id_fk FOREIGN KEY (student_id) REFERENCES students(id),
  constraint device_charge_lines_cause CHECK ((cause = ANY (ARRAY['accident'::text, 'wear'::text, 'negligence'::text, 'theft'::text, 'lost'::text]))),
  constraint device_charge_lines_kind CHECK ((kind = ANY (ARRAY['charge'::text, 'payment'::text, 'waiver'::text, 'refund'::text]))),
  constraint device_charge_lines_of CHECK ((((kind = 'charge'::text) = (charge_id IS NULL)) AND ((kind = 'charge'::text) = (policy_id IS NOT NULL)) AND ((kind = 'charge'::text) = (cause IS NOT NULL)))),
  constraint device_charge_lines_reason CHECK (((reason IS NULL) OR (kind = ANY (ARRAY['payment'::text, 'refund'::text])))),
  constraint device_charge_lines_sign CHECK ((((kind = 'charge'::text) = (amount_cents > 0)) AND (amount_cents <> 0)))
);
CREATE INDEX device_charge_lines_charge_id_index ON public.device_charge_lines USING btree (charge_id);
CREATE INDEX device_charge_lines_device_id_index ON public.device_charge_lines USING btree (device_id);
CREATE INDEX device_charge_lines_entered_by_id_index ON public.device_charge_lines USING btree (entered_by_id);
CREATE INDEX device_charge_lines_policy_id_index ON public.device_charge_lines USING btree (policy_id);
CREATE INDEX device_charge_lines_repair_id_index ON public.device_charge_lines USING btree (repair_id);
CREATE INDEX device_charge_lines_student ON public.device_charge_lines USING btree (student_id, entered_at, id);
CREATE UNIQUE INDEX device_charge_lines_repair ON public.device_charge_lines USING btree (repair_id) WHERE (kind = 'charge'::text);
CREATE TRIGGER device_charge_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.device_charge_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER device_charge_lines_kept BEFORE INSERT ON public.device_charge_lines FOR EACH ROW EXECUTE FUNCTION keep_charges();
grant insert, select on device_charge_lines to steward_app;

create table device_disposal_events (
  id uuid not null,
  disposal_id uuid not null,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint device_disposal_events_pkey PRIMARY KEY (id),
  constraint device_disposal_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint device_disposal_events_disposal_id_device_disposals_id_fk FOREIGN KEY (disposal_id) REFERENCES device_disposals(id),
  constraint device_disposal_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint device_disposal_events_kind CHECK ((kind = ANY (ARRAY['begun'::text, 'changed'::text, 'added'::text, 'removed'::text, 'certified'::text, 'done'::text])))
);
CREATE INDEX device_disposal_events_actor_id_index ON public.device_disposal_events USING btree (actor_id);
CREATE INDEX device_disposal_events_disposal ON public.device_disposal_events USING btree (disposal_id, occurred_at, id);
CREATE INDEX device_disposal_events_on_behalf_of_id_index ON public.device_disposal_events USING btree (on_behalf_of_id);
CREATE TRIGGER device_disposal_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.device_disposal_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on device_disposal_events to steward_app;

create table device_disposal_items (
  device_id uuid not null,
  disposal_id uuid not null,
  added_at timestamp with time zone not null,
  constraint device_disposal_items_pkey PRIMARY KEY (device_id),
  constraint device_disposal_items_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint device_disposal_items_disposal_id_device_disposals_id_fk FOREIGN KEY (disposal_id) REFERENCES device_disposals(id)
);
CREATE INDEX device_disposal_items_disposal_id_index ON public.device_disposal_items USING btree (disposal_id);
grant delete, insert, select, update on device_disposal_items to steward_app;

create table device_disposals (
  id uuid not null,
  name text not null,
  way text not null,
  taken_by text not null,
  certificate_key text,
  certificate_name text,
  created_by_id uuid,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  certificate_number text,
  disposed_on date,
  constraint device_disposals_pkey PRIMARY KEY (id),
  constraint device_disposals_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint device_disposals_certificate CHECK (((certificate_key IS NULL) = (certificate_name IS NULL))),
  constraint device_disposals_way CHECK ((way = ANY (ARRAY['recycled'::text, 'sold'::text, 'donated'::text, 'destroyed'::text])))
);
CREATE INDEX device_disposals_created_by_id_index ON public.device_disposals USING btree (created_by_id);
CREATE TRIGGER device_disposals_kept BEFORE UPDATE ON public.device_disposals FOR EACH ROW EXECUTE FUNCTION keep_disposal();
grant insert, select, update on device_disposals to steward_app;

create table device_events (
  id uuid not null,
  device_id uuid not null,
  act_id uuid not null,
  kind text not null,
  from_status text,
  to_status text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  api_token_id uuid,
  student_id uuid,
  person_id uuid,
  disposal_id uuid,
  reason text,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone,
  constraint device_events_pkey PRIMARY KEY (id),
  constraint device_events_act UNIQUE (act_id, device_id, kind),
  constraint device_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint device_events_api_token_id_api_tokens_id_fk FOREIGN KEY (api_token_id) REFERENCES api_tokens(id),
  constraint device_events_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint device_events_disposal_id_device_disposals_id_fk FOREIGN KEY (disposal_id) REFERENCES device_disposals(id),
  constraint device_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint device_events_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint device_events_student_id_students_id_fk FOREIGN KEY (student_id) REFERENCES students(id),
  constraint device_events_status CHECK ((to_status = ANY (ARRAY['ordered'::text, 'received'::text, 'enrolled'::text, 'in_stock'::text, 'assigned'::text, 'on_loan'::text, 'in_repair'::text, 'vendor_repair'::text, 'warranty_repair'::text, 'awaiting_parts'::text, 'lost'::text, 'stolen'::text, 'recovered'::text, 'retired'::text, 'disposed'::text])))
);
CREATE INDEX device_events_actor_id_index ON public.device_events USING btree (actor_id) WHERE (actor_id IS NOT NULL);
CREATE INDEX device_events_api_token_id_index ON public.device_events USING btree (api_token_id) WHERE (api_token_id IS NOT NULL);
CREATE INDEX device_events_device ON public.device_events USING btree (device_id, occurred_at, id);
CREATE INDEX device_events_disposal_id_index ON public.device_events USING btree (disposal_id) WHERE (disposal_id IS NOT NULL);
CREATE INDEX device_events_on_behalf_of_id_index ON public.device_events USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE INDEX device_events_person_id_index ON public.device_events USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX device_events_student_id_index ON public.device_events USING btree (student_id) WHERE (student_id IS NOT NULL);
CREATE CONSTRAINT TRIGGER device_events_holder AFTER INSERT ON public.device_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_holder();
CREATE TRIGGER device_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.device_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER device_events_move BEFORE INSERT ON public.device_events FOR EACH ROW EXECUTE FUNCTION move_device();
grant insert, select on device_events to steward_app;

create table device_file_rows (
  file_id uuid not null,
  "row" integer not null,
  verdict text not null,
  effect text,
  target_id uuid,
  seen_version integer,
  mark text not null,
  "values" jsonb,
  before jsonb,
  reasons jsonb,
  constraint device_file_rows_file_id_row_pk PRIMARY KEY (file_id, "row"),
  constraint device_file_rows_file_id_device_files_id_fk FOREIGN KEY (file_id) REFERENCES device_files(id) ON DELETE CASCADE,
  constraint device_file_rows_effect CHECK ((effect = ANY (ARRAY['new'::text, 'changed'::text, 'seen'::text, 'same'::text, 'left'::text]))),
  constraint device_file_rows_verdict CHECK ((verdict = ANY (ARRAY['good'::text, 'remark'::text, 'wrong'::text]))),
  constraint device_file_rows_wrong CHECK (((verdict = 'wrong'::text) = (effect IS NULL)))
);
CREATE INDEX device_file_rows_effect ON public.device_file_rows USING btree (file_id, effect, "row");
grant delete, insert, select, update on device_file_rows to steward_app;

create table device_files (
  id uuid not null,
  kind text not null,
  brought_by text not null,
  file_name text not null,
  file_digest text,
  size_bytes bigint not null default 0,
  storage_key text,
  headings jsonb,
  columns jsonb,
  state text not null,
  failure text,
  rows_read integer not null default 0,
  done_ratio double precision not null default 0,
  summary jsonb,
  are_leavers_confirmed boolean not null default false,
  by_id uuid not null,
  confirmed_by_id uuid,
  lease_id uuid,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  finished_at timestamp with time zone,
  version integer not null default 1,
  constraint device_files_pkey PRIMARY KEY (id),
  constraint device_files_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint device_files_confirmed_by_id_people_id_fk FOREIGN KEY (confirmed_by_id) REFERENCES people(id),
  constraint device_files_by CHECK ((brought_by = ANY (ARRAY['upload'::text, 'source'::text]))),
  constraint device_files_done CHECK (((done_ratio >= (0)::double precision) AND (done_ratio <= (1)::double precision))),
  constraint device_files_kind CHECK ((kind = ANY (ARRAY['chrome'::text, 'snipe'::text, 'oneroster'::text]))),
  constraint device_files_state CHECK ((state = ANY (ARRAY['receiving'::text, 'mapping'::text, 'checking'::text, 'checked'::text, 'loading'::text, 'done'::text, 'failed'::text, 'discarded'::text])))
);
CREATE INDEX device_files_by_id_index ON public.device_files USING btree (by_id);
CREATE INDEX device_files_confirmed_by_id_index ON public.device_files USING btree (confirmed_by_id);
CREATE INDEX device_files_newest ON public.device_files USING btree (created_at, id);
CREATE INDEX device_files_under_way ON public.device_files USING btree (created_at) WHERE ((state = ANY (ARRAY['checking'::text, 'loading'::text])) OR (storage_key IS NOT NULL));
CREATE CONSTRAINT TRIGGER device_files_forgotten AFTER UPDATE OF state ON public.device_files DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = ANY (ARRAY['done'::text, 'failed'::text, 'discarded'::text]))) EXECUTE FUNCTION forget_device_file();
grant delete, insert, select, update on device_files to steward_app;

create table device_models (
  id uuid not null,
  make text not null,
  name text not null,
  kind text not null,
  auto_update_expires_on date,
  price_cents bigint,
  life_years integer not null default 4,
  version integer not null default 1,
  constraint device_models_pkey PRIMARY KEY (id),
  constraint device_models_kind CHECK ((kind = ANY (ARRAY['chromebook'::text, 'ipad'::text, 'laptop'::text, 'hotspot'::text, 'other'::text]))),
  constraint device_models_life CHECK (((life_years >= 1) AND (life_years <= 20))),
  constraint device_models_price CHECK ((price_cents >= 0))
);
CREATE UNIQUE INDEX device_models_once ON public.device_models USING btree (lower(make), lower(name));
grant insert, select, update on device_models to steward_app;

create table device_plan_events (
  id uuid not null,
  subject text not null,
  subject_id uuid not null,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint device_plan_events_pkey PRIMARY KEY (id),
  constraint device_plan_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint device_plan_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint device_plan_events_kind CHECK ((kind = ANY (ARRAY['added'::text, 'changed'::text, 'removed'::text]))),
  constraint device_plan_events_subject CHECK ((subject = ANY (ARRAY['model'::text, 'refresh_plan'::text])))
);
CREATE INDEX device_plan_events_actor_id_index ON public.device_plan_events USING btree (actor_id);
CREATE INDEX device_plan_events_on_behalf_of_id_index ON public.device_plan_events USING btree (on_behalf_of_id);
CREATE INDEX device_plan_events_subject ON public.device_plan_events USING btree (subject_id, occurred_at, id);
CREATE TRIGGER device_plan_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.device_plan_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on device_plan_events to steward_app;

create table device_repairs (
  id uuid not null,
  device_id uuid not null,
  assignment_id uuid,
  work_order_id uuid,
  kind text,
  problem text not null,
  damage_class text,
  opened_by_id uuid,
  opened_at timestamp with time zone not null,
  outcome text,
  closed_at timestamp with time zone,
  cost_cents bigint,
  version integer not null default 1,
  constraint device_repairs_pkey PRIMARY KEY (id),
  constraint device_repairs_assignment_id_device_assignments_id_fk FOREIGN KEY (assignment_id) REFERENCES device_assignments(id),
  constraint device_repairs_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint device_repairs_opened_by_id_people_id_fk FOREIGN KEY (opened_by_id) REFERENCES people(id),
  constraint device_repairs_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint device_repairs_closed CHECK (((closed_at IS NULL) = (outcome IS NULL))),
  constraint device_repairs_cost CHECK ((cost_cents >= 0)),
  constraint device_repairs_damage CHECK ((damage_class = ANY (ARRAY['accident'::text, 'wear'::text, 'negligence'::text, 'theft'::text]))),
  constraint device_repairs_kind CHECK ((kind = ANY (ARRAY['in_house'::text, 'vendor'::text, 'warranty'::text]))),
  constraint device_repairs_outcome CHECK ((outcome = ANY (ARRAY['mended'::text, 'beyond_repair'::text, 'no_fault'::text]))),
  constraint device_repairs_range CHECK (((closed_at IS NULL) OR (closed_at >= opened_at)))
);
CREATE INDEX device_repairs_assignment_id_index ON public.device_repairs USING btree (assignment_id);
CREATE INDEX device_repairs_device ON public.device_repairs USING btree (device_id, opened_at);
CREATE INDEX device_repairs_opened_by_id_index ON public.device_repairs USING btree (opened_by_id);
CREATE INDEX device_repairs_work_order_id_index ON public.device_repairs USING btree (work_order_id);
CREATE UNIQUE INDEX device_repairs_open ON public.device_repairs USING btree (device_id) WHERE (closed_at IS NULL);
grant insert, select, update on device_repairs to steward_app;

create table device_views (
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  query text not null,
  created_at timestamp with time zone not null,
  constraint device_views_pkey PRIMARY KEY (id),
  constraint device_views_owner_id_people_id_fk FOREIGN KEY (owner_id) REFERENCES people(id)
);
CREATE UNIQUE INDEX device_views_once ON public.device_views USING btree (owner_id, lower(name));
grant delete, insert, select, update on device_views to steward_app;

create table devices (
  id uuid not null,
  asset_tag text not null,
  serial text not null,
  model_id uuid not null,
  home_site_id uuid not null,
  status text not null,
  status_changed_at timestamp with time zone not null,
  is_loaner boolean not null default false,
  acquired_on date,
  price_cents bigint,
  warranty_ends_on date,
  funding_source text,
  order_number text,
  planned_refresh_on date,
  last_seen_at timestamp with time zone,
  os_version text,
  mac_address text,
  deprovisioned_at timestamp with time zone,
  wiped_at timestamp with time zone,
  disposal_id uuid,
  is_demonstration boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint devices_pkey PRIMARY KEY (id),
  constraint devices_disposal_id_device_disposals_id_fk FOREIGN KEY (disposal_id) REFERENCES device_disposals(id),
  constraint devices_home_site_id_sites_id_fk FOREIGN KEY (home_site_id) REFERENCES sites(id),
  constraint devices_model_id_device_models_id_fk FOREIGN KEY (model_id) REFERENCES device_models(id),
  constraint devices_disposed CHECK (((status <> 'disposed'::text) OR ((deprovisioned_at IS NOT NULL) AND (wiped_at IS NOT NULL) AND (disposal_id IS NOT NULL)))),
  constraint devices_price CHECK ((price_cents >= 0)),
  constraint devices_status CHECK ((status = ANY (ARRAY['ordered'::text, 'received'::text, 'enrolled'::text, 'in_stock'::text, 'assigned'::text, 'on_loan'::text, 'in_repair'::text, 'vendor_repair'::text, 'warranty_repair'::text, 'awaiting_parts'::text, 'lost'::text, 'stolen'::text, 'recovered'::text, 'retired'::text, 'disposed'::text])))
);
CREATE INDEX devices_disposal_id_index ON public.devices USING btree (disposal_id) WHERE (disposal_id IS NOT NULL);
CREATE INDEX devices_model_id_index ON public.devices USING btree (model_id);
CREATE INDEX devices_site_status ON public.devices USING btree (home_site_id, status, asset_tag);
CREATE INDEX devices_status ON public.devices USING btree (status, asset_tag);
CREATE INDEX devices_tag_order ON public.devices USING btree (asset_tag);
CREATE UNIQUE INDEX devices_asset_tag ON public.devices USING btree (upper(asset_tag));
CREATE UNIQUE INDEX devices_serial ON public.devices USING btree (upper(serial));
CREATE TRIGGER devices_kept BEFORE INSERT OR UPDATE ON public.devices FOR EACH ROW EXECUTE FUNCTION keep_device();
grant insert, select, update on devices to steward_app;

create table draft_plan_items (
  id uuid not null,
  plan_id uuid not null,
  "position" integer not null,
  structure_id uuid not null,
  deficiency_id uuid,
  component_id uuid,
  scope text not null,
  cost_cents bigint not null,
  points double precision,
  constraint draft_plan_items_pkey PRIMARY KEY (id),
  constraint draft_plan_items_position UNIQUE (plan_id, "position"),
  constraint draft_plan_items_component_id_components_id_fk FOREIGN KEY (component_id) REFERENCES components(id),
  constraint draft_plan_items_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id),
  constraint draft_plan_items_plan_id_draft_plans_id_fk FOREIGN KEY (plan_id) REFERENCES draft_plans(id) ON DELETE CASCADE,
  constraint draft_plan_items_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint draft_plan_items_need CHECK ((num_nonnulls(deficiency_id, component_id) = 1))
);
CREATE INDEX draft_plan_items_component_id_index ON public.draft_plan_items USING btree (component_id);
CREATE INDEX draft_plan_items_deficiency_id_index ON public.draft_plan_items USING btree (deficiency_id);
CREATE INDEX draft_plan_items_structure_id_index ON public.draft_plan_items USING btree (structure_id);
grant delete, insert, select, update on draft_plan_items to steward_app;

create table draft_plans (
  id uuid not null,
  portfolio_id uuid not null,
  name text not null,
  weights jsonb not null,
  weights_number integer,
  created_by_id uuid not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint draft_plans_pkey PRIMARY KEY (id),
  constraint draft_plans_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint draft_plans_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id)
);
CREATE INDEX draft_plans_created_by_id_index ON public.draft_plans USING btree (created_by_id);
CREATE INDEX draft_plans_portfolio_id_created_at_index ON public.draft_plans USING btree (portfolio_id, created_at);
grant delete, insert, select, update on draft_plans to steward_app;

create table erate_imports (
  id uuid not null,
  file_name text not null,
  file_digest text not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  repeated integer not null,
  refused_count integer not null,
  refused jsonb not null,
  by_id uuid not null,
  imported_at timestamp with time zone not null,
  constraint erate_imports_pkey PRIMARY KEY (id),
  constraint erate_imports_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id)
);
CREATE INDEX erate_imports_by_id_index ON public.erate_imports USING btree (by_id);
CREATE INDEX erate_imports_imported_at_id_index ON public.erate_imports USING btree (imported_at, id);
CREATE TRIGGER erate_imports_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.erate_imports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on erate_imports to steward_app;

create table erate_line_items (
  id uuid not null,
  funding_year integer not null,
  application_number text not null,
  frn text not null,
  line_number text not null,
  function_name text not null,
  product text,
  down_mbps double precision,
  up_mbps double precision,
  quantity integer,
  monthly_cents bigint,
  import_id uuid not null,
  constraint erate_line_items_pkey PRIMARY KEY (id),
  constraint erate_line_items_line UNIQUE (funding_year, frn, line_number),
  constraint erate_line_items_import_id_erate_imports_id_fk FOREIGN KEY (import_id) REFERENCES erate_imports(id),
  constraint erate_line_items_amounts CHECK (((down_mbps >= (0)::double precision) AND (up_mbps >= (0)::double precision) AND (quantity >= 0) AND (monthly_cents >= 0)))
);
CREATE INDEX erate_line_items_import_id_index ON public.erate_line_items USING btree (import_id);
grant insert, select, update on erate_line_items to steward_app;

create table fibre_milestones (
  id uuid not null,
  site_id uuid not null,
  step text not null,
  planned_on date not null,
  done_on date,
  project_id uuid,
  is_demonstration boolean not null default false,
  version integer not null default 1,
  constraint fibre_milestones_pkey PRIMARY KEY (id),
  constraint fibre_milestones_once UNIQUE (site_id, step),
  constraint fibre_milestones_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint fibre_milestones_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint fibre_milestones_step CHECK ((step = ANY (ARRAY['survey'::text, 'design'::text, 'permit'::text, 'construction'::text, 'splice'::text, 'live'::text])))
);
CREATE INDEX fibre_milestones_project_id_index ON public.fibre_milestones USING btree (project_id);
grant insert, select, update on fibre_milestones to steward_app;

create table field_operations (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  work_order_id uuid,
  site_id uuid,
  request_type_id uuid,
  payload jsonb not null,
  device_at timestamp with time zone not null,
  sent_at timestamp with time zone not null,
  occurred_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  seen_status text,
  seen_version integer,
  order_status text,
  order_version integer,
  outcome text not null,
  reason text,
  decision text,
  decision_note text,
  decided_by_id uuid,
  decided_at timestamp with time zone,
  constraint field_operations_pkey PRIMARY KEY (id),
  constraint field_operations_decided_by_id_people_id_fk FOREIGN KEY (decided_by_id) REFERENCES people(id),
  constraint field_operations_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint field_operations_request_type_id_request_types_id_fk FOREIGN KEY (request_type_id) REFERENCES request_types(id),
  constraint field_operations_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint field_operations_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint field_operations_decided CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by_id IS NULL)))),
  constraint field_operations_decision CHECK ((decision = ANY (ARRAY['applied'::text, 'dismissed'::text]))),
  constraint field_operations_kind CHECK ((kind = ANY (ARRAY['start'::text, 'hold'::text, 'resume'::text, 'complete'::text, 'give_back'::text, 'note'::text, 'labour'::text, 'photo'::text, 'request'::text]))),
  constraint field_operations_outcome CHECK ((outcome = ANY (ARRAY['applied'::text, 'set_aside'::text]))),
  constraint field_operations_reason CHECK (((outcome = 'set_aside'::text) = (reason IS NOT NULL)))
);
CREATE INDEX field_operations_decided_by_id_index ON public.field_operations USING btree (decided_by_id);
CREATE INDEX field_operations_person_id_received_at_index ON public.field_operations USING btree (person_id, received_at);
CREATE INDEX field_operations_request_type_id_index ON public.field_operations USING btree (request_type_id);
CREATE INDEX field_operations_site_id_index ON public.field_operations USING btree (site_id);
CREATE INDEX field_operations_waiting ON public.field_operations USING btree (received_at, id) WHERE ((outcome = 'set_aside'::text) AND (decision IS NULL));
CREATE INDEX field_operations_work_order_id_index ON public.field_operations USING btree (work_order_id);
grant insert, select, update on field_operations to steward_app;

create table finance_matches (
  file_id uuid not null,
  key text not null,
  outcome text not null,
  account text,
  po_number text,
  invoice_number text,
  theirs_account text,
  theirs_invoice_number text,
  vendor_name text,
  ours_cents bigint,
  theirs_cents bigint,
  rows integer[] not null,
  contract_id uuid,
  constraint finance_matches_file_id_key_pk PRIMARY KEY (file_id, key),
  constraint finance_matches_contract_id_contracts_id_fk FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint finance_matches_file_id_capital_files_id_fk FOREIGN KEY (file_id) REFERENCES capital_files(id),
  constraint finance_matches_outcome CHECK ((outcome = ANY (ARRAY['matched'::text, 'different'::text, 'ours_only'::text, 'theirs_only'::text, 'unreadable'::text, 'elsewhere'::text])))
);
CREATE INDEX finance_matches_contract_id_index ON public.finance_matches USING btree (contract_id);
CREATE INDEX finance_matches_file_id_outcome_key_index ON public.finance_matches USING btree (file_id, outcome, key);
grant delete, insert, select, update on finance_matches to steward_app;

create table finance_resolutions (
  id uuid not null,
  programme_id uuid not null,
  kind text not null,
  key text not null,
  ours_cents bigint,
  theirs_cents bigint,
  reason text not null,
  words text not null,
  file_id uuid not null,
  by_id uuid not null,
  on_behalf_of_id uuid,
  resolved_at timestamp with time zone not null,
  constraint finance_resolutions_pkey PRIMARY KEY (id),
  constraint finance_resolutions_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint finance_resolutions_file_id_capital_files_id_fk FOREIGN KEY (file_id) REFERENCES capital_files(id),
  constraint finance_resolutions_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint finance_resolutions_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint finance_resolutions_kind CHECK ((kind = ANY (ARRAY['actuals'::text, 'purchase_orders'::text]))),
  constraint finance_resolutions_reason CHECK ((reason = ANY (ARRAY['timing'::text, 'ours_is_wrong'::text, 'theirs_is_wrong'::text, 'not_capital'::text, 'rounding'::text, 'other'::text, 'reopened'::text])))
);
CREATE INDEX finance_resolutions_by_id_index ON public.finance_resolutions USING btree (by_id);
CREATE INDEX finance_resolutions_file_id_index ON public.finance_resolutions USING btree (file_id);
CREATE INDEX finance_resolutions_on_behalf_of_id_index ON public.finance_resolutions USING btree (on_behalf_of_id);
CREATE INDEX finance_resolutions_programme_id_kind_key_id_index ON public.finance_resolutions USING btree (programme_id, kind, key, id);
CREATE TRIGGER finance_resolutions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finance_resolutions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on finance_resolutions to steward_app;

create table finance_rows (
  file_id uuid not null,
  "row" integer not null,
  account text,
  po_number text,
  invoice_number text,
  vendor_number text,
  vendor_name text,
  amount_cents bigint,
  posted_on date,
  words text,
  faults jsonb,
  raw jsonb,
  constraint finance_rows_file_id_row_pk PRIMARY KEY (file_id, "row"),
  constraint finance_rows_file_id_capital_files_id_fk FOREIGN KEY (file_id) REFERENCES capital_files(id)
);
grant delete, insert, select, update on finance_rows to steward_app;

create table forecast_runs (
  id uuid not null,
  portfolio_id uuid not null,
  name text not null,
  method text not null,
  cost_basis_id uuid not null,
  year integer not null,
  inputs jsonb not null,
  inventory bytea not null,
  inventory_digest text not null,
  status text not null,
  draws_done integer not null default 0,
  attempt integer not null default 1,
  heard_at timestamp with time zone not null,
  result bytea,
  result_digest text,
  took_ms integer,
  started_by_id uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint forecast_runs_pkey PRIMARY KEY (id),
  constraint forecast_runs_cost_basis_id_cost_bases_id_fk FOREIGN KEY (cost_basis_id) REFERENCES cost_bases(id),
  constraint forecast_runs_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id),
  constraint forecast_runs_started_by_id_people_id_fk FOREIGN KEY (started_by_id) REFERENCES people(id),
  constraint forecast_runs_result CHECK (((status = 'done'::text) = (result IS NOT NULL))),
  constraint forecast_runs_status CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX forecast_runs_cost_basis_id_index ON public.forecast_runs USING btree (cost_basis_id);
CREATE INDEX forecast_runs_portfolio_id_started_at_index ON public.forecast_runs USING btree (portfolio_id, started_at);
CREATE INDEX forecast_runs_started_by_id_index ON public.forecast_runs USING btree (started_by_id);
grant insert, select, update on forecast_runs to steward_app;

create table funding_sources (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  fund_code text not null,
  series text,
  issued_on date,
  planned_cents bigint not null,
  version integer not null default 1,
  constraint funding_sources_pkey PRIMARY KEY (id),
  constraint funding_sources_code UNIQUE (programme_id, code),
  constraint funding_sources_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint funding_sources_fund CHECK ((fund_code = ANY (ARRAY['10'::text, '31'::text, '41'::text, '43'::text, '51'::text]))),
  constraint funding_sources_kind CHECK ((kind = ANY (ARRAY['bond'::text, 'premium'::text, 'interest'::text, 'transfer'::text, 'mill_levy'::text, 'grant'::text, 'insurance'::text, 'erate'::text, 'other'::text]))),
  constraint funding_sources_planned CHECK ((planned_cents >= 0))
);
grant insert, select, update on funding_sources to steward_app;

create table harvested_parts (
  id uuid not null,
  device_id uuid not null,
  model_id uuid not null,
  kind text not null,
  harvested_by_id uuid,
  harvested_at timestamp with time zone not null,
  used_in_repair_id uuid,
  used_at timestamp with time zone,
  constraint harvested_parts_pkey PRIMARY KEY (id),
  constraint harvested_parts_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint harvested_parts_harvested_by_id_people_id_fk FOREIGN KEY (harvested_by_id) REFERENCES people(id),
  constraint harvested_parts_model_id_device_models_id_fk FOREIGN KEY (model_id) REFERENCES device_models(id),
  constraint harvested_parts_used_in_repair_id_device_repairs_id_fk FOREIGN KEY (used_in_repair_id) REFERENCES device_repairs(id),
  constraint harvested_parts_kind CHECK ((kind = ANY (ARRAY['screen'::text, 'keyboard'::text, 'battery'::text, 'charger'::text, 'hinge'::text, 'board'::text, 'case'::text, 'other'::text]))),
  constraint harvested_parts_used CHECK (((used_in_repair_id IS NULL) = (used_at IS NULL)))
);
CREATE INDEX harvested_parts_device_id_index ON public.harvested_parts USING btree (device_id);
CREATE INDEX harvested_parts_harvested_by_id_index ON public.harvested_parts USING btree (harvested_by_id);
CREATE INDEX harvested_parts_model_id_index ON public.harvested_parts USING btree (model_id);
CREATE INDEX harvested_parts_used_in_repair_id_index ON public.harvested_parts USING btree (used_in_repair_id);
CREATE TRIGGER harvested_parts_kept BEFORE INSERT OR UPDATE ON public.harvested_parts FOR EACH ROW EXECUTE FUNCTION keep_part();
grant insert, select, update on harvested_parts to steward_app;

create table idempotency_keys (
  id uuid not null,
  person_id uuid not null,
  route text not null,
  key text not null,
  request_hash text not null,
  response_status integer,
  response_headers jsonb,
  response_body text,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (id),
  constraint idempotency_keys_once UNIQUE (person_id, route, key),
  constraint idempotency_keys_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX idempotency_keys_created_at_index ON public.idempotency_keys USING btree (created_at);
grant delete, insert, select, update on idempotency_keys to steward_app;

create table import_mappings (
  id uuid not null,
  kind text not null,
  name text not null,
  headings_digest text not null,
  mapping jsonb not null,
  by_id uuid,
  saved_at timestamp with time zone not null,
  constraint import_mappings_pkey PRIMARY KEY (id),
  constraint import_mappings_name UNIQUE (kind, name),
  constraint import_mappings_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint import_mappings_kind CHECK ((kind = ANY (ARRAY['buildings'::text, 'deficiencies'::text, 'components'::text])))
);
CREATE INDEX import_mappings_by_id_index ON public.import_mappings USING btree (by_id);
CREATE INDEX import_mappings_kind_headings_digest_index ON public.import_mappings USING btree (kind, headings_digest);
grant delete, insert, select, update on import_mappings to steward_app;

create table import_rows (
  import_id uuid not null,
  "row" integer not null,
  verdict text not null,
  effect text,
  structure_id uuid,
  target_id uuid,
  seen_version integer,
  "values" jsonb,
  before jsonb,
  reasons jsonb,
  raw jsonb,
  outcome text not null default 'none'::text,
  is_kept boolean not null default false,
  constraint import_rows_import_id_row_pk PRIMARY KEY (import_id, "row"),
  constraint import_rows_import_id_imports_id_fk FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_rows_effect CHECK ((effect = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text]))),
  constraint import_rows_outcome CHECK ((outcome = ANY (ARRAY['none'::text, 'waiting'::text, 'done'::text, 'kept'::text]))),
  constraint import_rows_verdict CHECK ((verdict = ANY (ARRAY['good'::text, 'remark'::text, 'wrong'::text, 'duplicate'::text, 'total'::text])))
);
CREATE INDEX import_rows_effects ON public.import_rows USING btree (import_id, structure_id) WHERE (effect = ANY (ARRAY['new'::text, 'changed'::text]));
CREATE INDEX import_rows_reasons ON public.import_rows USING btree (import_id, "row") WHERE ((verdict <> 'good'::text) OR is_kept);
grant delete, insert, select, update on import_rows to steward_app;

create table imports (
  id uuid not null,
  portfolio_id uuid not null,
  kind text not null,
  file_name text not null,
  file_digest text not null,
  size_bytes bigint not null,
  storage_key text,
  format jsonb not null,
  mapping jsonb not null,
  state text not null,
  failure text,
  rows_read integer not null default 0,
  done_ratio double precision not null default 0,
  summary jsonb,
  takes_remarks boolean not null default false,
  assessor text,
  assessed_on date,
  assessment_id uuid,
  by_id uuid,
  lease_id uuid,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  finished_at timestamp with time zone,
  version integer not null default 1,
  rows_to_load integer not null default 0,
  rows_done integer not null default 0,
  rows_kept integer not null default 0,
  loaded_to uuid,
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_assessment_id_assessments_id_fk FOREIGN KEY (assessment_id) REFERENCES assessments(id),
  constraint imports_by_id_people_id_fk FOREIGN KEY (by_id) REFERENCES people(id),
  constraint imports_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id),
  constraint imports_all_in CHECK (((state <> 'done'::text) OR ((rows_done + rows_kept) = rows_to_load))),
  constraint imports_done CHECK (((done_ratio >= (0)::double precision) AND (done_ratio <= (1)::double precision))),
  constraint imports_kind CHECK ((kind = ANY (ARRAY['buildings'::text, 'deficiencies'::text, 'components'::text]))),
  constraint imports_loaded CHECK (((rows_done >= 0) AND (rows_kept >= 0) AND ((rows_done + rows_kept) <= rows_to_load))),
  constraint imports_state CHECK ((state = ANY (ARRAY['receiving'::text, 'mapping'::text, 'checking'::text, 'checked'::text, 'loading'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX imports_assessment_id_index ON public.imports USING btree (assessment_id);
CREATE INDEX imports_by_id_index ON public.imports USING btree (by_id);
CREATE INDEX imports_file_digest_index ON public.imports USING btree (file_digest);
CREATE INDEX imports_portfolio_id_index ON public.imports USING btree (portfolio_id);
CREATE INDEX imports_under_way ON public.imports USING btree (created_at) WHERE (state = ANY (ARRAY['checking'::text, 'loading'::text]));
grant delete, insert, select, update on imports to steward_app;

create table invoice_lines (
  request_id uuid not null,
  contract_line_id uuid not null,
  amount_cents bigint not null,
  retainage_cents bigint not null,
  released_cents bigint not null default 0,
  constraint invoice_lines_request_id_contract_line_id_pk PRIMARY KEY (request_id, contract_line_id),
  constraint invoice_lines_contract_line_id_contract_lines_id_fk FOREIGN KEY (contract_line_id) REFERENCES contract_lines(id),
  constraint invoice_lines_request_id_invoices_request_id_fk FOREIGN KEY (request_id) REFERENCES invoices(request_id),
  constraint invoice_lines_held CHECK (((retainage_cents >= 0) AND (released_cents >= 0)))
);
CREATE INDEX invoice_lines_contract_line_id_index ON public.invoice_lines USING btree (contract_line_id);
CREATE TRIGGER invoice_lines_as_asked BEFORE INSERT ON public.invoice_lines FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant insert, select on invoice_lines to steward_app;

create table invoices (
  request_id uuid not null,
  contract_id uuid not null,
  vendor_id uuid not null,
  number text not null,
  billed_on date not null,
  dispute_reason text,
  is_void boolean not null default false,
  constraint invoices_pkey PRIMARY KEY (request_id),
  constraint invoices_contract_id_contracts_id_fk FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint invoices_request_id_capital_requests_id_fk FOREIGN KEY (request_id) REFERENCES capital_requests(id),
  constraint invoices_vendor_id_vendors_id_fk FOREIGN KEY (vendor_id) REFERENCES vendors(id)
);
CREATE INDEX invoices_contract_id_index ON public.invoices USING btree (contract_id);
CREATE INDEX invoices_vendor_id_index ON public.invoices USING btree (vendor_id);
CREATE UNIQUE INDEX invoices_number ON public.invoices USING btree (vendor_id, upper(number)) WHERE (NOT is_void);
CREATE TRIGGER invoices_as_asked BEFORE INSERT ON public.invoices FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant insert, select, update on invoices to steward_app;

create table isp_capacities (
  id uuid not null,
  effective_on date not null,
  mbps double precision not null,
  source text not null,
  version integer not null default 1,
  constraint isp_capacities_pkey PRIMARY KEY (id),
  constraint "isp_capacities_effectiveOn_unique" UNIQUE (effective_on),
  constraint isp_capacities_mbps CHECK ((mbps > (0)::double precision))
);
grant insert, select, update on isp_capacities to steward_app;

create table journal_accounts (
  use text not null,
  code text not null,
  name_en text not null,
  name_es text not null,
  version integer not null default 1,
  constraint journal_accounts_pkey PRIMARY KEY (use),
  constraint journal_accounts_use CHECK ((use = ANY (ARRAY['cash'::text, 'revenue'::text, 'expenditure'::text, 'encumbrance'::text, 'encumbrance_reserve'::text, 'payable'::text, 'retainage_payable'::text, 'appropriation'::text])))
);
grant insert, select, update on journal_accounts to steward_app;

create table labour_entries (
  id uuid not null,
  work_order_id uuid not null,
  person_id uuid not null,
  worked_on date not null,
  minutes integer not null,
  note text,
  entered_by_id uuid not null,
  entered_at timestamp with time zone not null,
  constraint labour_entries_pkey PRIMARY KEY (id),
  constraint labour_entries_entered_by_id_people_id_fk FOREIGN KEY (entered_by_id) REFERENCES people(id),
  constraint labour_entries_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint labour_entries_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint labour_entries_minutes CHECK (((minutes <> 0) AND ((minutes >= '-1440'::integer) AND (minutes <= 1440))))
);
CREATE INDEX labour_entries_entered_by_id_index ON public.labour_entries USING btree (entered_by_id);
CREATE INDEX labour_entries_person_id_worked_on_index ON public.labour_entries USING btree (person_id, worked_on);
CREATE INDEX labour_entries_work_order_id_index ON public.labour_entries USING btree (work_order_id);
grant insert, select on labour_entries to steward_app;

create table labour_rates (
  id uuid not null,
  service_code text not null,
  team_id uuid,
  effective_on date not null,
  hourly_cents bigint,
  created_by_id uuid not null,
  created_at timestamp with time zone not null,
  constraint labour_rates_pkey PRIMARY KEY (id),
  constraint labour_rates_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint labour_rates_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint labour_rates_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint labour_rates_sense CHECK ((hourly_cents > 0))
);
CREATE INDEX labour_rates_created_by_id_index ON public.labour_rates USING btree (created_by_id);
CREATE INDEX labour_rates_service_code_effective_on_index ON public.labour_rates USING btree (service_code, effective_on);
CREATE INDEX labour_rates_team_id_index ON public.labour_rates USING btree (team_id);
CREATE TRIGGER labour_rates_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.labour_rates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on labour_rates to steward_app;

create table ledger_entries (
  id uuid not null,
  programme_id uuid not null,
  kind text not null,
  budget_line_id uuid not null,
  from_line_id uuid,
  contract_line_id uuid,
  request_id uuid,
  baseline_id uuid,
  amount_cents bigint not null,
  effective_on date not null,
  note text,
  document_id uuid,
  no_document_reason text,
  actor_id uuid,
  on_behalf_of_id uuid,
  finance_key text,
  data jsonb not null default '{}'::jsonb,
  recorded_at timestamp with time zone not null,
  constraint ledger_entries_pkey PRIMARY KEY (id),
  constraint ledger_entries_finance_key UNIQUE (programme_id, finance_key),
  constraint ledger_entries_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint ledger_entries_baseline_id_baselines_id_fk FOREIGN KEY (baseline_id) REFERENCES baselines(id),
  constraint ledger_entries_budget_line_id_budget_lines_id_fk FOREIGN KEY (budget_line_id) REFERENCES budget_lines(id),
  constraint ledger_entries_contract_line_id_contract_lines_id_fk FOREIGN KEY (contract_line_id) REFERENCES contract_lines(id),
  constraint ledger_entries_document_id_capital_documents_id_fk FOREIGN KEY (document_id) REFERENCES capital_documents(id),
  constraint ledger_entries_from_line_id_budget_lines_id_fk FOREIGN KEY (from_line_id) REFERENCES budget_lines(id),
  constraint ledger_entries_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint ledger_entries_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint ledger_entries_request_id_capital_requests_id_fk FOREIGN KEY (request_id) REFERENCES capital_requests(id),
  constraint ledger_entries_amount CHECK ((amount_cents <> 0)),
  constraint ledger_entries_asked CHECK (((kind <> ALL (ARRAY['transfer'::text, 'commitment'::text, 'change_order'::text, 'invoice'::text])) OR (request_id IS NOT NULL))),
  constraint ledger_entries_contract CHECK (((kind = ANY (ARRAY['commitment'::text, 'change_order'::text, 'release'::text, 'invoice'::text, 'retainage'::text, 'payment'::text])) = (contract_line_id IS NOT NULL))),
  constraint ledger_entries_forward CHECK (((kind <> ALL (ARRAY['baseline'::text, 'transfer'::text])) OR (amount_cents > 0))),
  constraint ledger_entries_kind CHECK ((kind = ANY (ARRAY['revenue'::text, 'baseline'::text, 'transfer'::text, 'commitment'::text, 'change_order'::text, 'release'::text, 'invoice'::text, 'retainage'::text, 'payment'::text, 'estimate'::text]))),
  constraint ledger_entries_promised CHECK (((kind = 'baseline'::text) = (baseline_id IS NOT NULL))),
  constraint ledger_entries_release CHECK (((kind <> 'release'::text) OR (amount_cents < 0))),
  constraint ledger_entries_rests CHECK ((num_nonnulls(document_id, no_document_reason) = 1)),
  constraint ledger_entries_two_sides CHECK ((((kind = ANY (ARRAY['baseline'::text, 'transfer'::text])) = (from_line_id IS NOT NULL)) AND (from_line_id IS DISTINCT FROM budget_line_id)))
);
CREATE INDEX ledger_entries_actor ON public.ledger_entries USING btree (actor_id) WHERE (actor_id IS NOT NULL);
CREATE INDEX ledger_entries_baseline ON public.ledger_entries USING btree (baseline_id) WHERE (baseline_id IS NOT NULL);
CREATE INDEX ledger_entries_budget_line_id_effective_on_id_index ON public.ledger_entries USING btree (budget_line_id, effective_on, id);
CREATE INDEX ledger_entries_contract_line ON public.ledger_entries USING btree (contract_line_id) WHERE (contract_line_id IS NOT NULL);
CREATE INDEX ledger_entries_document ON public.ledger_entries USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX ledger_entries_effective ON public.ledger_entries USING btree (programme_id, effective_on, id);
CREATE INDEX ledger_entries_from ON public.ledger_entries USING btree (from_line_id) WHERE (from_line_id IS NOT NULL);
CREATE INDEX ledger_entries_on_behalf_of ON public.ledger_entries USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE INDEX ledger_entries_programme_id_recorded_at_id_index ON public.ledger_entries USING btree (programme_id, recorded_at, id);
CREATE INDEX ledger_entries_request ON public.ledger_entries USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE UNIQUE INDEX ledger_entries_baseline_once ON public.ledger_entries USING btree (baseline_id, budget_line_id) WHERE (kind = 'baseline'::text);
CREATE UNIQUE INDEX ledger_entries_contract_once ON public.ledger_entries USING btree (request_id, contract_line_id, kind) WHERE (kind = ANY (ARRAY['commitment'::text, 'change_order'::text, 'invoice'::text]));
CREATE UNIQUE INDEX ledger_entries_transfer_once ON public.ledger_entries USING btree (request_id) WHERE (kind = 'transfer'::text);
CREATE TRIGGER ledger_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_keep AFTER INSERT ON public.ledger_entries FOR EACH ROW EXECUTE FUNCTION keep_ledger();
grant insert, select on ledger_entries to steward_app;

create table macros (
  id uuid not null,
  name text not null,
  service_code text,
  acts jsonb not null,
  is_active boolean not null default true,
  version integer not null default 1,
  constraint macros_pkey PRIMARY KEY (id),
  constraint macros_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code)
);
CREATE INDEX macros_service_code_index ON public.macros USING btree (service_code);
grant insert, select, update on macros to steward_app;

create table mail_events (
  id uuid not null,
  mail_id uuid not null,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint mail_events_pkey PRIMARY KEY (id),
  constraint mail_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint mail_events_mail_id_mails_id_fk FOREIGN KEY (mail_id) REFERENCES mails(id),
  constraint mail_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id)
);
CREATE INDEX mail_events_actor_id_index ON public.mail_events USING btree (actor_id) WHERE (actor_id IS NOT NULL);
CREATE INDEX mail_events_mail_id_occurred_at_id_index ON public.mail_events USING btree (mail_id, occurred_at, id);
CREATE INDEX mail_events_on_behalf_of_id_index ON public.mail_events USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE TRIGGER mail_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.mail_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on mail_events to steward_app;

create table mails (
  id uuid not null,
  notice_id uuid not null,
  person_id uuid not null,
  to_address text,
  subject text,
  text_body text,
  html_body text,
  status text not null default 'queued'::text,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone not null,
  last_error text,
  created_at timestamp with time zone not null,
  tried_since timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_once UNIQUE (notice_id),
  constraint mails_notice_id_notices_id_fk FOREIGN KEY (notice_id) REFERENCES notices(id),
  constraint mails_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint mails_sent CHECK (((status = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint mails_status CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'kept'::text, 'withdrawn'::text])))
);
CREATE INDEX mails_due ON public.mails USING btree (next_attempt_at, id) WHERE (status = 'queued'::text);
CREATE INDEX mails_newest ON public.mails USING btree (created_at, id);
CREATE INDEX mails_person_id_created_at_id_index ON public.mails USING btree (person_id, created_at, id);
CREATE INDEX mails_status_newest ON public.mails USING btree (status, created_at, id);
grant insert, select, update on mails to steward_app;

create table need_estimates (
  deficiency_id uuid not null,
  readiness_ratio double precision,
  saving_cents bigint,
  source text not null,
  version integer not null default 1,
  constraint need_estimates_pkey PRIMARY KEY (deficiency_id),
  constraint need_estimates_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id),
  constraint need_estimates_readiness CHECK (((readiness_ratio IS NULL) OR ((readiness_ratio >= (0)::double precision) AND (readiness_ratio <= (1)::double precision)))),
  constraint need_estimates_saving CHECK (((saving_cents IS NULL) OR (saving_cents >= 0)))
);
grant insert, select, update on need_estimates to steward_app;

create table network_contracts (
  id uuid not null,
  provider_id uuid not null,
  number text not null,
  starts_on date not null,
  ends_on date not null,
  monthly_cents bigint,
  version integer not null default 1,
  constraint network_contracts_pkey PRIMARY KEY (id),
  constraint network_contracts_number UNIQUE (provider_id, number),
  constraint network_contracts_of_provider UNIQUE (id, provider_id),
  constraint network_contracts_provider_id_network_providers_id_fk FOREIGN KEY (provider_id) REFERENCES network_providers(id),
  constraint network_contracts_days CHECK ((starts_on < ends_on)),
  constraint network_contracts_monthly CHECK ((monthly_cents >= 0))
);
grant insert, select, update on network_contracts to steward_app;

create table network_dips (
  id uuid not null,
  site_id uuid not null,
  began_at timestamp with time zone not null,
  found_at timestamp with time zone not null,
  usual_mbps double precision not null,
  seen_mbps double precision not null,
  state text not null,
  work_order_id uuid,
  decided_by_id uuid,
  decided_at timestamp with time zone,
  reason text,
  ended_at timestamp with time zone,
  version integer not null default 1,
  constraint network_dips_pkey PRIMARY KEY (id),
  constraint network_dips_began UNIQUE (site_id, began_at),
  constraint network_dips_order UNIQUE (work_order_id),
  constraint network_dips_decided_by_id_people_id_fk FOREIGN KEY (decided_by_id) REFERENCES people(id),
  constraint network_dips_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint network_dips_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint network_dips_decided CHECK ((num_nonnulls(decided_by_id, decided_at) =
CASE
    WHEN (state = 'proposed'::text) THEN 0
    ELSE 2
END)),
  constraint network_dips_dismissed CHECK (((reason IS NOT NULL) = (state = 'dismissed'::text))),
  constraint network_dips_half CHECK ((seen_mbps < (usual_mbps / (2)::double precision))),
  constraint network_dips_ordered CHECK (((work_order_id IS NOT NULL) = (state = 'ordered'::text))),
  constraint network_dips_state CHECK ((state = ANY (ARRAY['proposed'::text, 'ordered'::text, 'dismissed'::text])))
);
CREATE INDEX network_dips_decided_by_id_index ON public.network_dips USING btree (decided_by_id);
CREATE UNIQUE INDEX network_dips_one ON public.network_dips USING btree (site_id) WHERE (ended_at IS NULL);
CREATE TRIGGER network_dips_keep BEFORE UPDATE ON public.network_dips FOR EACH ROW EXECUTE FUNCTION keep_network_dip();
grant insert, select, update on network_dips to steward_app;

create table network_events (
  id uuid not null,
  subject text not null,
  subject_id uuid not null,
  kind text not null,
  actor_id uuid not null,
  on_behalf_of_id uuid,
  data jsonb not null,
  occurred_at timestamp with time zone not null,
  constraint network_events_pkey PRIMARY KEY (id),
  constraint network_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint network_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint network_events_kind CHECK ((kind = ANY (ARRAY['added'::text, 'changed'::text]))),
  constraint network_events_subject CHECK ((subject = ANY (ARRAY['provider'::text, 'contract'::text, 'milestone'::text, 'target'::text, 'capacity'::text, 'staff'::text])))
);
CREATE INDEX network_events_actor_id_index ON public.network_events USING btree (actor_id);
CREATE INDEX network_events_on_behalf_of_id_index ON public.network_events USING btree (on_behalf_of_id);
CREATE INDEX network_events_subject_id_occurred_at_id_index ON public.network_events USING btree (subject_id, occurred_at, id);
CREATE TRIGGER network_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.network_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on network_events to steward_app;

create table network_probes (
  id uuid not null,
  site_id uuid not null,
  name text not null,
  secret_hash text not null,
  created_by_id uuid not null,
  created_at timestamp with time zone not null,
  last_heard_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by_id uuid,
  constraint network_probes_pkey PRIMARY KEY (id),
  constraint "network_probes_secretHash_unique" UNIQUE (secret_hash),
  constraint network_probes_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint network_probes_revoked_by_id_people_id_fk FOREIGN KEY (revoked_by_id) REFERENCES people(id),
  constraint network_probes_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint network_probes_revoked CHECK (((revoked_at IS NULL) = (revoked_by_id IS NULL)))
);
CREATE INDEX network_probes_created_by_id_index ON public.network_probes USING btree (created_by_id);
CREATE INDEX network_probes_revoked_by_id_index ON public.network_probes USING btree (revoked_by_id);
CREATE INDEX network_probes_site_id_index ON public.network_probes USING btree (site_id);
CREATE TRIGGER network_probes_keep BEFORE UPDATE ON public.network_probes FOR EACH ROW EXECUTE FUNCTION keep_network_probe();
grant insert, select, update on network_probes to steward_app;

create table network_providers (
  id uuid not null,
  name text not null,
  is_demonstration boolean not null default false,
  version integer not null default 1,
  constraint network_providers_pkey PRIMARY KEY (id),
  constraint network_providers_name_unique UNIQUE (name)
);
grant insert, select, update on network_providers to steward_app;

create table notice_outbox (
  event_id uuid not null,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  constraint notice_outbox_pkey PRIMARY KEY (event_id)
);
grant delete, insert, select, update on notice_outbox to steward_app;

create table notices (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  work_order_id uuid,
  event_id uuid,
  is_internal boolean not null default false,
  facts jsonb not null default '{}'::jsonb,
  path text,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  attached jsonb,
  constraint notices_pkey PRIMARY KEY (id),
  constraint notices_once UNIQUE (event_id, person_id),
  constraint notices_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint notices_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id),
  constraint notices_lead_somewhere CHECK (((work_order_id IS NOT NULL) OR (path IS NOT NULL)))
);
CREATE INDEX notices_newest ON public.notices USING btree (person_id, created_at, id);
CREATE INDEX notices_unread ON public.notices USING btree (person_id) WHERE (read_at IS NULL);
CREATE INDEX notices_work_order_id_index ON public.notices USING btree (work_order_id);
grant insert, select, update on notices to steward_app;

create table outlook_scenarios (
  id uuid not null,
  programme_id uuid not null,
  name text not null,
  method text not null,
  inputs jsonb not null,
  as_of date not null,
  created_by_id uuid not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint outlook_scenarios_pkey PRIMARY KEY (id),
  constraint outlook_scenarios_name UNIQUE (programme_id, name),
  constraint outlook_scenarios_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint outlook_scenarios_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id)
);
CREATE INDEX outlook_scenarios_created_by_id_index ON public.outlook_scenarios USING btree (created_by_id);
grant delete, insert, select, update on outlook_scenarios to steward_app;

create table packet_subscription_events (
  id uuid not null,
  subscription_id uuid not null,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint packet_subscription_events_pkey PRIMARY KEY (id),
  constraint packet_subscription_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint packet_subscription_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint packet_subscription_events_subscription_id_packet_subscriptions FOREIGN KEY (subscription_id) REFERENCES packet_subscriptions(id)
);
CREATE INDEX packet_subscription_events_actor_id_index ON public.packet_subscription_events USING btree (actor_id);
CREATE INDEX packet_subscription_events_on_behalf_of_id_index ON public.packet_subscription_events USING btree (on_behalf_of_id);
CREATE INDEX packet_subscription_events_subscription_id_occurred_at_id_index ON public.packet_subscription_events USING btree (subscription_id, occurred_at, id);
CREATE TRIGGER packet_subscription_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.packet_subscription_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on packet_subscription_events to steward_app;

create table packet_subscriptions (
  id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  created_by_id uuid not null,
  every text not null,
  day integer not null,
  hour integer not null,
  language text not null,
  next_due_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  version integer not null default 1,
  constraint packet_subscriptions_pkey PRIMARY KEY (id),
  constraint packet_subscriptions_created_by_id_people_id_fk FOREIGN KEY (created_by_id) REFERENCES people(id),
  constraint packet_subscriptions_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint packet_subscriptions_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint packet_subscriptions_ended CHECK ((((ended_at IS NULL) = (ended_because IS NULL)) AND ((ended_because IS NULL) OR (ended_because = ANY (ARRAY['person'::text, 'role'::text]))))),
  constraint packet_subscriptions_every CHECK ((((every = 'week'::text) AND ((day >= 1) AND (day <= 7))) OR ((every = 'month'::text) AND ((day >= 1) AND (day <= 31))))),
  constraint packet_subscriptions_hour CHECK (((hour >= 0) AND (hour <= 23))),
  constraint packet_subscriptions_language CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
);
CREATE INDEX packet_subscriptions_created_by_id_index ON public.packet_subscriptions USING btree (created_by_id);
CREATE INDEX packet_subscriptions_due ON public.packet_subscriptions USING btree (next_due_at) WHERE (ended_at IS NULL);
CREATE INDEX packet_subscriptions_person_id_index ON public.packet_subscriptions USING btree (person_id);
CREATE INDEX packet_subscriptions_programme_id_index ON public.packet_subscriptions USING btree (programme_id);
CREATE UNIQUE INDEX packet_subscriptions_once ON public.packet_subscriptions USING btree (programme_id, person_id) WHERE (ended_at IS NULL);
grant insert, select, update on packet_subscriptions to steward_app;

create table people (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  job_title text,
  site_id uuid,
  locale text not null default 'en'::text,
  is_demonstration boolean not null default false,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  is_mailed boolean not null default true,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_email_unique UNIQUE (email),
  constraint people_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE INDEX people_name_trgm ON public.people USING gin (lower(((name || ' '::text) || email)) gin_trgm_ops);
CREATE INDEX people_site_id_index ON public.people USING btree (site_id);
CREATE CONSTRAINT TRIGGER people_version AFTER INSERT OR DELETE OR UPDATE OF name, email, locale, site_id, is_active ON public.people DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('access');
CREATE TRIGGER people_end_delegations AFTER UPDATE OF is_active ON public.people FOR EACH ROW WHEN ((old.is_active AND (NOT new.is_active))) EXECUTE FUNCTION end_delegations_with_their_ground();
grant delete, insert, select, update on people to steward_app;

create table person_events (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  actor_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  on_behalf_of_id uuid,
  api_token_id uuid,
  constraint person_events_pkey PRIMARY KEY (id),
  constraint person_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint person_events_api_token_id_api_tokens_id_fk FOREIGN KEY (api_token_id) REFERENCES api_tokens(id),
  constraint person_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint person_events_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX person_events_actor_id_index ON public.person_events USING btree (actor_id);
CREATE INDEX person_events_api_token_id_index ON public.person_events USING btree (api_token_id) WHERE (api_token_id IS NOT NULL);
CREATE INDEX person_events_on_behalf_of_id_index ON public.person_events USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE INDEX person_events_person_id_occurred_at_index ON public.person_events USING btree (person_id, occurred_at);
CREATE TRIGGER person_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.person_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on person_events to steward_app;

create table person_rooms (
  person_id uuid not null,
  room_id uuid not null,
  is_mine boolean not null default false,
  used_at timestamp with time zone,
  constraint person_rooms_person_id_room_id_pk PRIMARY KEY (person_id, room_id),
  constraint person_rooms_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint person_rooms_room_id_rooms_id_fk FOREIGN KEY (room_id) REFERENCES rooms(id) ON DELETE CASCADE
);
CREATE INDEX person_rooms_room_id_index ON public.person_rooms USING btree (room_id);
grant delete, insert, select, update on person_rooms to steward_app;

create table plan_target_events (
  id uuid not null,
  measure text not null,
  year integer not null,
  target_ratio double precision,
  reason text not null,
  is_demonstration boolean not null default false,
  actor_id uuid,
  on_behalf_of_id uuid,
  occurred_at timestamp with time zone not null,
  constraint plan_target_events_pkey PRIMARY KEY (id),
  constraint plan_target_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint plan_target_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint plan_target_events_ratio CHECK (((target_ratio >= (0)::double precision) AND (target_ratio <= (10)::double precision))),
  constraint plan_target_events_year CHECK (((year >= 2000) AND (year <= 2100)))
);
CREATE INDEX plan_target_events_actor_id_index ON public.plan_target_events USING btree (actor_id);
CREATE INDEX plan_target_events_measure_year_occurred_at_id_index ON public.plan_target_events USING btree (measure, year, occurred_at, id);
CREATE INDEX plan_target_events_on_behalf_of_id_index ON public.plan_target_events USING btree (on_behalf_of_id);
CREATE TRIGGER plan_target_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_target_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on plan_target_events to steward_app;

create table portfolios (
  id uuid not null,
  code text not null,
  name text not null,
  is_demonstration boolean not null default false,
  source text not null,
  replacement_ratio double precision not null default 0.4,
  version integer not null default 1,
  removed_at timestamp with time zone,
  constraint portfolios_pkey PRIMARY KEY (id),
  constraint portfolios_code_unique UNIQUE (code)
);
grant insert, select, update on portfolios to steward_app;

create table priority_matrix (
  impact text not null,
  urgency text not null,
  priority text not null,
  version integer not null default 1,
  constraint priority_matrix_impact_urgency_pk PRIMARY KEY (impact, urgency)
);
CREATE CONSTRAINT TRIGGER priority_matrix_version AFTER INSERT OR DELETE OR UPDATE ON public.priority_matrix DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on priority_matrix to steward_app;

create table procurements (
  id uuid not null,
  project_id uuid not null,
  title text not null,
  method text not null,
  opened_on date,
  closed_on date,
  evaluation text,
  award_reason text,
  justification text,
  version integer not null default 1,
  constraint procurements_pkey PRIMARY KEY (id),
  constraint procurements_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint procurements_justified CHECK (((method <> ALL (ARRAY['sole_source'::text, 'emergency'::text])) OR (justification IS NOT NULL))),
  constraint procurements_method CHECK ((method = ANY (ARRAY['quote'::text, 'invitation_for_bids'::text, 'rfp'::text, 'rfq'::text, 'sole_source'::text, 'cooperative'::text, 'emergency'::text, 'cmgc'::text, 'design_build'::text])))
);
CREATE INDEX procurements_project_id_index ON public.procurements USING btree (project_id);
grant insert, select, update on procurements to steward_app;

create table programmes (
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  is_demonstration boolean not null default false,
  source text not null,
  starts_on date not null,
  ends_on date not null,
  is_public boolean not null default false,
  reconciled_on date,
  version integer not null default 1,
  constraint programmes_pkey PRIMARY KEY (id),
  constraint programmes_code_unique UNIQUE (code),
  constraint programmes_days CHECK ((starts_on < ends_on)),
  constraint programmes_kind CHECK ((kind = ANY (ARRAY['bond'::text, 'reserve'::text, 'other_owner'::text])))
);
CREATE TRIGGER programmes_reconciled BEFORE UPDATE OF reconciled_on ON public.programmes FOR EACH ROW EXECUTE FUNCTION keep_reconciled();
grant insert, select, update on programmes to steward_app;

create table project_file_rows (
  file_id uuid not null,
  "row" integer not null,
  project_key text not null,
  phase text not null,
  project jsonb not null,
  facts jsonb not null,
  project_id uuid not null,
  phase_id uuid not null,
  event_id uuid not null,
  reasons jsonb,
  outcome text not null,
  constraint project_file_rows_file_id_row_pk PRIMARY KEY (file_id, "row"),
  constraint project_file_rows_file_id_capital_files_id_fk FOREIGN KEY (file_id) REFERENCES capital_files(id),
  constraint project_file_rows_outcome CHECK ((outcome = ANY (ARRAY['good'::text, 'listed'::text])))
);
CREATE INDEX project_file_rows_listed ON public.project_file_rows USING btree (file_id, "row") WHERE (outcome = 'listed'::text);
grant delete, insert, select, update on project_file_rows to steward_app;

create table project_phases (
  project_id uuid not null,
  phase text not null,
  baseline_start_on date,
  baseline_end_on date,
  planned_start_on date,
  planned_end_on date,
  actual_start_on date,
  actual_end_on date,
  version integer not null default 1,
  constraint project_phases_project_id_phase_pk PRIMARY KEY (project_id, phase),
  constraint project_phases_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint project_phases_actual CHECK ((actual_start_on <= actual_end_on)),
  constraint project_phases_phase CHECK ((phase = ANY (ARRAY['planned'::text, 'design'::text, 'bid_award'::text, 'construction'::text, 'closeout'::text, 'warranty'::text]))),
  constraint project_phases_planned CHECK ((planned_start_on <= planned_end_on))
);
grant insert, select, update on project_phases to steward_app;

create table project_risks (
  id uuid not null,
  project_id uuid not null,
  title text not null,
  likelihood_ratio double precision not null,
  impact_cents bigint not null,
  response text not null,
  state text not null,
  owner_id uuid,
  version integer not null default 1,
  constraint project_risks_pkey PRIMARY KEY (id),
  constraint project_risks_owner_id_people_id_fk FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint project_risks_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint project_risks_impact CHECK ((impact_cents >= 0)),
  constraint project_risks_likelihood CHECK (((likelihood_ratio >= (0)::double precision) AND (likelihood_ratio <= (1)::double precision))),
  constraint project_risks_state CHECK ((state = ANY (ARRAY['open'::text, 'happened'::text, 'over'::text])))
);
CREATE INDEX project_risks_owner_id_index ON public.project_risks USING btree (owner_id);
CREATE INDEX project_risks_project_id_index ON public.project_risks USING btree (project_id);
grant insert, select, update on project_risks to steward_app;

create table project_scopes (
  id uuid not null,
  project_id uuid not null,
  "position" integer not null,
  site_id uuid,
  promise text not null,
  promised_cents bigint,
  state text not null,
  reason text,
  actual_cents bigint,
  completed_on date,
  version integer not null default 1,
  is_promise_unreviewed boolean not null default false,
  is_reason_unreviewed boolean not null default false,
  constraint project_scopes_pkey PRIMARY KEY (id),
  constraint project_scopes_position UNIQUE (project_id, "position"),
  constraint project_scopes_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint project_scopes_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint project_scopes_complete CHECK (((state = 'complete'::text) = (completed_on IS NOT NULL))),
  constraint project_scopes_reason CHECK (((state <> ALL (ARRAY['changed'::text, 'dropped'::text])) OR (reason IS NOT NULL))),
  constraint project_scopes_state CHECK ((state = ANY (ARRAY['promised'::text, 'under_way'::text, 'complete'::text, 'changed'::text, 'dropped'::text])))
);
CREATE INDEX project_scopes_site_id_index ON public.project_scopes USING btree (site_id);
grant insert, select, update on project_scopes to steward_app;

create table projects (
  id uuid not null,
  programme_id uuid not null,
  code text not null,
  name text not null,
  site_id uuid,
  site_name text not null,
  manager_id uuid,
  phase text not null,
  summary text,
  summary_reviewed_by_id uuid,
  summary_reviewed_at timestamp with time zone,
  is_security boolean not null default false,
  progress_ratio double precision not null default 0,
  import_key text,
  draft_plan_id uuid,
  version integer not null default 1,
  is_name_unreviewed boolean not null default false,
  constraint projects_pkey PRIMARY KEY (id),
  constraint projects_code UNIQUE (programme_id, code),
  constraint projects_import_key UNIQUE (programme_id, import_key),
  constraint projects_draft_plan_id_draft_plans_id_fk FOREIGN KEY (draft_plan_id) REFERENCES draft_plans(id),
  constraint projects_manager_id_people_id_fk FOREIGN KEY (manager_id) REFERENCES people(id),
  constraint projects_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint projects_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint projects_summary_reviewed_by_id_people_id_fk FOREIGN KEY (summary_reviewed_by_id) REFERENCES people(id),
  constraint projects_phase CHECK ((phase = ANY (ARRAY['planned'::text, 'design'::text, 'bid_award'::text, 'construction'::text, 'closeout'::text, 'warranty'::text, 'complete'::text, 'on_hold'::text, 'cancelled'::text]))),
  constraint projects_progress CHECK (((progress_ratio >= (0)::double precision) AND (progress_ratio <= (1)::double precision))),
  constraint projects_reviewed CHECK (((summary_reviewed_by_id IS NULL) = (summary_reviewed_at IS NULL)))
);
CREATE INDEX projects_draft_plan_id_index ON public.projects USING btree (draft_plan_id);
CREATE INDEX projects_manager_id_index ON public.projects USING btree (manager_id);
CREATE INDEX projects_site_id_index ON public.projects USING btree (site_id);
CREATE INDEX projects_summary_reviewed_by_id_index ON public.projects USING btree (summary_reviewed_by_id);
grant insert, select, update on projects to steward_app;

create table proposal_events (
  id uuid not null,
  proposal_id uuid not null,
  kind text not null,
  actor_id uuid not null,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint proposal_events_pkey PRIMARY KEY (id),
  constraint proposal_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint proposal_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint proposal_events_proposal_id_proposals_id_fk FOREIGN KEY (proposal_id) REFERENCES proposals(id)
);
CREATE INDEX proposal_events_actor_id_index ON public.proposal_events USING btree (actor_id);
CREATE INDEX proposal_events_on_behalf_of_id_index ON public.proposal_events USING btree (on_behalf_of_id);
CREATE INDEX proposal_events_proposal_id_occurred_at_id_index ON public.proposal_events USING btree (proposal_id, occurred_at, id);
CREATE TRIGGER proposal_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.proposal_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on proposal_events to steward_app;

create table proposal_needs (
  id uuid not null,
  proposal_id uuid not null,
  "position" integer not null,
  structure_id uuid not null,
  deficiency_id uuid,
  component_id uuid,
  scope text not null,
  cost_cents bigint not null,
  points double precision,
  constraint proposal_needs_pkey PRIMARY KEY (id),
  constraint proposal_needs_position UNIQUE (proposal_id, "position"),
  constraint proposal_needs_component_id_components_id_fk FOREIGN KEY (component_id) REFERENCES components(id),
  constraint proposal_needs_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id),
  constraint proposal_needs_proposal_id_proposals_id_fk FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint proposal_needs_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint proposal_needs_one CHECK ((num_nonnulls(deficiency_id, component_id) = 1))
);
CREATE INDEX proposal_needs_component_id_index ON public.proposal_needs USING btree (component_id);
CREATE INDEX proposal_needs_deficiency_id_index ON public.proposal_needs USING btree (deficiency_id);
CREATE INDEX proposal_needs_structure_id_index ON public.proposal_needs USING btree (structure_id);
grant insert, select on proposal_needs to steward_app;

create table proposals (
  id uuid not null,
  programme_id uuid not null,
  number integer not null,
  site_id uuid not null,
  title text not null,
  summary text not null,
  cost_cents bigint not null,
  points double precision,
  score_basis text,
  weights_number integer,
  draft_plan_id uuid,
  is_security boolean not null default false,
  state text not null,
  proposed_by_id uuid not null,
  proposed_at timestamp with time zone not null,
  published_at timestamp with time zone,
  committee text,
  committee_view text,
  committee_met_on date,
  decision text,
  reason text,
  decided_by_id uuid,
  decided_at timestamp with time zone,
  project_id uuid,
  version integer not null default 1,
  constraint proposals_pkey PRIMARY KEY (id),
  constraint proposals_number UNIQUE (programme_id, number),
  constraint proposals_plan UNIQUE (draft_plan_id, programme_id, site_id),
  constraint proposals_project UNIQUE (project_id),
  constraint proposals_decided_by_id_people_id_fk FOREIGN KEY (decided_by_id) REFERENCES people(id),
  constraint proposals_draft_plan_id_draft_plans_id_fk FOREIGN KEY (draft_plan_id) REFERENCES draft_plans(id),
  constraint proposals_programme_id_programmes_id_fk FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint proposals_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint proposals_proposed_by_id_people_id_fk FOREIGN KEY (proposed_by_id) REFERENCES people(id),
  constraint proposals_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint proposals_becomes CHECK (((project_id IS NOT NULL) = (NOT (decision IS DISTINCT FROM 'approved'::text)))),
  constraint proposals_committee CHECK (((num_nonnulls(committee, committee_view, committee_met_on) = ANY (ARRAY[0, 3])) AND ((state <> ALL (ARRAY['in_committee'::text, 'decided'::text])) OR (committee IS NOT NULL)))),
  constraint proposals_cost CHECK ((cost_cents > 0)),
  constraint proposals_decided CHECK ((num_nonnulls(decision, reason, decided_by_id, decided_at) =
CASE
    WHEN (state = 'decided'::text) THEN 4
    ELSE 0
END)),
  constraint proposals_decision CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text, 'later'::text]))),
  constraint proposals_duties_apart CHECK ((decided_by_id <> proposed_by_id)),
  constraint proposals_points CHECK (((points >= (0)::double precision) AND (points <= (100)::double precision))),
  constraint proposals_published CHECK (((state = ANY (ARRAY['draft'::text, 'withdrawn'::text])) OR (published_at IS NOT NULL))),
  constraint proposals_score CHECK ((num_nonnulls(draft_plan_id, score_basis) = 1)),
  constraint proposals_state CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'in_committee'::text, 'decided'::text, 'withdrawn'::text])))
);
CREATE INDEX proposals_decided_by_id_index ON public.proposals USING btree (decided_by_id);
CREATE INDEX proposals_proposed_by_id_index ON public.proposals USING btree (proposed_by_id);
CREATE INDEX proposals_site_id_index ON public.proposals USING btree (site_id);
CREATE TRIGGER proposals_keep BEFORE UPDATE ON public.proposals FOR EACH ROW EXECUTE FUNCTION keep_proposal();
grant insert, select, update on proposals to steward_app;

create table purchase_thresholds (
  from_cents bigint not null,
  methods text[] not null,
  version integer not null default 1,
  constraint purchase_thresholds_pkey PRIMARY KEY (from_cents),
  constraint purchase_thresholds_from CHECK ((from_cents >= 0))
);
grant delete, insert, select, update on purchase_thresholds to steward_app;

create table refresh_plans (
  id uuid not null,
  school_year integer not null,
  grade integer not null,
  model_id uuid not null,
  unit_cents bigint not null,
  source text not null,
  version integer not null default 1,
  constraint refresh_plans_pkey PRIMARY KEY (id),
  constraint refresh_plans_once UNIQUE (school_year, grade),
  constraint refresh_plans_model_id_device_models_id_fk FOREIGN KEY (model_id) REFERENCES device_models(id),
  constraint refresh_plans_cost CHECK ((unit_cents >= 0)),
  constraint refresh_plans_grade CHECK (((grade >= '-1'::integer) AND (grade <= 12)))
);
CREATE INDEX refresh_plans_model_id_index ON public.refresh_plans USING btree (model_id);
grant delete, insert, select, update on refresh_plans to steward_app;

create table request_type_systems (
  request_type_id uuid not null,
  system_code text not null,
  constraint request_type_systems_pkey PRIMARY KEY (request_type_id),
  constraint request_type_systems_request_type_id_request_types_id_fk FOREIGN KEY (request_type_id) REFERENCES request_types(id),
  constraint request_type_systems_system_code_building_systems_code_fk FOREIGN KEY (system_code) REFERENCES building_systems(code)
);
CREATE INDEX request_type_systems_system_code_index ON public.request_type_systems USING btree (system_code);
grant delete, insert, select, update on request_type_systems to steward_app;

create table request_type_versions (
  id uuid not null,
  request_type_id uuid not null,
  version integer not null,
  name_en text not null,
  name_es text not null,
  fields jsonb not null,
  since_at timestamp with time zone not null default now(),
  constraint request_type_versions_pkey PRIMARY KEY (id),
  constraint request_type_versions_once UNIQUE (request_type_id, version),
  constraint request_type_versions_request_type_id_request_types_id_fk FOREIGN KEY (request_type_id) REFERENCES request_types(id)
);
CREATE TRIGGER request_type_versions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.request_type_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on request_type_versions to steward_app;

create table request_types (
  id uuid not null,
  code text not null,
  service_code text not null,
  trade_code text not null,
  name_en text not null,
  name_es text not null,
  help_en text not null,
  help_es text not null,
  keywords text not null default ''::text,
  fields jsonb not null default '[]'::jsonb,
  default_impact text not null,
  default_urgency text not null,
  routing text not null default 'team'::text,
  compartment text,
  self_help_en text,
  self_help_es text,
  estimate_minutes integer,
  may_disturb_material boolean not null default false,
  is_active boolean not null default true,
  version integer not null default 1,
  checklist jsonb not null default '[]'::jsonb,
  constraint request_types_pkey PRIMARY KEY (id),
  constraint request_types_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint request_types_trade_code_trades_code_fk FOREIGN KEY (trade_code) REFERENCES trades(code),
  constraint request_types_compartment CHECK ((compartment = ANY (ARRAY['hr'::text, 'employee_relations'::text, 'student_health'::text, 'meal_eligibility'::text, 'it_security'::text]))),
  constraint request_types_routing CHECK ((routing = ANY (ARRAY['team'::text, 'site_partner'::text])))
);
CREATE INDEX request_types_service_code_index ON public.request_types USING btree (service_code);
CREATE INDEX request_types_trade_code_index ON public.request_types USING btree (trade_code);
CREATE UNIQUE INDEX request_types_code ON public.request_types USING btree (code);
CREATE CONSTRAINT TRIGGER request_types_version AFTER INSERT OR DELETE OR UPDATE ON public.request_types DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on request_types to steward_app;

create table role_grants (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  service_code text,
  area_id uuid,
  site_id uuid,
  granted_at timestamp with time zone not null,
  granted_by_id uuid,
  ended_at timestamp with time zone,
  ended_by_id uuid,
  provider_id text,
  constraint role_grants_pkey PRIMARY KEY (id),
  constraint role_grants_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint role_grants_ended_by_id_people_id_fk FOREIGN KEY (ended_by_id) REFERENCES people(id),
  constraint role_grants_granted_by_id_people_id_fk FOREIGN KEY (granted_by_id) REFERENCES people(id),
  constraint role_grants_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint role_grants_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint role_grants_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint role_grants_one_place CHECK (((area_id IS NULL) OR (site_id IS NULL))),
  constraint role_grants_role CHECK ((role = ANY (ARRAY['requester'::text, 'technician'::text, 'dispatcher'::text, 'service_manager'::text, 'hr_partner'::text, 'site_administrator'::text, 'planner'::text, 'capital_manager'::text, 'finance'::text, 'technology_coordinator'::text, 'administrator'::text, 'auditor'::text])))
);
CREATE INDEX role_grants_area_id_index ON public.role_grants USING btree (area_id);
CREATE INDEX role_grants_ended_by_id_index ON public.role_grants USING btree (ended_by_id);
CREATE INDEX role_grants_granted_by_id_index ON public.role_grants USING btree (granted_by_id);
CREATE INDEX role_grants_person_id_index ON public.role_grants USING btree (person_id);
CREATE INDEX role_grants_service_code_index ON public.role_grants USING btree (service_code);
CREATE INDEX role_grants_site_id_index ON public.role_grants USING btree (site_id);
CREATE UNIQUE INDEX role_grants_open ON public.role_grants USING btree (person_id, role, COALESCE(service_code, ''::text), COALESCE((area_id)::text, ''::text), COALESCE((site_id)::text, ''::text)) WHERE (ended_at IS NULL);
CREATE CONSTRAINT TRIGGER role_grants_version AFTER INSERT OR DELETE OR UPDATE ON public.role_grants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('access');
CREATE TRIGGER role_grants_end_delegations AFTER UPDATE OF ended_at ON public.role_grants FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION end_delegations_with_their_ground();
grant delete, insert, select, update on role_grants to steward_app;

create table rooms (
  id uuid not null,
  building_id uuid not null,
  site_id uuid not null,
  number text not null,
  name text not null,
  kind text not null,
  floor integer not null,
  access_note text,
  hazard_note text,
  has_asbestos boolean not null default false,
  constraint rooms_pkey PRIMARY KEY (id),
  constraint "rooms_buildingId_number_unique" UNIQUE (building_id, number),
  constraint rooms_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint rooms_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id)
);
CREATE INDEX rooms_site_id_index ON public.rooms USING btree (site_id);
CREATE CONSTRAINT TRIGGER rooms_version AFTER INSERT OR DELETE OR UPDATE ON public.rooms DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on rooms to steward_app;

create table saved_views (
  id uuid not null,
  name text not null,
  query text not null,
  columns text[] not null,
  sort text not null,
  audience text not null,
  owner_id uuid not null,
  team_id uuid,
  "position" integer not null,
  is_default boolean not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint saved_views_pkey PRIMARY KEY (id),
  constraint saved_views_owner_id_people_id_fk FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint saved_views_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE,
  constraint saved_views_audience CHECK ((audience = ANY (ARRAY['private'::text, 'team'::text, 'shared'::text]))),
  constraint saved_views_team CHECK (((audience = 'team'::text) = (team_id IS NOT NULL)))
);
CREATE INDEX saved_views_owner_id_index ON public.saved_views USING btree (owner_id);
CREATE INDEX saved_views_team_id_index ON public.saved_views USING btree (team_id);
CREATE UNIQUE INDEX saved_views_own_default ON public.saved_views USING btree (owner_id) WHERE (is_default AND (audience = 'private'::text));
CREATE UNIQUE INDEX saved_views_shared_default ON public.saved_views USING btree (is_default) WHERE (is_default AND (audience = 'shared'::text));
CREATE UNIQUE INDEX saved_views_team_default ON public.saved_views USING btree (team_id) WHERE (is_default AND (audience = 'team'::text));
grant delete, insert, select, update on saved_views to steward_app;

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);
grant select on schema_migrations to steward_app;

create table scope_needs (
  id uuid not null,
  scope_id uuid not null,
  deficiency_id uuid,
  component_id uuid,
  actual_cents bigint,
  added_by_id uuid not null,
  added_at timestamp with time zone not null,
  status_before text,
  retired_at timestamp with time zone,
  renewed_from jsonb,
  constraint scope_needs_pkey PRIMARY KEY (id),
  constraint scope_needs_component UNIQUE (scope_id, component_id),
  constraint scope_needs_deficiency UNIQUE (scope_id, deficiency_id),
  constraint scope_needs_added_by_id_people_id_fk FOREIGN KEY (added_by_id) REFERENCES people(id),
  constraint scope_needs_component_id_components_id_fk FOREIGN KEY (component_id) REFERENCES components(id),
  constraint scope_needs_deficiency_id_deficiencies_id_fk FOREIGN KEY (deficiency_id) REFERENCES deficiencies(id),
  constraint scope_needs_scope_id_project_scopes_id_fk FOREIGN KEY (scope_id) REFERENCES project_scopes(id),
  constraint scope_needs_one CHECK ((num_nonnulls(deficiency_id, component_id) = 1))
);
CREATE INDEX scope_needs_added_by_id_index ON public.scope_needs USING btree (added_by_id);
CREATE INDEX scope_needs_component_id_index ON public.scope_needs USING btree (component_id);
CREATE INDEX scope_needs_deficiency_id_index ON public.scope_needs USING btree (deficiency_id);
grant delete, insert, select, update on scope_needs to steward_app;

create table services (
  code text not null,
  name_en text not null,
  name_es text not null,
  "position" integer not null,
  version integer not null default 1,
  calendar_code text not null default 'district'::text,
  constraint services_pkey PRIMARY KEY (code),
  constraint services_calendar_code_calendars_code_fk FOREIGN KEY (calendar_code) REFERENCES calendars(code)
);
CREATE INDEX services_calendar_code_index ON public.services USING btree (calendar_code);
CREATE CONSTRAINT TRIGGER services_version AFTER INSERT OR DELETE OR UPDATE ON public.services DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on services to steward_app;

create table sessions (
  id uuid not null,
  person_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  provider_id text,
  id_token text,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_unique UNIQUE (token),
  constraint sessions_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX sessions_person_id_index ON public.sessions USING btree (person_id);
grant delete, insert, select, update on sessions to steward_app;

create table setup_changes (
  id uuid not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  actor_id uuid not null,
  on_behalf_of_id uuid,
  occurred_at timestamp with time zone not null,
  before jsonb,
  after jsonb not null,
  why text,
  constraint setup_changes_pkey PRIMARY KEY (id),
  constraint setup_changes_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint setup_changes_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id)
);
CREATE INDEX setup_changes_actor_id_index ON public.setup_changes USING btree (actor_id);
CREATE INDEX setup_changes_occurred_at_id_index ON public.setup_changes USING btree (occurred_at, id);
CREATE INDEX setup_changes_on_behalf_of_id_index ON public.setup_changes USING btree (on_behalf_of_id);
CREATE INDEX setup_changes_subject_kind_subject_id_occurred_at_index ON public.setup_changes USING btree (subject_kind, subject_id, occurred_at);
CREATE TRIGGER setup_changes_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.setup_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on setup_changes to steward_app;

create table sign_in_tries (
  key text not null,
  tries integer not null,
  until timestamp with time zone not null,
  constraint sign_in_tries_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_tries_until_index ON public.sign_in_tries USING btree (until);
grant delete, insert, select, update on sign_in_tries to steward_app;

create table site_link_events (
  id uuid not null,
  site_id uuid not null,
  kind text not null,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint site_link_events_pkey PRIMARY KEY (id),
  constraint site_link_events_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint site_link_events_kind CHECK ((kind = ANY (ARRAY['up'::text, 'down'::text])))
);
CREATE INDEX site_link_events_site_id_occurred_at_id_index ON public.site_link_events USING btree (site_id, occurred_at, id);
CREATE TRIGGER site_link_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.site_link_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on site_link_events to steward_app;

create table site_measure_events (
  id uuid not null,
  site_id uuid not null,
  kind text not null,
  actor_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint site_measure_events_pkey PRIMARY KEY (id),
  constraint site_measure_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint site_measure_events_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint site_measure_events_kind CHECK ((kind = ANY (ARRAY['loaded'::text, 'changed'::text])))
);
CREATE INDEX site_measure_events_actor_id_index ON public.site_measure_events USING btree (actor_id);
CREATE INDEX site_measure_events_site_id_occurred_at_id_index ON public.site_measure_events USING btree (site_id, occurred_at, id);
CREATE TRIGGER site_measure_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.site_measure_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on site_measure_events to steward_app;

create table site_measures (
  site_id uuid not null,
  scores jsonb not null default '{}'::jsonb,
  assessed_on date,
  source text not null,
  capacity integer,
  version integer not null default 1,
  constraint site_measures_pkey PRIMARY KEY (site_id),
  constraint site_measures_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint site_measures_capacity CHECK (((capacity IS NULL) OR (capacity > 0)))
);
grant insert, select, update on site_measures to steward_app;

create table site_staff (
  site_id uuid not null,
  staff integer not null,
  source text not null,
  version integer not null default 1,
  constraint site_staff_pkey PRIMARY KEY (site_id),
  constraint site_staff_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint site_staff_count CHECK (((staff >= 0) AND (staff <= 10000)))
);
grant insert, select, update on site_staff to steward_app;

create table sites (
  id uuid not null,
  code text not null,
  name text not null,
  status text not null,
  level text,
  is_charter boolean,
  is_virtual boolean not null default false,
  street text,
  city text,
  zip text,
  latitude double precision,
  longitude double precision,
  enrollment integer,
  free_reduced_lunch integer,
  area_id uuid,
  version integer not null default 1,
  constraint sites_pkey PRIMARY KEY (id),
  constraint sites_code_unique UNIQUE (code),
  constraint sites_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint sites_status CHECK ((status = ANY (ARRAY['active'::text, 'closed'::text])))
);
CREATE INDEX sites_area_id_index ON public.sites USING btree (area_id);
CREATE INDEX sites_name_trgm ON public.sites USING gin (lower(name) gin_trgm_ops);
CREATE CONSTRAINT TRIGGER sites_version AFTER INSERT OR DELETE OR UPDATE ON public.sites DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on sites to steward_app;

create table stated_phase_events (
  id uuid not null,
  phase_id uuid not null,
  file_id uuid not null,
  "row" integer,
  kind text not null,
  before jsonb,
  after jsonb,
  occurred_at timestamp with time zone not null,
  constraint stated_phase_events_pkey PRIMARY KEY (id),
  constraint stated_phase_events_file_id_capital_files_id_fk FOREIGN KEY (file_id) REFERENCES capital_files(id),
  constraint stated_phase_events_phase_id_stated_phases_id_fk FOREIGN KEY (phase_id) REFERENCES stated_phases(id),
  constraint stated_phase_events_kind CHECK ((kind = ANY (ARRAY['added'::text, 'changed'::text, 'gone'::text, 'back'::text])))
);
CREATE INDEX stated_phase_events_file_id_row_index ON public.stated_phase_events USING btree (file_id, "row");
CREATE INDEX stated_phase_events_phase_id_index ON public.stated_phase_events USING btree (phase_id);
CREATE TRIGGER stated_phase_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.stated_phase_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on stated_phase_events to steward_app;

create table stated_phases (
  id uuid not null,
  project_id uuid not null,
  phase text not null,
  facts jsonb not null,
  budget_cents bigint generated always as (((facts ->> 'budget'::text))::bigint),
  estimate_cents bigint generated always as (((facts ->> 'estimate'::text))::bigint),
  spent_cents bigint generated always as (((facts ->> 'spent'::text))::bigint),
  file_id uuid not null,
  "row" integer not null,
  gone_file_id uuid,
  version integer not null default 1,
  constraint stated_phases_pkey PRIMARY KEY (id),
  constraint stated_phases_phase UNIQUE (project_id, phase),
  constraint stated_phases_file_id_capital_files_id_fk FOREIGN KEY (file_id) REFERENCES capital_files(id),
  constraint stated_phases_gone_file_id_capital_files_id_fk FOREIGN KEY (gone_file_id) REFERENCES capital_files(id),
  constraint stated_phases_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id)
);
CREATE INDEX stated_phases_file_id_index ON public.stated_phases USING btree (file_id);
CREATE INDEX stated_phases_gone ON public.stated_phases USING btree (gone_file_id) WHERE (gone_file_id IS NOT NULL);
grant insert, select, update on stated_phases to steward_app;

create table stated_projects (
  project_id uuid not null,
  building text not null,
  type text not null,
  description text not null,
  numbers text,
  constraint stated_projects_pkey PRIMARY KEY (project_id),
  constraint stated_projects_project_id_projects_id_fk FOREIGN KEY (project_id) REFERENCES projects(id)
);
grant insert, select, update on stated_projects to steward_app;

create table structure_conditions (
  structure_id uuid not null,
  system_code text not null,
  dm_cents bigint not null,
  crv_cents bigint,
  year integer not null,
  cost_basis_id uuid not null,
  constraint structure_conditions_structure_id_system_code_pk PRIMARY KEY (structure_id, system_code),
  constraint structure_conditions_cost_basis_id_cost_bases_id_fk FOREIGN KEY (cost_basis_id) REFERENCES cost_bases(id),
  constraint structure_conditions_structure_id_structures_id_fk FOREIGN KEY (structure_id) REFERENCES structures(id),
  constraint structure_conditions_system_code_building_systems_code_fk FOREIGN KEY (system_code) REFERENCES building_systems(code),
  constraint structure_conditions_dm CHECK ((dm_cents >= 0))
);
CREATE INDEX structure_conditions_cost_basis_id_index ON public.structure_conditions USING btree (cost_basis_id);
CREATE INDEX structure_conditions_system_code_index ON public.structure_conditions USING btree (system_code);
grant delete, insert, select, update on structure_conditions to steward_app;

create table structures (
  id uuid not null,
  portfolio_id uuid not null,
  site_id uuid,
  building_id uuid,
  area_id uuid,
  code text not null,
  name text not null,
  site_name text not null,
  kind text not null,
  level text,
  gross_area_sqft integer,
  year_built integer,
  replacement_cents bigint,
  dm_cents bigint not null,
  crv_cents bigint,
  version integer not null default 1,
  ahead_cents bigint[],
  schedule_cents bigint[],
  stated_dm_cents bigint,
  stated_method text,
  assessment_id uuid,
  replacement_base_year integer,
  stated_base_year integer,
  recount_as text,
  counted_year integer,
  cost_basis_id uuid,
  constraint structures_pkey PRIMARY KEY (id),
  constraint structures_code UNIQUE (portfolio_id, code),
  constraint structures_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint structures_assessment_id_assessments_id_fk FOREIGN KEY (assessment_id) REFERENCES assessments(id),
  constraint structures_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint structures_cost_basis_id_cost_bases_id_fk FOREIGN KEY (cost_basis_id) REFERENCES cost_bases(id),
  constraint structures_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id),
  constraint structures_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint structures_area CHECK (((gross_area_sqft IS NULL) OR (gross_area_sqft > 0))),
  constraint structures_counted CHECK (((counted_year IS NULL) = (cost_basis_id IS NULL))),
  constraint structures_kind CHECK ((kind = ANY (ARRAY['main'::text, 'addition'::text, 'transportable'::text, 'storage'::text, 'site_items'::text]))),
  constraint structures_stated CHECK ((((stated_dm_cents IS NULL) = (stated_method IS NULL)) AND (stated_dm_cents >= 0)))
);
CREATE INDEX structures_area_id_index ON public.structures USING btree (area_id);
CREATE INDEX structures_assessment_id_index ON public.structures USING btree (assessment_id);
CREATE INDEX structures_building_id_index ON public.structures USING btree (building_id);
CREATE INDEX structures_cost_basis_id_index ON public.structures USING btree (cost_basis_id);
CREATE INDEX structures_site_id_index ON public.structures USING btree (site_id);
grant insert, select, update on structures to steward_app;

create table student_link_views (
  id uuid not null,
  viewer_id uuid not null,
  on_behalf_of_id uuid,
  api_token_id uuid,
  student_id uuid not null,
  device_id uuid,
  page text not null,
  occurred_at timestamp with time zone not null,
  constraint student_link_views_pkey PRIMARY KEY (id),
  constraint student_link_views_api_token_id_api_tokens_id_fk FOREIGN KEY (api_token_id) REFERENCES api_tokens(id),
  constraint student_link_views_device_id_devices_id_fk FOREIGN KEY (device_id) REFERENCES devices(id),
  constraint student_link_views_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint student_link_views_student_id_students_id_fk FOREIGN KEY (student_id) REFERENCES students(id),
  constraint student_link_views_viewer_id_people_id_fk FOREIGN KEY (viewer_id) REFERENCES people(id)
);
CREATE INDEX student_link_views_api_token_id_index ON public.student_link_views USING btree (api_token_id) WHERE (api_token_id IS NOT NULL);
CREATE INDEX student_link_views_device_id_occurred_at_index ON public.student_link_views USING btree (device_id, occurred_at);
CREATE INDEX student_link_views_newest ON public.student_link_views USING btree (occurred_at, id);
CREATE INDEX student_link_views_on_behalf_of_id_index ON public.student_link_views USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE INDEX student_link_views_student_id_occurred_at_index ON public.student_link_views USING btree (student_id, occurred_at);
CREATE INDEX student_link_views_viewer_id_occurred_at_index ON public.student_link_views USING btree (viewer_id, occurred_at);
CREATE TRIGGER student_link_views_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.student_link_views FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on student_link_views to steward_app;

create table student_names (
  student_id uuid not null,
  given_name text not null,
  family_name text not null,
  constraint student_names_pkey PRIMARY KEY (student_id),
  constraint student_names_student_id_students_id_fk FOREIGN KEY (student_id) REFERENCES students(id)
);
grant delete, insert, select, update on student_names to steward_app;

create table students (
  id uuid not null,
  key text not null,
  source_id text,
  site_id uuid not null,
  grade integer not null,
  is_in_programme boolean not null default true,
  status text not null default 'active'::text,
  left_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  account_digest text,
  constraint students_pkey PRIMARY KEY (id),
  constraint students_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint students_grade CHECK (((grade >= '-1'::integer) AND (grade <= 12))),
  constraint students_left CHECK (((status = 'left'::text) = (left_on IS NOT NULL))),
  constraint students_status CHECK ((status = ANY (ARRAY['active'::text, 'left'::text])))
);
CREATE INDEX students_account ON public.students USING btree (account_digest) WHERE (account_digest IS NOT NULL);
CREATE INDEX students_site_grade ON public.students USING btree (site_id, grade);
CREATE UNIQUE INDEX students_key ON public.students USING btree (upper(key));
CREATE UNIQUE INDEX students_source ON public.students USING btree (source_id);
grant insert, select, update on students to steward_app;

create table survey_answers (
  id uuid not null,
  survey_id uuid not null,
  service_code text not null,
  level text,
  area_id uuid,
  effective integer,
  adequate integer,
  constraint survey_answers_pkey PRIMARY KEY (id),
  constraint survey_answers_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint survey_answers_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint survey_answers_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id),
  constraint survey_answers_marks CHECK ((((effective IS NULL) = (adequate IS NULL)) AND ((COALESCE(effective, 1) >= 1) AND (COALESCE(effective, 1) <= 5)) AND ((COALESCE(adequate, 1) >= 1) AND (COALESCE(adequate, 1) <= 5))))
);
CREATE INDEX survey_answers_area_id_index ON public.survey_answers USING btree (area_id);
CREATE INDEX survey_answers_service_code_index ON public.survey_answers USING btree (service_code);
CREATE INDEX survey_answers_survey_id_service_code_index ON public.survey_answers USING btree (survey_id, service_code);
CREATE TRIGGER survey_answers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.survey_answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on survey_answers to steward_app;

create table survey_ballots (
  id uuid not null,
  survey_id uuid not null,
  site_id uuid,
  level text,
  area_id uuid,
  marks jsonb not null,
  comment text,
  comment_service_code text,
  constraint survey_ballots_pkey PRIMARY KEY (id),
  constraint survey_ballots_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint survey_ballots_comment_service_code_services_code_fk FOREIGN KEY (comment_service_code) REFERENCES services(code),
  constraint survey_ballots_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint survey_ballots_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id)
);
CREATE INDEX survey_ballots_area_id_index ON public.survey_ballots USING btree (area_id);
CREATE INDEX survey_ballots_comment_service_code_index ON public.survey_ballots USING btree (comment_service_code);
CREATE INDEX survey_ballots_site_id_index ON public.survey_ballots USING btree (site_id);
CREATE INDEX survey_ballots_survey_id_index ON public.survey_ballots USING btree (survey_id);
CREATE TRIGGER survey_ballots_open BEFORE INSERT ON public.survey_ballots FOR EACH ROW EXECUTE FUNCTION survey_takes_ballot();
grant delete, insert, select on survey_ballots to steward_app;

create table survey_comments (
  id uuid not null,
  survey_id uuid not null,
  service_code text,
  body text not null,
  state text not null default 'waiting'::text,
  reason text,
  reviewed_by_id uuid,
  reviewed_at timestamp with time zone,
  version integer not null default 1,
  constraint survey_comments_pkey PRIMARY KEY (id),
  constraint survey_comments_reviewed_by_id_people_id_fk FOREIGN KEY (reviewed_by_id) REFERENCES people(id),
  constraint survey_comments_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint survey_comments_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id),
  constraint survey_comments_reason CHECK (((state = 'withheld'::text) = (reason IS NOT NULL))),
  constraint survey_comments_reviewed CHECK (((state = 'waiting'::text) = (reviewed_at IS NULL))),
  constraint survey_comments_state CHECK ((state = ANY (ARRAY['waiting'::text, 'published'::text, 'withheld'::text])))
);
CREATE INDEX survey_comments_reviewed_by_id_index ON public.survey_comments USING btree (reviewed_by_id);
CREATE INDEX survey_comments_service_code_index ON public.survey_comments USING btree (service_code);
CREATE INDEX survey_comments_survey_id_state_index ON public.survey_comments USING btree (survey_id, state);
CREATE TRIGGER survey_comments_stay BEFORE UPDATE ON public.survey_comments FOR EACH ROW EXECUTE FUNCTION survey_words_stay();
grant insert, select, update on survey_comments to steward_app;

create table survey_events (
  id uuid not null,
  survey_id uuid not null,
  kind text not null,
  actor_id uuid,
  on_behalf_of_id uuid,
  data jsonb not null default '{}'::jsonb,
  occurred_at timestamp with time zone not null,
  constraint survey_events_pkey PRIMARY KEY (id),
  constraint survey_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint survey_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint survey_events_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id)
);
CREATE INDEX survey_events_actor_id_index ON public.survey_events USING btree (actor_id);
CREATE INDEX survey_events_on_behalf_of_id_index ON public.survey_events USING btree (on_behalf_of_id);
CREATE INDEX survey_events_survey_id_occurred_at_id_index ON public.survey_events USING btree (survey_id, occurred_at, id);
CREATE TRIGGER survey_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.survey_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on survey_events to steward_app;

create table survey_invitations (
  id uuid not null,
  survey_id uuid not null,
  person_id uuid not null,
  has_answered boolean not null default false,
  reminders_sent integer not null default 0,
  constraint survey_invitations_pkey PRIMARY KEY (id),
  constraint survey_invitations_once UNIQUE (survey_id, person_id),
  constraint survey_invitations_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id),
  constraint survey_invitations_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id)
);
CREATE INDEX survey_invitations_person_id_index ON public.survey_invitations USING btree (person_id);
CREATE INDEX survey_invitations_waiting ON public.survey_invitations USING btree (survey_id, reminders_sent) WHERE (NOT has_answered);
CREATE TRIGGER survey_invitations_stay BEFORE UPDATE ON public.survey_invitations FOR EACH ROW EXECUTE FUNCTION survey_answered_stays();
grant insert, select, update on survey_invitations to steward_app;

create table survey_links (
  id uuid not null,
  invitation_id uuid not null,
  secret_hash text not null,
  created_at timestamp with time zone not null,
  constraint survey_links_pkey PRIMARY KEY (id),
  constraint survey_links_secret UNIQUE (secret_hash),
  constraint survey_links_invitation_id_survey_invitations_id_fk FOREIGN KEY (invitation_id) REFERENCES survey_invitations(id)
);
CREATE INDEX survey_links_invitation_id_index ON public.survey_links USING btree (invitation_id);
grant insert, select, update on survey_links to steward_app;

create table survey_services (
  survey_id uuid not null,
  service_code text not null,
  "position" integer not null,
  constraint survey_services_survey_id_service_code_pk PRIMARY KEY (survey_id, service_code),
  constraint survey_services_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint survey_services_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id)
);
CREATE INDEX survey_services_service_code_index ON public.survey_services USING btree (service_code);
grant delete, insert, select, update on survey_services to steward_app;

create table survey_tallies (
  survey_id uuid not null,
  group_kind text not null,
  group_key text not null,
  service_code text not null,
  n integer,
  effective integer,
  adequate integer,
  constraint survey_tallies_survey_id_group_kind_group_key_service_code_pk PRIMARY KEY (survey_id, group_kind, group_key, service_code),
  constraint survey_tallies_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id),
  constraint survey_tallies_kind CHECK ((group_kind = ANY (ARRAY['all'::text, 'level'::text, 'area'::text, 'school'::text]))),
  constraint survey_tallies_least CHECK (((n >= 10) AND ((effective >= 0) AND (effective <= n)) AND ((adequate >= 0) AND (adequate <= n)))),
  constraint survey_tallies_whole CHECK ((num_nulls(n, effective, adequate) = ANY (ARRAY[0, 3])))
);
CREATE TRIGGER survey_tallies_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.survey_tallies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on survey_tallies to steward_app;

create table survey_turnouts (
  survey_id uuid not null,
  group_kind text not null,
  group_key text not null,
  invited integer,
  answered integer,
  constraint survey_turnouts_survey_id_group_kind_group_key_pk PRIMARY KEY (survey_id, group_kind, group_key),
  constraint survey_turnouts_survey_id_surveys_id_fk FOREIGN KEY (survey_id) REFERENCES surveys(id),
  constraint survey_turnouts_counts CHECK (((answered >= 0) AND (answered <= invited))),
  constraint survey_turnouts_kind CHECK ((group_kind = ANY (ARRAY['all'::text, 'level'::text, 'area'::text, 'school'::text]))),
  constraint survey_turnouts_whole CHECK (((invited IS NULL) = (answered IS NULL)))
);
CREATE TRIGGER survey_turnouts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.survey_turnouts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on survey_turnouts to steward_app;

create table surveys (
  id uuid not null,
  year integer not null,
  opens_on date not null,
  closes_on date not null,
  state text not null default 'draft'::text,
  reminders_asked integer not null default 0,
  is_demonstration boolean not null default false,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  version integer not null default 1,
  constraint surveys_pkey PRIMARY KEY (id),
  constraint surveys_year UNIQUE (year),
  constraint surveys_closed CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint surveys_days CHECK ((opens_on <= closes_on)),
  constraint surveys_state CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX surveys_one_open ON public.surveys USING btree (state) WHERE (state = 'open'::text);
grant insert, select, update on surveys to steward_app;

create table targets (
  priority text not null,
  calendar text not null,
  response_amount integer,
  response_unit text not null,
  resolution_amount integer,
  resolution_unit text not null,
  constraint targets_pkey PRIMARY KEY (priority)
);
CREATE CONSTRAINT TRIGGER targets_version AFTER INSERT OR DELETE OR UPDATE ON public.targets DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on targets to steward_app;

create table team_members (
  team_id uuid not null,
  person_id uuid not null,
  is_lead boolean not null default false,
  constraint team_members_team_id_person_id_pk PRIMARY KEY (team_id, person_id),
  constraint team_members_person_id_people_id_fk FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint team_members_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX team_members_person_id_index ON public.team_members USING btree (person_id);
CREATE CONSTRAINT TRIGGER team_members_version AFTER INSERT OR DELETE OR UPDATE ON public.team_members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('access');
grant delete, insert, select, update on team_members to steward_app;

create table teams (
  id uuid not null,
  code text not null,
  name text not null,
  service_code text not null,
  trade_code text,
  area_id uuid,
  compartment text,
  weekly_hours integer not null,
  version integer not null default 1,
  is_active boolean not null default true,
  constraint teams_pkey PRIMARY KEY (id),
  constraint teams_code_unique UNIQUE (code),
  constraint teams_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint teams_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint teams_trade_code_trades_code_fk FOREIGN KEY (trade_code) REFERENCES trades(code),
  constraint teams_hours CHECK ((weekly_hours >= 0))
);
CREATE INDEX teams_area_id_index ON public.teams USING btree (area_id);
CREATE INDEX teams_service_code_index ON public.teams USING btree (service_code);
CREATE INDEX teams_trade_code_index ON public.teams USING btree (trade_code);
CREATE CONSTRAINT TRIGGER teams_version AFTER INSERT OR DELETE OR UPDATE ON public.teams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_version('catalogue');
grant delete, insert, select, update on teams to steward_app;

create table trades (
  code text not null,
  service_code text not null,
  name_en text not null,
  name_es text not null,
  version integer not null default 1,
  constraint trades_pkey PRIMARY KEY (code),
  constraint trades_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code)
);
CREATE INDEX trades_service_code_index ON public.trades USING btree (service_code);
grant delete, insert, select, update on trades to steward_app;

create table transfers (
  request_id uuid not null,
  from_line_id uuid not null,
  to_line_id uuid not null,
  kind text not null,
  amount_cents bigint not null,
  constraint transfers_pkey PRIMARY KEY (request_id),
  constraint transfers_from_line_id_budget_lines_id_fk FOREIGN KEY (from_line_id) REFERENCES budget_lines(id),
  constraint transfers_request_id_capital_requests_id_fk FOREIGN KEY (request_id) REFERENCES capital_requests(id),
  constraint transfers_to_line_id_budget_lines_id_fk FOREIGN KEY (to_line_id) REFERENCES budget_lines(id),
  constraint transfers_amount CHECK ((amount_cents > 0)),
  constraint transfers_kind CHECK ((kind = ANY (ARRAY['allocation'::text, 'draw'::text, 'transfer'::text]))),
  constraint transfers_two_sides CHECK ((from_line_id <> to_line_id))
);
CREATE INDEX transfers_from_line_id_index ON public.transfers USING btree (from_line_id);
CREATE INDEX transfers_to_line_id_index ON public.transfers USING btree (to_line_id);
CREATE TRIGGER transfers_as_asked BEFORE INSERT ON public.transfers FOR EACH ROW EXECUTE FUNCTION keep_as_asked();
grant insert, select on transfers to steward_app;

create table unit_costs (
  cost_basis_id uuid not null,
  system_code text not null,
  unit text not null,
  unit_cost_cents bigint not null,
  life_years integer not null,
  renewal_ratio double precision not null default 1,
  constraint unit_costs_cost_basis_id_system_code_pk PRIMARY KEY (cost_basis_id, system_code),
  constraint unit_costs_cost_basis_id_cost_bases_id_fk FOREIGN KEY (cost_basis_id) REFERENCES cost_bases(id),
  constraint unit_costs_system_code_building_systems_code_fk FOREIGN KEY (system_code) REFERENCES building_systems(code),
  constraint unit_costs_sense CHECK (((unit_cost_cents >= 0) AND (life_years > 0) AND (renewal_ratio > (0)::double precision) AND (renewal_ratio <= (1)::double precision)))
);
CREATE INDEX unit_costs_system_code_index ON public.unit_costs USING btree (system_code);
grant insert, select on unit_costs to steward_app;

create table vendors (
  id uuid not null,
  number text,
  name text not null,
  is_fictitious boolean not null default false,
  is_active boolean not null default true,
  version integer not null default 1,
  constraint vendors_pkey PRIMARY KEY (id),
  constraint vendors_number UNIQUE (number)
);
grant insert, select, update on vendors to steward_app;

create table verifications (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_identifier_index ON public.verifications USING btree (identifier);
grant delete, insert, select, update on verifications to steward_app;

create table versions (
  name text not null,
  version uuid not null,
  constraint versions_pkey PRIMARY KEY (name)
);
grant select on versions to steward_app;

create table weightings (
  id uuid not null,
  portfolio_id uuid not null,
  kind text not null,
  number integer not null,
  weights jsonb not null,
  reason text not null,
  published_by_id uuid,
  published_at timestamp with time zone not null,
  constraint weightings_pkey PRIMARY KEY (id),
  constraint weightings_number UNIQUE (portfolio_id, kind, number),
  constraint weightings_portfolio_id_portfolios_id_fk FOREIGN KEY (portfolio_id) REFERENCES portfolios(id),
  constraint weightings_published_by_id_people_id_fk FOREIGN KEY (published_by_id) REFERENCES people(id),
  constraint weightings_kind CHECK ((kind = ANY (ARRAY['adequacy'::text, 'priorities'::text])))
);
CREATE INDEX weightings_published_by_id_index ON public.weightings USING btree (published_by_id);
CREATE TRIGGER weightings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.weightings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on weightings to steward_app;

create table work_order_comments (
  id uuid not null,
  work_order_id uuid not null,
  author_id uuid not null,
  body text not null,
  is_internal boolean not null,
  created_at timestamp with time zone not null,
  constraint work_order_comments_pkey PRIMARY KEY (id),
  constraint work_order_comments_author_id_people_id_fk FOREIGN KEY (author_id) REFERENCES people(id),
  constraint work_order_comments_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id)
);
CREATE INDEX work_order_comments_author_id_index ON public.work_order_comments USING btree (author_id);
CREATE INDEX work_order_comments_work_order_id_created_at_id_index ON public.work_order_comments USING btree (work_order_id, created_at, id);
grant delete, insert, select, update on work_order_comments to steward_app;

create table work_order_events (
  id uuid not null,
  work_order_id uuid not null,
  kind text not null,
  actor_id uuid,
  is_internal boolean not null default false,
  data jsonb not null default '{}'::jsonb,
  version integer,
  changed_fields text[],
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone,
  on_behalf_of_id uuid,
  api_token_id uuid,
  audience_before jsonb,
  written_in xid8 default pg_current_xact_id(),
  constraint work_order_events_pkey PRIMARY KEY (id),
  constraint work_order_events_actor_id_people_id_fk FOREIGN KEY (actor_id) REFERENCES people(id),
  constraint work_order_events_api_token_id_api_tokens_id_fk FOREIGN KEY (api_token_id) REFERENCES api_tokens(id),
  constraint work_order_events_on_behalf_of_id_people_id_fk FOREIGN KEY (on_behalf_of_id) REFERENCES people(id),
  constraint work_order_events_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id)
);
CREATE INDEX work_order_events_actor_id_index ON public.work_order_events USING btree (actor_id);
CREATE INDEX work_order_events_api_token_id_index ON public.work_order_events USING btree (api_token_id) WHERE (api_token_id IS NOT NULL);
CREATE INDEX work_order_events_holds ON public.work_order_events USING btree (work_order_id, occurred_at) WHERE (kind = ANY (ARRAY['held'::text, 'resumed'::text]));
CREATE INDEX work_order_events_on_behalf_of_id_index ON public.work_order_events USING btree (on_behalf_of_id) WHERE (on_behalf_of_id IS NOT NULL);
CREATE INDEX work_order_events_work_order_id_occurred_at_id_index ON public.work_order_events USING btree (work_order_id, occurred_at, id);
CREATE INDEX work_order_events_written ON public.work_order_events USING btree (written_in) WHERE (written_in IS NOT NULL);
CREATE TRIGGER work_order_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.work_order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER work_order_events_outbox AFTER INSERT ON public.work_order_events FOR EACH ROW WHEN ((((new.kind <> ALL ('{submitted,triaged,started,edited,closed,rated,followed_up,viewed,attached,tagged,labour_logged,cost_logged,hazard_acknowledged,field_set_aside,field_dismissed}'::text[])) OR ((new.kind = 'submitted'::text) AND (new.data ? 'forAnother'::text))) AND (current_setting('steward.tells_nobody'::text, true) IS DISTINCT FROM 'yes'::text))) EXECUTE FUNCTION note_for_outbox();
grant insert, select on work_order_events to steward_app;

create table work_order_tags (
  work_order_id uuid not null,
  tag text not null,
  added_by_id uuid,
  added_at timestamp with time zone not null,
  constraint work_order_tags_work_order_id_tag_pk PRIMARY KEY (work_order_id, tag),
  constraint work_order_tags_added_by_id_people_id_fk FOREIGN KEY (added_by_id) REFERENCES people(id),
  constraint work_order_tags_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id) ON DELETE CASCADE,
  constraint work_order_tags_tag CHECK ((tag ~ '^[^[:upper:][:space:],]{1,40}$'::text))
);
CREATE INDEX work_order_tags_added_by_id_index ON public.work_order_tags USING btree (added_by_id);
CREATE INDEX work_order_tags_tag_work_order_id_index ON public.work_order_tags USING btree (tag, work_order_id);
grant delete, insert, select, update on work_order_tags to steward_app;

create table work_order_texts (
  work_order_id uuid not null,
  words tsvector not null,
  constraint work_order_texts_pkey PRIMARY KEY (work_order_id),
  constraint work_order_texts_work_order_id_work_orders_id_fk FOREIGN KEY (work_order_id) REFERENCES work_orders(id) ON DELETE CASCADE
);
CREATE INDEX work_order_texts_words ON public.work_order_texts USING gin (words);
grant delete, insert, select, update on work_order_texts to steward_app;

create table work_orders (
  id uuid not null,
  number text not null,
  title text not null,
  description text not null default ''::text,
  request_type_id uuid not null,
  request_type_version integer not null,
  service_code text not null,
  trade_code text not null,
  compartment text,
  answers jsonb not null default '{}'::jsonb,
  site_id uuid not null,
  area_id uuid,
  building_id uuid,
  room_id uuid,
  place_note text,
  requester_id uuid not null,
  submitted_by_id uuid not null,
  status text not null,
  impact text not null,
  urgency text not null,
  priority text not null,
  priority_reason text,
  team_id uuid,
  assignee_id uuid,
  planned_on date,
  planned_sequence integer,
  estimate_minutes integer,
  hold_reason text,
  hold_note text,
  hold_until_on date,
  held_from text,
  resolution_note text,
  cancel_reason text,
  duplicate_of_id uuid,
  follows_id uuid,
  hazard_acknowledged_by_id uuid,
  hazard_acknowledged_at timestamp with time zone,
  rating integer,
  rating_comment text,
  rated_at timestamp with time zone,
  submitted_at timestamp with time zone not null,
  status_changed_at timestamp with time zone not null,
  completed_at timestamp with time zone,
  closed_at timestamp with time zone,
  reopen_count integer not null default 0,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  policy jsonb,
  response_due_at timestamp with time zone,
  responded_at timestamp with time zone,
  resolution_due_at timestamp with time zone,
  resolution_left double precision,
  next_warning_at timestamp with time zone,
  clocks_revision bigint,
  is_followed boolean not null default false,
  constraint work_orders_pkey PRIMARY KEY (id),
  constraint work_orders_number_unique UNIQUE (number),
  constraint work_orders_area_id_areas_id_fk FOREIGN KEY (area_id) REFERENCES areas(id),
  constraint work_orders_assignee_id_people_id_fk FOREIGN KEY (assignee_id) REFERENCES people(id),
  constraint work_orders_building_id_buildings_id_fk FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint work_orders_duplicate_of_id_work_orders_id_fk FOREIGN KEY (duplicate_of_id) REFERENCES work_orders(id),
  constraint work_orders_follows_id_work_orders_id_fk FOREIGN KEY (follows_id) REFERENCES work_orders(id),
  constraint work_orders_hazard_acknowledged_by_id_people_id_fk FOREIGN KEY (hazard_acknowledged_by_id) REFERENCES people(id),
  constraint work_orders_request_type_id_request_types_id_fk FOREIGN KEY (request_type_id) REFERENCES request_types(id),
  constraint work_orders_requester_id_people_id_fk FOREIGN KEY (requester_id) REFERENCES people(id),
  constraint work_orders_room_id_rooms_id_fk FOREIGN KEY (room_id) REFERENCES rooms(id),
  constraint work_orders_service_code_services_code_fk FOREIGN KEY (service_code) REFERENCES services(code),
  constraint work_orders_site_id_sites_id_fk FOREIGN KEY (site_id) REFERENCES sites(id),
  constraint work_orders_submitted_by_id_people_id_fk FOREIGN KEY (submitted_by_id) REFERENCES people(id),
  constraint work_orders_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint work_orders_assigned CHECK (((status <> ALL (ARRAY['assigned'::text, 'in_progress'::text])) OR (assignee_id IS NOT NULL) OR (team_id IS NOT NULL))),
  constraint work_orders_duplicate CHECK (((status = 'duplicate'::text) = (duplicate_of_id IS NOT NULL))),
  constraint work_orders_held CHECK (((status = 'on_hold'::text) = (hold_reason IS NOT NULL))),
  constraint work_orders_impact CHECK ((impact = ANY (ARRAY['person'::text, 'room'::text, 'building'::text, 'district'::text]))),
  constraint work_orders_priority CHECK ((priority = ANY (ARRAY['P1'::text, 'P2'::text, 'P3'::text, 'P4'::text]))),
  constraint work_orders_rating CHECK (((rating >= 1) AND (rating <= 5))),
  constraint work_orders_status CHECK ((status = ANY (ARRAY['awaiting_approval'::text, 'submitted'::text, 'triaged'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text, 'completed'::text, 'closed'::text, 'cancelled'::text, 'duplicate'::text]))),
  constraint work_orders_urgency CHECK ((urgency = ANY (ARRAY['can_wait'::text, 'disrupts'::text, 'stops_teaching'::text, 'danger'::text])))
);
CREATE INDEX work_orders_area_id_index ON public.work_orders USING btree (area_id);
CREATE INDEX work_orders_assignee_newest ON public.work_orders USING btree (assignee_id, submitted_at, id);
CREATE INDEX work_orders_breach ON public.work_orders USING btree (LEAST(
CASE
    WHEN (responded_at IS NULL) THEN response_due_at
    ELSE NULL::timestamp with time zone
END, resolution_due_at), id) WHERE (status = ANY (ARRAY['awaiting_approval'::text, 'submitted'::text, 'triaged'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text]));
CREATE INDEX work_orders_building_id_index ON public.work_orders USING btree (building_id);
CREATE INDEX work_orders_done ON public.work_orders USING btree (completed_at) INCLUDE (id, service_code, trade_code, area_id, site_id, building_id, room_id, request_type_id, compartment, requester_id, submitted_by_id, assignee_id, team_id, priority, rating, reopen_count, submitted_at, resolution_due_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX work_orders_due ON public.work_orders USING btree (resolution_due_at, id) WHERE (status = ANY (ARRAY['awaiting_approval'::text, 'submitted'::text, 'triaged'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text]));
CREATE INDEX work_orders_duplicate_of_id_index ON public.work_orders USING btree (duplicate_of_id);
CREATE INDEX work_orders_follows_id_index ON public.work_orders USING btree (follows_id);
CREATE INDEX work_orders_hazard_acknowledged_by_id_index ON public.work_orders USING btree (hazard_acknowledged_by_id);
CREATE INDEX work_orders_kind_place ON public.work_orders USING btree (request_type_id, COALESCE(room_id, building_id, site_id), submitted_at);
CREATE INDEX work_orders_newest ON public.work_orders USING btree (submitted_at, id);
CREATE INDEX work_orders_next_warning ON public.work_orders USING btree (next_warning_at) WHERE (next_warning_at IS NOT NULL);
CREATE INDEX work_orders_requester_newest ON public.work_orders USING btree (requester_id, submitted_at, id);
CREATE INDEX work_orders_room_id_index ON public.work_orders USING btree (room_id);
CREATE INDEX work_orders_service_code_index ON public.work_orders USING btree (service_code);
CREATE INDEX work_orders_site_newest ON public.work_orders USING btree (site_id, submitted_at, id);
CREATE INDEX work_orders_submitted_by_id_index ON public.work_orders USING btree (submitted_by_id);
CREATE INDEX work_orders_team_newest ON public.work_orders USING btree (team_id, submitted_at, id);
CREATE INDEX work_orders_team_open ON public.work_orders USING btree (team_id, submitted_at, id) WHERE (status = ANY (ARRAY['awaiting_approval'::text, 'submitted'::text, 'triaged'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text]));
CREATE INDEX work_orders_updated ON public.work_orders USING btree (updated_at, id);
grant delete, insert, select, update on work_orders to steward_app;

alter default privileges grant delete, insert, select, update on tables to steward_app;
alter default privileges grant usage on sequences to steward_app;
