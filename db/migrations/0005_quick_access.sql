DROP INDEX "resources_by_parent";--> statement-breakpoint
CREATE INDEX "audit_events_by_resource" ON "audit_events" USING btree ("workspace_id","resource_id","at","seq") WHERE "audit_events"."resource_id" is not null;--> statement-breakpoint
CREATE INDEX "resources_by_parent" ON "resources" USING btree ("workspace_id","parent_id",lower("name") collate "C","id");--> statement-breakpoint
-- `extract` from an instant is stable, not immutable; said rightly, PostgreSQL puts the expression in the place of the
-- call, which is four times as fast.
ALTER FUNCTION micros(timestamptz) STABLE;
