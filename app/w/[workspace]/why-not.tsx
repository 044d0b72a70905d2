"use client";

import { useParams } from "next/navigation";
import { useState } from "react";
import { giversInWords } from "@/components/givers-words";
import { doingOf } from "@/components/permission-words";
import { ThreadThatStops } from "@/components/thread";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { labelOf } from "@/lib/access/catalogue";
import type { RefusalReason } from "@/lib/home/refusal";
import { listed } from "@/lib/words/counts";
import { explainAddress } from "./explain-address";
import { whyNot } from "./explain-words";
import { type Locked, rules } from "./locked";
import { useAnswer } from "./use-answer";

/** Answers "Why not?" beside what is locked: the reason, the smallest grant that would open it, and who can give it. */
export function WhyNot(locked: Omit<Locked, "label">) {
  return <WhyNotAny locked={[locked]} about={doingOf(locked.permission)} />;
}

/**
 * The same once for several things that are locked together, to choose from by their labels; nothing for none.
 * @param props.about what the person may not do with them, after "may not"
 * @param props.children what the button shows, where "Why not?" alone would not tell what it is about
 */
export function WhyNotAny({
  locked,
  about,
  children,
}: {
  locked: readonly Locked[];
  about: string;
  children?: string;
}) {
  const [chosen, choose] = useState(0);
  const [first] = locked;
  const one = locked[chosen] ?? first;
  if (!one) return null;
  return (
    <Popover
      label={`Why you may not ${about}`}
      onOpenChange={() => choose(0)}
      trigger={
        <button type="button" className="via" aria-label={children ? undefined : `Why not: ${about}`}>
          {children ?? "Why not?"}
        </button>
      }
    >
      {locked.length > 1 && (
        <Select
          className="w"
          aria-label="What is closed"
          value={chosen}
          onChange={(event) => choose(Number(event.target.value))}
        >
          {locked.map(({ permission, resourceId, label }, index) => (
            <option key={`${permission} ${resourceId} ${label}`} value={index}>
              {label ?? labelOf(permission)}
            </option>
          ))}
        </Select>
      )}
      <Reason {...one} />
    </Popover>
  );
}

function Reason({ permission, also = [], resourceId, rule }: Locked) {
  const { workspace } = useParams<{ workspace: string }>();
  const answer = useAnswer(workspace, "home.refusal", {
    permission,
    ...(also.length > 0 && { also }),
    ...(resourceId && { resourceId }),
  });
  if (answer.state === "ready") return <Refused workspace={workspace} rule={rule} reason={answer.value} />;
  if (answer.state === "failed")
    return <Note kind="bad">The reason could not be loaded. Access has not changed.</Note>;
  return (
    <div className="explain" role="status" aria-label="Loading">
      <Skeleton width="80%" />
      <Skeleton width="55%" />
    </div>
  );
}

function Refused({
  workspace,
  rule,
  reason,
}: {
  workspace: string;
  rule: Locked["rule"];
  reason: RefusalReason;
}) {
  const { person, permission, decision, missing, place, smallestGrant, roles, now, timeZone } = reason;
  if (decision.allow) return <p>You may {doingOf(permission)} now. Reload the page.</p>;
  const asked = { who: { isYou: true, name: person }, permission, resource: place, now, timeZone };
  return (
    <div className="explain">
      <p>
        {rule ? rules[rule](place.name) : `You may not ${doingOf(permission)} on ${place.name}.`}{" "}
        {whyNot({ ...asked, when: "now" }, decision.near, decision.reason)}
      </p>
      <ThreadThatStops
        held={[
          { shape: "round", title: "You", filled: true },
          { shape: "round", title: roles.join(", ") || "No role there", how: "your roles there" },
        ]}
        missing={{ shape: "round", title: missing, how: heldByWords(reason) }}
        beyond={{ shape: "square", title: place.name }}
      />
      {smallestGrant && (
        <p>
          <b>{smallestGrant.role.name}</b> on {smallestGrant.resource.name} would open it.{" "}
          {giversInWords(smallestGrant.givers)} can give it.
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
  return `missing, held by ${listed(heldBy) || "no role"}`;
}
