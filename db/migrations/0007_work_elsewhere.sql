-- Who of these people has work outside the workspace at hand: an active membership in another one, or an account to
-- administer. It looks as each of them, at what the policies show everybody of themselves, with the rights of whoever
-- calls it; all it tells is yes or no.
CREATE FUNCTION working_elsewhere(people uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asking text := current_setting('remit.user', true);
  person uuid;
BEGIN
  FOREACH person IN ARRAY people LOOP
    PERFORM set_config('remit.user', person::text, true);
    IF EXISTS (SELECT 1 FROM memberships m
        JOIN active_periods p ON p.workspace_id = m.workspace_id AND p.membership_id = m.id AND p.valid_to IS NULL
        JOIN workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
        WHERE m.user_id = person AND m.ended_at IS NULL AND m.workspace_id IS DISTINCT FROM remit_workspace())
      OR EXISTS (SELECT 1 FROM account_administrators a WHERE a.user_id = person AND a.valid_to IS NULL)
    THEN
      RETURN NEXT person;
    END IF;
  END LOOP;
  PERFORM set_config('remit.user', coalesce(asking, ''), true);
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION working_elsewhere(uuid[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION working_elsewhere(uuid[]) TO remit_app;
