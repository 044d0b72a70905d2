ALTER TABLE "grants" ADD COLUMN "review_reminded_at" timestamp(6) with time zone;--> statement-breakpoint
CREATE INDEX "grants_to_review" ON "grants" USING btree ("workspace_id","review_on") WHERE "grants"."review_on" is not null and "grants"."review_reminded_at" is null;--> statement-breakpoint

-- The one function that runs with its owner's rights: the worker learns of due reviews without reading workspaces. It
-- marks those of the first workspace after `after` that has any, and tells for each whom to remind: whoever gave the
-- grant, or, when they are gone, each Admin without an end.
CREATE FUNCTION mark_due_reviews(after uuid) RETURNS TABLE (
  workspace_id uuid, workspace text, slug text, recipient text, recipient_name text, holder text, holder_kind text,
  holder_id uuid, role text, resource text, resource_kind text, resource_id uuid, review_on date
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  w record;
BEGIN
  FOR w IN SELECT x.id, x.account_id, x.name, x.slug, x.time_zone FROM workspaces x
    WHERE x.archived_at IS NULL AND x.id > after ORDER BY x.id
  LOOP
    PERFORM set_config('remit.workspace', w.id::text, true);
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM grants g WHERE g.workspace_id = w.id AND g.review_reminded_at IS NULL
      AND g.review_on <= (now() AT TIME ZONE w.time_zone)::date AND g.review_on > (g.valid_from AT TIME ZONE w.time_zone)::date
      AND (g.valid_to IS NULL OR g.valid_to > now())
      AND (EXISTS (SELECT 1 FROM groups x WHERE x.workspace_id = w.id AND x.id = g.group_id AND x.ended_at IS NULL)
        OR EXISTS (SELECT 1 FROM active_periods p
          WHERE p.workspace_id = w.id AND p.membership_id = g.membership_id AND p.valid_to IS NULL)));
    -- Under the lock of access changes: nothing that is due ends or is given anew meanwhile.
    PERFORM 1 FROM workspaces x WHERE x.id = w.id FOR NO KEY UPDATE;
    RETURN QUERY
    WITH live AS MATERIALIZED (
      SELECT m.id, u.id AS user_id, u.name, u.email FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE m.workspace_id = w.id AND m.ended_at IS NULL AND u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM active_periods p
        WHERE p.workspace_id = w.id AND p.membership_id = m.id AND p.valid_to IS NULL)
    ), insiders AS MATERIALIZED (
      SELECT l.user_id, l.name, l.email FROM live l
      UNION
      SELECT u.id, u.name, u.email FROM account_administrators a JOIN users u ON u.id = a.user_id
      WHERE a.account_id = w.account_id AND a.valid_to IS NULL AND u.disabled_at IS NULL
    ), admins AS MATERIALIZED (
      SELECT DISTINCT l.user_id, l.name, l.email FROM grants g
      JOIN roles r ON r.workspace_id = w.id AND r.id = g.role_id AND r.key = 'admin'
      JOIN live l ON l.id = g.membership_id
      WHERE g.workspace_id = w.id AND g.resource_id = w.id AND g.valid_from <= clock_timestamp() AND g.valid_to IS NULL
        AND cardinality(g.minus) = 0
    ), due AS (
      UPDATE grants g SET review_reminded_at = clock_timestamp()
      WHERE g.workspace_id = w.id AND g.review_reminded_at IS NULL AND g.review_on <= (now() AT TIME ZONE w.time_zone)::date
        -- What takes the place of a grant after its review was looked at already.
        AND g.review_on > (g.valid_from AT TIME ZONE w.time_zone)::date
        AND g.valid_from <= clock_timestamp() AND (g.valid_to IS NULL OR g.valid_to > clock_timestamp())
        AND (EXISTS (SELECT 1 FROM live l WHERE l.id = g.membership_id)
          OR EXISTS (SELECT 1 FROM groups x WHERE x.workspace_id = w.id AND x.id = g.group_id AND x.ended_at IS NULL))
      RETURNING g.*
    )
    SELECT w.id, w.name, w.slug, told.email, told.name, coalesce(holder.name, x.name),
      CASE WHEN d.group_id IS NULL THEN 'member' ELSE 'group' END, coalesce(d.membership_id, d.group_id), r.name,
      place.name, place.kind, place.id, d.review_on
    FROM due d
    JOIN roles r ON r.workspace_id = w.id AND r.id = d.role_id
    JOIN resources place ON place.workspace_id = w.id AND place.id = d.resource_id
    LEFT JOIN live holder ON holder.id = d.membership_id
    LEFT JOIN groups x ON x.workspace_id = w.id AND x.id = d.group_id
    CROSS JOIN LATERAL (
      SELECT i.email, i.name FROM insiders i WHERE i.user_id = d.granted_by
      UNION ALL
      SELECT a.email, a.name FROM admins a
      WHERE NOT EXISTS (SELECT 1 FROM insiders i WHERE i.user_id = d.granted_by)
    ) AS told
    ORDER BY told.email, d.review_on, coalesce(holder.name, x.name), d.id;
    EXIT WHEN FOUND;
  END LOOP;
  PERFORM set_config('remit.workspace', '', true);
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION mark_due_reviews(uuid) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION mark_due_reviews(uuid) TO remit_worker;--> statement-breakpoint
GRANT INSERT ON outbox TO remit_worker;
