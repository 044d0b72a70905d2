ALTER TABLE "api_keys" ADD COLUMN "owned_by" uuid;--> statement-breakpoint

-- Whoever made a key answers for it until somebody gives it another owner. Row security would hide them all from this role.
ALTER TABLE api_keys NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE api_keys SET owned_by = created_by;--> statement-breakpoint
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" ALTER COLUMN "owned_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_owned_by_users_id_fk" FOREIGN KEY ("owned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT UPDATE (owned_by, expires_at) ON api_keys TO remit_app;
