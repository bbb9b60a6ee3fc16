ALTER TABLE "scope_needs" ADD COLUMN "status_before" text;--> statement-breakpoint
ALTER TABLE "scope_needs" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "scope_needs" ADD COLUMN "renewed_from" jsonb;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_release" CHECK ("ledger_entries"."kind" <> 'release' or "ledger_entries"."amount_cents" < 0);--> statement-breakpoint
-- What is asked for is all there when it is decided: nothing is added to it afterwards, and its lines are of what it names.
CREATE FUNCTION "keep_as_asked"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
$$;
--> statement-breakpoint
CREATE TRIGGER "transfers_as_asked" BEFORE INSERT ON "transfers" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
CREATE TRIGGER "contracts_as_asked" BEFORE INSERT ON "contracts" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
CREATE TRIGGER "contract_lines_as_asked" BEFORE INSERT ON "contract_lines" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
CREATE TRIGGER "change_orders_as_asked" BEFORE INSERT ON "change_orders" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
CREATE TRIGGER "change_order_lines_as_asked" BEFORE INSERT ON "change_order_lines" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
CREATE TRIGGER "invoices_as_asked" BEFORE INSERT ON "invoices" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
CREATE TRIGGER "invoice_lines_as_asked" BEFORE INSERT ON "invoice_lines" FOR EACH ROW EXECUTE FUNCTION "keep_as_asked"();--> statement-breakpoint
-- What is approved is the sum of its lines, to the cent: a purchase order under a contract alone has none.
CREATE FUNCTION "keep_sum_asked"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
$$;
--> statement-breakpoint
CREATE TRIGGER "capital_requests_sum" BEFORE UPDATE ON "capital_requests" FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION "keep_sum_asked"();
