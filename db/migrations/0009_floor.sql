CREATE TABLE "repeated_denials" (
	"workspace_id" uuid NOT NULL,
	"id" text NOT NULL,
	"since" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"more" integer DEFAULT 0 NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "repeated_denials_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "repeated_denials" ADD CONSTRAINT "repeated_denials_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "repeated_denials_by_age" ON "repeated_denials" USING btree ("since");--> statement-breakpoint
CREATE INDEX "sign_in_links_by_email" ON "sign_in_links" USING btree ("email","created_at");--> statement-breakpoint
-- Lets the newest link for an address go on working when so many were mailed in the last minutes, and tells whether it
-- did. With its owner's rights: a link is seen by its token alone.
CREATE FUNCTION prolong_newest_link(address text, most int, minutes int) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH recent AS (
    SELECT token_hash, created_at FROM sign_in_links
    WHERE email = address AND created_at > now() - make_interval(mins => minutes)
  ), prolonged AS (
    UPDATE sign_in_links SET expires_at = now() + make_interval(mins => minutes)
    WHERE token_hash = (SELECT token_hash FROM recent ORDER BY created_at DESC LIMIT 1) AND (SELECT count(*) FROM recent) >= most
    RETURNING 1
  )
  SELECT EXISTS (SELECT 1 FROM prolonged)
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION prolong_newest_link(text, int, int) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION prolong_newest_link(text, int, int) TO remit_app;--> statement-breakpoint

-- Open tabs learn of the end of a session, whoever ended it.
CREATE FUNCTION announce_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('remit_access', json_build_object('workspaceId', null, 'userIds', json_build_array(NEW.user_id))::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER announce_end AFTER UPDATE OF ended_at ON sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION announce_session_end();--> statement-breakpoint

ALTER TABLE repeated_denials ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE repeated_denials FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_workspace ON repeated_denials TO remit_app
  USING (workspace_id = remit_workspace()) WITH CHECK (workspace_id = remit_workspace());--> statement-breakpoint
CREATE POLICY set_up ON repeated_denials TO CURRENT_USER USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON repeated_denials TO remit_app;--> statement-breakpoint
-- Writes the number of those whose minute is over, one event for each actor, action and target; tells how many events. With
-- its owner's rights: the worker writes no workspace's log and reads none. A denial that comes meanwhile waits for the row
-- and begins a new minute.
CREATE FUNCTION tell_repeated_denials() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  d record;
  told int := 0;
BEGIN
  FOR d IN SELECT workspace_id, id, more, event FROM repeated_denials
    WHERE since <= clock_timestamp() - interval '1 minute' ORDER BY since FOR UPDATE SKIP LOCKED
  LOOP
    IF d.more > 0 THEN
      PERFORM set_config('remit.workspace', d.workspace_id::text, true);
      INSERT INTO audit_events (workspace_id, id, actor_id, actor_name, action, outcome, target_kind, target_id, target_label,
        resource_id, resource_label, after, reason, request_id, session_id)
      VALUES (d.workspace_id, gen_random_uuid(), (d.event->>'actorId')::uuid, d.event->>'actorName', d.event->>'action', 'denied',
        d.event#>>'{target,kind}', (d.event#>>'{target,id}')::uuid, d.event#>>'{target,label}',
        (d.event#>>'{resource,id}')::uuid, coalesce(d.event#>>'{resource,name}', ''), jsonb_build_object('times', d.more),
        d.event->>'reason', d.event->>'requestId', (d.event->>'sessionId')::uuid);
      told := told + 1;
    END IF;
    DELETE FROM repeated_denials WHERE workspace_id = d.workspace_id AND id = d.id;
  END LOOP;
  PERFORM set_config('remit.workspace', '', true);
  RETURN told;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION tell_repeated_denials() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tell_repeated_denials() TO remit_worker;
