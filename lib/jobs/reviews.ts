import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import type { Mail } from "@/emails/payloads";
import { isObjectKind } from "@/lib/access/facts";
import { checked } from "@/lib/mail/checked";

/** A grant whose review date has come, for one whom it concerns. `resourceKind` workspace: on all of it. */
type DueReview = {
  workspaceId: string;
  workspace: string;
  slug: string;
  recipient: string;
  recipientName: string;
  holder: string;
  holderKind: "member" | "group";
  holderId: string;
  role: string;
  resource: string;
  resourceKind: string;
  resourceId: string;
  reviewOn: string;
};

const mostRows = 20;
const beforeAll = "00000000-0000-0000-0000-000000000000";

/**
 * Reminds of every review whose day has come, once for each grant: one mail to each person and workspace. Grants are
 * marked and mails written in one transaction for each workspace.
 * @param url where Remit is served
 * @returns how many mails were written
 */
export async function remindOfReviews(sql: Sql, url: string): Promise<number> {
  let written = 0;
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    const done = await sql.begin(async (tx) => {
      const due = await tx<DueReview[]>`
        SELECT workspace_id AS "workspaceId", workspace, slug, recipient, recipient_name AS "recipientName", holder,
          holder_kind AS "holderKind", holder_id AS "holderId", role, resource, resource_kind AS "resourceKind",
          resource_id AS "resourceId", review_on::text AS "reviewOn"
        FROM mark_due_reviews(${after ?? beforeAll})`;
      const rows = [...byRecipient(due)].map(([recipient, theirs]) => ({
        id: uuidv7(),
        recipient,
        ...mailFor(theirs, url),
      }));
      const workspaceId = due[0]?.workspaceId;
      if (workspaceId)
        await tx`
          INSERT INTO outbox (id, workspace_id, kind, recipient, payload)
          SELECT e.id, ${workspaceId}, e.kind, e.recipient, e.payload
          FROM jsonb_to_recordset(${tx.json(rows)}::jsonb) AS e(id uuid, kind text, recipient text, payload jsonb)`;
      return { workspaceId, mails: rows.length };
    });
    written += done.mails;
    after = done.workspaceId;
  }
  return written;
}

function byRecipient(due: readonly DueReview[]): Map<string, DueReview[]> {
  const all = new Map<string, DueReview[]>();
  for (const one of due) {
    const theirs = all.get(one.recipient);
    if (theirs) theirs.push(one);
    else all.set(one.recipient, [one]);
  }
  return all;
}

function mailFor(due: readonly DueReview[], url: string): Mail {
  const [first] = due;
  if (!first) throw new Error("nothing is due");
  const workspace = `${url}/w/${first.slug}`;
  return checked({
    kind: "review-due",
    payload: {
      name: first.recipientName,
      workspaceName: first.workspace,
      link: due.length === 1 ? `${workspace}${placeOf(first)}` : `${workspace}/settings/members`,
      rows: due.slice(0, mostRows).map(({ holder, role, resource, resourceKind, reviewOn }) => ({
        holder,
        role,
        place: resourceKind === "workspace" ? null : resource,
        reviewOn,
      })),
      more: Math.max(0, due.length - mostRows),
    },
  });
}

/** Where a grant is looked at: the team of an object, else the page of who holds it. */
function placeOf({ holderKind, holderId, resourceKind, resourceId }: DueReview): string {
  if (isObjectKind(resourceKind)) return `/objects/${resourceId}/team`;
  return `/settings/${holderKind}s/${holderId}`;
}
