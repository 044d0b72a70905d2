"use client";

import { useParams, usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { StopPage } from "@/components/stop-page";
import { ThreadThatStops } from "@/components/thread";
import { LinkButton } from "@/components/ui/button";
import type { RefusalReason } from "@/lib/home/refusal";
import { guardOf } from "./guarded-pages";

/** Inside the shell: what is missing, as a thread that stops, and who can help. */
export default function WorkspaceForbidden() {
  const { workspace } = useParams<{ workspace: string }>();
  const path = usePathname();
  const guard = guardOf(path.split("/").slice(3).join("/"));
  const permission = guard?.permission;
  const [reason, setReason] = useState<RefusalReason | null>(null);
  useEffect(() => {
    if (!permission) return;
    const stop = new AbortController();
    const input = encodeURIComponent(JSON.stringify({ permission }));
    fetch(`/api/w/${workspace}/refusal?input=${input}`, { signal: stop.signal })
      .then(async (response) => response.ok && setReason(await response.json()))
      .catch(() => undefined);
    return () => stop.abort();
  }, [workspace, permission]);
  const title = guard?.title ?? "This page";
  return (
    <StopPage
      title={`${title} ${title === "Members" || title.startsWith("Roles") ? "are" : "is"} not open to you`}
      lead={
        reason
          ? `Your roles do not contain ${reason.missing}.`
          : "Your roles do not contain what this page needs."
      }
      actions={
        <LinkButton kind="primary" href={`/w/${workspace}`}>
          Back to My access
        </LinkButton>
      }
      footnote={reason && helpOf(reason)}
    >
      {reason && (
        <ThreadThatStops
          held={[
            { shape: "round", title: reason.person, how: "that is you", filled: true },
            {
              shape: "round",
              title: reason.roles.join(", ") || "No workspace role",
              how: "your roles on this workspace",
            },
          ]}
          missing={{
            shape: "round",
            title: reason.missing,
            how: `missing, held by ${reason.heldBy.join(", ") || "no role"}`,
          }}
          beyond={{ shape: "square", title }}
        />
      )}
    </StopPage>
  );
}

function helpOf({ admins }: RefusalReason): string {
  const [first] = admins.names;
  const others = admins.names.length - 1 + admins.more;
  if (!first) return "An account administrator can help.";
  return others > 0 ? `${first} and ${others} other Admins can help.` : `${first} can help.`;
}
