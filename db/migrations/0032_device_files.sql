CREATE TABLE "device_file_rows" (
	"file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"verdict" text NOT NULL,
	"effect" text,
	"target_id" uuid,
	"seen_version" integer,
	"mark" text NOT NULL,
	"values" jsonb,
	"before" jsonb,
	"reasons" jsonb,
	CONSTRAINT "device_file_rows_file_id_row_pk" PRIMARY KEY("file_id","row"),
	CONSTRAINT "device_file_rows_verdict" CHECK ("device_file_rows"."verdict" in ('good','remark','wrong')),
	CONSTRAINT "device_file_rows_effect" CHECK ("device_file_rows"."effect" in ('new','changed','seen','same','left')),
	CONSTRAINT "device_file_rows_wrong" CHECK (("device_file_rows"."verdict" = 'wrong') = ("device_file_rows"."effect" is null))
);
--> statement-breakpoint
CREATE TABLE "device_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"brought_by" text NOT NULL,
	"file_name" text NOT NULL,
	"file_digest" text,
	"size_bytes" bigint DEFAULT 0 NOT NULL,
	"storage_key" text,
	"headings" jsonb,
	"columns" jsonb,
	"state" text NOT NULL,
	"failure" text,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"done_ratio" double precision DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"are_leavers_confirmed" boolean DEFAULT false NOT NULL,
	"by_id" uuid NOT NULL,
	"confirmed_by_id" uuid,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "device_files_kind" CHECK ("device_files"."kind" in ('chrome','snipe','oneroster')),
	CONSTRAINT "device_files_by" CHECK ("device_files"."brought_by" in ('upload','source')),
	CONSTRAINT "device_files_state" CHECK ("device_files"."state" in ('receiving','mapping','checking','checked','loading','done','failed','discarded')),
	CONSTRAINT "device_files_done" CHECK ("device_files"."done_ratio" between 0 and 1)
);
--> statement-breakpoint
ALTER TABLE "students" ADD COLUMN "account_digest" text;--> statement-breakpoint
ALTER TABLE "device_file_rows" ADD CONSTRAINT "device_file_rows_file_id_device_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."device_files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_files" ADD CONSTRAINT "device_files_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_files" ADD CONSTRAINT "device_files_confirmed_by_id_people_id_fk" FOREIGN KEY ("confirmed_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_file_rows_effect" ON "device_file_rows" USING btree ("file_id","effect","row");--> statement-breakpoint
CREATE INDEX "device_files_newest" ON "device_files" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "device_files_by_id_index" ON "device_files" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "device_files_confirmed_by_id_index" ON "device_files" USING btree ("confirmed_by_id");--> statement-breakpoint
CREATE INDEX "device_files_under_way" ON "device_files" USING btree ("created_at") WHERE "device_files"."state" in ('checking','loading') or "device_files"."storage_key" is not null;--> statement-breakpoint
CREATE INDEX "students_account" ON "students" USING btree ("account_digest") WHERE "students"."account_digest" is not null;--> statement-breakpoint
-- What a file held of people goes when the file is over, in the same transaction.
CREATE FUNCTION "forget_device_file"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM device_file_rows WHERE file_id = NEW.id AND num_nonnulls("values", "before") > 0) THEN
		RAISE EXCEPTION 'A file that is over keeps nothing of its rows but why they were refused.' USING ERRCODE = 'check_violation', CONSTRAINT = 'device_files_forgotten', TABLE = 'device_files';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "device_files_forgotten" AFTER UPDATE OF "state" ON "device_files" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."state" IN ('done', 'failed', 'discarded')) EXECUTE FUNCTION "forget_device_file"();
