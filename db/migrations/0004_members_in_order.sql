ALTER TABLE "memberships" DROP CONSTRAINT "memberships_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "listed_as" text collate "C" GENERATED ALWAYS AS (lower(left(name, 200)) || chr(10) || left(email, 320)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_listed_as" UNIQUE("id","listed_as");--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "listed_as" text collate "C";--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "inactive_since" timestamp(6) with time zone DEFAULT now();--> statement-breakpoint

-- Row security would hide every membership from the owner.
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE active_periods NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE memberships m SET listed_as = u.listed_as, inactive_since = (
  SELECT CASE WHEN bool_or(p.valid_to IS NULL) THEN NULL ELSE coalesce(max(p.valid_to), m.joined_at) END
  FROM active_periods p WHERE p.workspace_id = m.workspace_id AND p.membership_id = m.id)
  FROM users u WHERE u.id = m.user_id;--> statement-breakpoint
ALTER TABLE active_periods FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE memberships ALTER COLUMN listed_as SET NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_listed_as" FOREIGN KEY ("user_id","listed_as") REFERENCES "public"."users"("id","listed_as") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "memberships_active_by_name" ON "memberships" USING btree ("workspace_id","listed_as","id") WHERE "memberships"."ended_at" is null and "memberships"."inactive_since" is null;--> statement-breakpoint
CREATE INDEX "memberships_active_by_joining" ON "memberships" USING btree ("workspace_id","joined_at","id") WHERE "memberships"."ended_at" is null and "memberships"."inactive_since" is null;--> statement-breakpoint
CREATE INDEX "memberships_active_by_activity" ON "memberships" USING btree ("workspace_id",(case when "last_active_at" is null then '-infinity'::timestamptz else "last_active_at" end),"id") WHERE "memberships"."ended_at" is null and "memberships"."inactive_since" is null;--> statement-breakpoint
CREATE INDEX "memberships_inactive_by_name" ON "memberships" USING btree ("workspace_id","listed_as","id") WHERE "memberships"."ended_at" is null and "memberships"."inactive_since" is not null;--> statement-breakpoint
CREATE INDEX "memberships_inactive_by_joining" ON "memberships" USING btree ("workspace_id","joined_at","id") WHERE "memberships"."ended_at" is null and "memberships"."inactive_since" is not null;--> statement-breakpoint
CREATE INDEX "memberships_inactive_by_activity" ON "memberships" USING btree ("workspace_id",(case when "last_active_at" is null then '-infinity'::timestamptz else "last_active_at" end),"id") WHERE "memberships"."ended_at" is null and "memberships"."inactive_since" is not null;--> statement-breakpoint

-- A membership is listed as its user is. Whoever writes it names the user alone; renamings follow through the foreign
-- key, which row security does not stop.
CREATE FUNCTION list_as_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.listed_as := (SELECT u.listed_as FROM users u WHERE u.id = NEW.user_id);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER list_as_user BEFORE INSERT ON memberships FOR EACH ROW EXECUTE FUNCTION list_as_user();--> statement-breakpoint
CREATE FUNCTION follow_active_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE memberships m SET inactive_since = (
    SELECT CASE WHEN bool_or(p.valid_to IS NULL) THEN NULL ELSE coalesce(max(p.valid_to), m.joined_at) END
    FROM active_periods p WHERE p.workspace_id = m.workspace_id AND p.membership_id = m.id)
  WHERE m.workspace_id = NEW.workspace_id AND m.id = NEW.membership_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER follow AFTER INSERT OR UPDATE ON active_periods FOR EACH ROW EXECUTE FUNCTION follow_active_period();
