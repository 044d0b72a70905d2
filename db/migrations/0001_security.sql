-- Context: who asks, on behalf of which workspace, or with which token. Set inside a transaction only; an unset or
-- empty setting is NULL, and NULL equals nothing.
CREATE FUNCTION remit_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('remit.workspace', true), '')::uuid $$;--> statement-breakpoint
CREATE FUNCTION remit_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('remit.account', true), '')::uuid $$;--> statement-breakpoint
CREATE FUNCTION remit_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('remit.user', true), '')::uuid $$;--> statement-breakpoint
CREATE FUNCTION remit_email() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('remit.email', true), '') $$;--> statement-breakpoint
CREATE FUNCTION remit_token() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('remit.token', true), '') $$;--> statement-breakpoint

-- Tables of a workspace: everything in them is seen and written inside that workspace only.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['memberships', 'active_periods', 'groups', 'group_memberships', 'roles', 'role_revisions',
    'resources', 'grants', 'invitations', 'invitation_roles', 'invitation_groups', 'audit_events'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY of_workspace ON %I TO remit_app, CURRENT_USER USING (workspace_id = remit_workspace()) WITH CHECK (workspace_id = remit_workspace())', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO remit_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['memberships', 'active_periods', 'groups', 'group_memberships', 'roles', 'role_revisions',
    'resources', 'grants', 'invitations'] LOOP
    EXECUTE format('GRANT UPDATE ON %I TO remit_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['accounts', 'account_administrators', 'workspaces', 'users', 'sessions', 'sign_in_links',
    'one_time_codes', 'outbox', 'idempotent_outcomes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    -- The owner sets up accounts and workspaces; no request is ever served under it.
    EXECUTE format('CREATE POLICY set_up ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;--> statement-breakpoint

-- My workspaces: a person finds their own memberships before a workspace is known.
CREATE POLICY mine ON memberships FOR SELECT TO remit_app USING (user_id = remit_user());--> statement-breakpoint
CREATE POLICY mine ON active_periods FOR SELECT TO remit_app USING (EXISTS (
  SELECT 1 FROM memberships m
  WHERE m.workspace_id = active_periods.workspace_id AND m.id = active_periods.membership_id AND m.user_id = remit_user()));--> statement-breakpoint
CREATE POLICY by_token ON invitations FOR SELECT TO remit_app USING (token_hash = remit_token());--> statement-breakpoint

CREATE POLICY mine ON account_administrators FOR SELECT TO remit_app
  USING (user_id = remit_user() OR account_id = remit_account());--> statement-breakpoint
GRANT SELECT ON account_administrators TO remit_app;--> statement-breakpoint
CREATE POLICY current ON workspaces TO remit_app USING (id = remit_workspace()) WITH CHECK (id = remit_workspace());--> statement-breakpoint
CREATE POLICY mine ON workspaces FOR SELECT TO remit_app USING (
  EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = workspaces.id AND m.user_id = remit_user() AND m.ended_at IS NULL)
  OR EXISTS (SELECT 1 FROM account_administrators a
             WHERE a.account_id = workspaces.account_id AND a.user_id = remit_user() AND a.valid_to IS NULL));--> statement-breakpoint
GRANT SELECT, UPDATE ON workspaces TO remit_app;--> statement-breakpoint
CREATE POLICY mine ON accounts FOR SELECT TO remit_app
  USING (id = remit_account() OR EXISTS (SELECT 1 FROM workspaces w WHERE w.account_id = accounts.id));--> statement-breakpoint
GRANT SELECT ON accounts TO remit_app;--> statement-breakpoint

-- People: oneself, the address that is being proved, and whoever is or was in the workspace at hand.
CREATE POLICY known ON users FOR SELECT TO remit_app USING (
  id = remit_user() OR email = remit_email()
  OR EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = remit_workspace() AND m.user_id = users.id)
  OR EXISTS (SELECT 1 FROM account_administrators a WHERE a.account_id = remit_account() AND a.user_id = users.id));--> statement-breakpoint
CREATE POLICY proved ON users FOR INSERT TO remit_app WITH CHECK (email = remit_email());--> statement-breakpoint
CREATE POLICY self ON users FOR UPDATE TO remit_app USING (id = remit_user()) WITH CHECK (id = remit_user());--> statement-breakpoint
GRANT SELECT, INSERT ON users TO remit_app;--> statement-breakpoint
GRANT UPDATE (name) ON users TO remit_app;--> statement-breakpoint

CREATE POLICY own ON sessions TO remit_app
  USING (user_id = remit_user() OR token_hash = remit_token()) WITH CHECK (user_id = remit_user());--> statement-breakpoint
CREATE POLICY of_member ON sessions FOR SELECT TO remit_app USING (EXISTS (
  SELECT 1 FROM memberships m WHERE m.workspace_id = remit_workspace() AND m.user_id = sessions.user_id AND m.ended_at IS NULL));--> statement-breakpoint
CREATE POLICY end_of_member ON sessions FOR UPDATE TO remit_app USING (EXISTS (
  SELECT 1 FROM memberships m WHERE m.workspace_id = remit_workspace() AND m.user_id = sessions.user_id AND m.ended_at IS NULL))
  WITH CHECK (ended_at IS NOT NULL);--> statement-breakpoint
GRANT SELECT, INSERT ON sessions TO remit_app;--> statement-breakpoint
GRANT UPDATE (last_seen_at, proved_at, ended_at) ON sessions TO remit_app;--> statement-breakpoint

CREATE POLICY by_token ON sign_in_links TO remit_app USING (token_hash = remit_token()) WITH CHECK (token_hash = remit_token());--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sign_in_links TO remit_app;--> statement-breakpoint
CREATE POLICY by_email ON one_time_codes TO remit_app USING (email = remit_email()) WITH CHECK (email = remit_email());--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON one_time_codes TO remit_app;--> statement-breakpoint
CREATE POLICY write ON outbox FOR INSERT TO remit_app WITH CHECK (workspace_id IS NULL OR workspace_id = remit_workspace());--> statement-breakpoint
GRANT INSERT ON outbox TO remit_app;--> statement-breakpoint
CREATE POLICY own ON idempotent_outcomes TO remit_app USING (user_id = remit_user()) WITH CHECK (user_id = remit_user());--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON idempotent_outcomes TO remit_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO remit_app;--> statement-breakpoint
GRANT USAGE ON SEQUENCE audit_seq TO remit_app;--> statement-breakpoint

-- The worker delivers mail and tidies up; it reads no workspace's data.
CREATE POLICY deliver ON outbox TO remit_worker USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, UPDATE ON outbox TO remit_worker;--> statement-breakpoint
CREATE POLICY recipients ON users FOR SELECT TO remit_worker USING (true);--> statement-breakpoint
GRANT SELECT (id, email, disabled_at) ON users TO remit_worker;--> statement-breakpoint
CREATE INDEX outbox_waiting ON outbox (created_at) WHERE sent_at IS NULL AND dropped_at IS NULL;--> statement-breakpoint
CREATE FUNCTION announce_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('remit_outbox', NEW.id::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER announce AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION announce_outbox();--> statement-breakpoint

-- The audit log only grows.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();--> statement-breakpoint
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();--> statement-breakpoint
CREATE TABLE audit_events_elsewhen PARTITION OF audit_events DEFAULT;--> statement-breakpoint
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_events_elsewhen FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();--> statement-breakpoint
-- One partition a month, from `earliest` months before the present one to `latest` months after it.
CREATE FUNCTION ensure_audit_partitions(earliest int, latest int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
  first timestamp;
  name text;
BEGIN
  FOR i IN -earliest..latest LOOP
    first := month + make_interval(months => i);
    name := 'audit_events_' || to_char(first, 'YYYY_MM');
    IF to_regclass(name) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)', name,
        to_char(first, 'YYYY-MM-DD') || ' 00:00+00', to_char(first + interval '1 month', 'YYYY-MM-DD') || ' 00:00+00');
      EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()', name);
    END IF;
  END LOOP;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION ensure_audit_partitions(int, int) FROM PUBLIC;--> statement-breakpoint

CREATE INDEX users_name_search ON users USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX users_email_search ON users USING gin (email gin_trgm_ops);--> statement-breakpoint
CREATE INDEX audit_events_target_search ON audit_events USING gin (target_label gin_trgm_ops);--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO remit_app, remit_worker;--> statement-breakpoint
GRANT USAGE ON SCHEMA drizzle TO remit_app;--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO remit_app;
--> statement-breakpoint
-- Instants leave the database as whole microseconds since 1970, which a JavaScript number holds exactly.
CREATE FUNCTION micros(at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT (extract(epoch FROM at) * 1000000)::bigint $$;
