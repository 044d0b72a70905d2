CREATE TABLE "former_placements" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"resource_id" uuid NOT NULL,
	"parent_id" uuid NOT NULL,
	"valid_to" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "former_placements_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(6) with time zone,
	"last_used_at" timestamp(6) with time zone,
	"revoked_at" timestamp(6) with time zone,
	"revoked_by" uuid,
	CONSTRAINT "api_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "ends_with_id" uuid;--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "completed_at" timestamp(6) with time zone;--> statement-breakpoint
ALTER TABLE "role_revisions" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "role_revisions" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "former_placements" ADD CONSTRAINT "former_placements_workspace_id_resource_id_resources_workspace_id_id_fk" FOREIGN KEY ("workspace_id","resource_id") REFERENCES "public"."resources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_placements" ADD CONSTRAINT "former_placements_workspace_id_parent_id_resources_workspace_id_id_fk" FOREIGN KEY ("workspace_id","parent_id") REFERENCES "public"."resources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_placements_by_resource" ON "former_placements" USING btree ("workspace_id","resource_id","valid_to");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_secret" ON "api_keys" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "api_keys_by_creation" ON "api_keys" USING btree ("workspace_id","created_at");--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_workspace_id_ends_with_id_resources_workspace_id_id_fk" FOREIGN KEY ("workspace_id","ends_with_id") REFERENCES "public"."resources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grants_adjusted" ON "grants" USING btree ("workspace_id","role_id") WHERE cardinality("grants"."plus") + cardinality("grants"."minus") > 0;--> statement-breakpoint
CREATE INDEX "grants_by_completion" ON "grants" USING btree ("workspace_id","ends_with_id") WHERE "grants"."ends_with_id" is not null;--> statement-breakpoint

-- Revisions written so far were called what their role is called. Row security would hide them all from the owner.
ALTER TABLE role_revisions NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE roles NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE role_revisions v SET name = r.name, description = r.description
  FROM roles r WHERE r.workspace_id = v.workspace_id AND r.id = v.role_id;--> statement-breakpoint
ALTER TABLE roles FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE role_revisions FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE role_revisions ALTER COLUMN name SET NOT NULL, ALTER COLUMN description SET NOT NULL;--> statement-breakpoint

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['former_placements', 'api_keys'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY of_workspace ON %I TO remit_app, CURRENT_USER USING (workspace_id = remit_workspace()) WITH CHECK (workspace_id = remit_workspace())', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO remit_app', name);
  END LOOP;
END $$;--> statement-breakpoint
-- A key is looked up by the hash of its secret, before its workspace is known.
CREATE POLICY by_token ON api_keys FOR SELECT TO remit_app USING (secret_hash = remit_token());--> statement-breakpoint
CREATE POLICY by_token ON workspaces FOR SELECT TO remit_app USING (EXISTS (
  SELECT 1 FROM api_keys k WHERE k.workspace_id = workspaces.id AND k.secret_hash = remit_token()));--> statement-breakpoint
GRANT UPDATE (last_used_at, revoked_at, revoked_by) ON api_keys TO remit_app;
