-- Schools, buildings and rooms are kept in memory with the catalogue, and change its version as the rest of it does.
CREATE CONSTRAINT TRIGGER "sites_version" AFTER INSERT OR UPDATE OR DELETE ON "sites" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "buildings_version" AFTER INSERT OR UPDATE OR DELETE ON "buildings" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "rooms_version" AFTER INSERT OR UPDATE OR DELETE ON "rooms" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "note_version"('catalogue');
