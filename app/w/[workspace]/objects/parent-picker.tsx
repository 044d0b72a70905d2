"use client";

import { useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { ChoiceRow, Radio } from "@/components/ui/choice";
import { FieldFrame } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { FoundObject } from "@/lib/resources/search";
import { kindIcons } from "./kind-icons";

/** Milliseconds after which what is typed is searched for. */
const pause = 200;

/** Where an object can be moved: found by name, one to be chosen. */
export function ParentPicker({
  workspace,
  moving,
  above,
  chosen,
  error,
  onChoose,
}: {
  workspace: string;
  moving: string;
  /** What it can lie in: "campaign". */
  above: string;
  chosen: FoundObject | null;
  error?: string | undefined;
  onChoose: (parent: FoundObject) => void;
}) {
  const [q, setQ] = useState("");
  const answer = useAnswer(workspace, "objects.search", { q: q.trim(), moving }, q ? pause : 0);
  const found = answer.state === "ready" ? answer.value : null;
  const rows = found?.rows ?? [];
  const kept = chosen && !rows.some(({ id }) => id === chosen.id) ? [chosen] : [];
  return (
    <>
      <FieldFrame label={`Find the ${above} to move it to`} error={error}>
        {(field) => (
          <span className="find">
            <Icon name="search" />
            <input
              {...field}
              className="in"
              type="search"
              value={q}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setQ(event.target.value)}
            />
          </span>
        )}
      </FieldFrame>
      <fieldset className="parents">
        <legend className="lab">Move it to</legend>
        {answer.state === "loading" && <Skeleton height={40} />}
        {answer.state === "failed" && <Note kind="bad">{answer.message}</Note>}
        {found && rows.length === 0 && (
          <p className="muted small">
            {q.trim() ? `No ${above} of that name that you manage.` : `You manage no other ${above}.`}
          </p>
        )}
        <div className="choices">
          {[...kept, ...rows].map((row) => (
            <ChoiceRow
              key={row.id}
              control={
                <Radio
                  name="parent"
                  value={row.id}
                  checked={row.id === chosen?.id}
                  onChange={() => onChoose(row)}
                />
              }
              mark={<Icon name={kindIcons[row.kind]} />}
              title={row.name}
              detail={row.path.join(" / ")}
            />
          ))}
        </div>
        {found?.more && <p className="muted small">There are more. Type a longer part of the name.</p>}
      </fieldset>
    </>
  );
}
