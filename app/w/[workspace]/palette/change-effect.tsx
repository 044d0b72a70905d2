"use client";

import { ProfileChange } from "@/components/access-profile";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChangePreview } from "@/lib/changes/preview";
import { useAnswer } from "../use-answer";
import { effectInWords } from "./effect-words";

/** A look at what a change would do to one person. */
export type Glance =
  | {
      name: "members.make-role.glance" | "members.add-role.glance";
      input: { membershipId: string; roleId: string };
    }
  | { name: "members.deactivate.glance" | "members.reactivate.glance"; input: { membershipId: string } };

/** Milliseconds for which an option has to stay the active one before its effect is asked for. */
const pause = 120;

/**
 * The effect line of a change to one person, by the rules that would carry it out.
 * @param props.told what holds whatever the effect is: "asks before it acts"
 */
export function ChangeEffect({
  workspace,
  question: { name, input },
  told,
}: {
  workspace: string;
  question: Glance;
  told: string;
}) {
  const answer = useAnswer(workspace, name, input, pause);
  return (
    <span className="change-effect">
      {answer.state === "loading" && <Skeleton width={180} />}
      {answer.state === "ready" && <Effect preview={answer.value} />}
      <span className="end">{told}</span>
    </span>
  );
}

function Effect({ preview: { impact, refusal } }: { preview: ChangePreview }) {
  if (refusal) return <span>{refusal}</span>;
  if (!impact) return null;
  const { gains, losses } = effectInWords(impact);
  if (!gains && !losses) return <span>Nothing changes: the same access comes from elsewhere</span>;
  return (
    <>
      <span>
        {gains && <b className="up mid">{gains}</b>}
        {gains && losses && ", "}
        {losses && (gains ? losses.replace("Loses", "loses") : losses)}
      </span>
      <ProfileChange before={impact.before} after={impact.after} />
    </>
  );
}
