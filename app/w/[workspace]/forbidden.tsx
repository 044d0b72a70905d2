"use client";

import { useParams, usePathname } from "next/navigation";
import { giversInWords } from "@/components/givers-words";
import { StopPage } from "@/components/stop-page";
import { ThreadThatStops } from "@/components/thread";
import { LinkButton } from "@/components/ui/button";
import type { RefusalReason } from "@/lib/home/refusal";
import { explainAddress } from "./explain-address";
import { guardOf } from "./guarded-pages";
import { useAnswer } from "./use-answer";
import { heldByWords } from "./why-not";

/** Inside the shell: what is missing, as a thread that stops, and who can help. */
export default function WorkspaceForbidden() {
  const { workspace } = useParams<{ workspace: string }>();
  const path = usePathname();
  const guard = guardOf(path.split("/").slice(3).join("/"));
  const permission = guard?.permission;
  const on = objectIn(path);
  const answer = useAnswer(
    workspace,
    "home.refusal",
    permission ? { permission, ...(on && { resourceId: on }) } : null,
  );
  const reason = answer.state === "ready" ? answer.value : null;
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
        <>
          <LinkButton kind="primary" href={`/w/${workspace}`}>
            Back to My access
          </LinkButton>
          {permission && (
            <LinkButton href={explainAddress(workspace, { permission, ...(on && { on }) })}>
              Explain access
            </LinkButton>
          )}
        </>
      }
      footnote={reason && helpOf(reason)}
    >
      {reason && (
        <ThreadThatStops
          held={[
            { shape: "round", title: reason.person, how: "that is you", filled: true },
            {
              shape: "round",
              title: reason.roles.join(", ") || (on ? "No role there" : "No workspace role"),
              how: on ? "your roles there" : "your roles on this workspace",
            },
          ]}
          missing={{
            shape: "round",
            title: reason.missing,
            how: heldByWords(reason),
          }}
          beyond={{ shape: "square", title }}
        />
      )}
    </StopPage>
  );
}

/** The object whose page this is. */
function objectIn(path: string): string | undefined {
  return /\/objects\/([0-9a-f-]{36})/.exec(path)?.[1];
}

function helpOf({ smallestGrant, admins }: RefusalReason): string {
  if (smallestGrant)
    return `${smallestGrant.role.name} on ${smallestGrant.resource.name} would open it. ${giversInWords(smallestGrant.givers)} can give it.`;
  return `${giversInWords(admins)} can help.`;
}
