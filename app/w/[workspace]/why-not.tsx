"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { giversInWords } from "@/components/givers-words";
import { doingOf } from "@/components/permission-words";
import { ThreadThatStops } from "@/components/thread";
import { Note } from "@/components/ui/note";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { PermissionId } from "@/lib/access/catalogue";
import type { RefusalReason } from "@/lib/home/refusal";
import { explainAddress } from "./explain/address";
import { useAnswer } from "./use-answer";

/**
 * Answers "Why not?" beside what is locked: the reason, the smallest grant that would open it, and who can give it.
 * @param props.resourceId the place it is about; left out: the workspace
 * @param props.children what the button shows
 */
export function WhyNot({
  permission,
  resourceId,
  children = "Why not?",
}: {
  permission: PermissionId;
  resourceId?: string;
  children?: ReactNode;
}) {
  const { workspace } = useParams<{ workspace: string }>();
  const [open, setOpen] = useState(false);
  const question = { permission, ...(resourceId && { resourceId }) };
  const answer = useAnswer<RefusalReason>(workspace, "refusal", open ? question : null);
  return (
    <Popover
      label={`Why you may not ${doingOf(permission)}`}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="via" aria-label={`Why not: ${doingOf(permission)}`}>
          {children}
        </button>
      }
    >
      {answer.state === "ready" ? (
        <Refused workspace={workspace} permission={permission} reason={answer.value} />
      ) : answer.state === "failed" ? (
        <Note kind="bad">The reason could not be loaded. Access has not changed.</Note>
      ) : (
        <div className="explain" role="status" aria-label="Loading">
          <Skeleton width="80%" />
          <Skeleton width="55%" />
        </div>
      )}
    </Popover>
  );
}

function Refused({
  workspace,
  permission,
  reason,
}: {
  workspace: string;
  permission: PermissionId;
  reason: RefusalReason;
}) {
  const { decision, missing, place, cure, roles } = reason;
  if (decision.allow) return <p>You may {doingOf(permission)} now. Reload the page.</p>;
  return (
    <div className="explain">
      <p>
        You may not {doingOf(permission)} on {place.name}: your roles do not give {missing} there.
      </p>
      <ThreadThatStops
        held={[
          { shape: "round", title: "You", filled: true },
          { shape: "round", title: roles.join(", ") || "No workspace role", how: "your roles" },
        ]}
        missing={{ shape: "round", title: missing, how: heldByWords(reason) }}
        beyond={{ shape: "square", title: place.name }}
      />
      {cure && (
        <p>
          <b>{cure.role.name}</b> on {cure.resource.name} would open it. {giversInWords(cure.givers)} can give
          it.
        </p>
      )}
      <Link
        className="link"
        href={explainAddress(workspace, {
          permission,
          ...(place.kind !== "workspace" && { on: place.id }),
        })}
      >
        Explain access
      </Link>
    </div>
  );
}

/** "missing, held by Admin and Editor" */
export function heldByWords({ heldBy }: Pick<RefusalReason, "heldBy">): string {
  return `missing, held by ${new Intl.ListFormat("en-GB").format(heldBy) || "no role"}`;
}
