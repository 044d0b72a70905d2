"use client";

import { useState } from "react";
import { sentReason } from "@/app/w/[workspace]/reason";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { PersonCell } from "@/components/person-cell";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { SideSheet } from "@/components/ui/side-sheet";
import type { TeamChoices } from "@/lib/teams/choices";
import type { TeamRow } from "@/lib/teams/queries";
import { reviseGrantAction } from "./actions";
import { TeamImpact } from "./add-sheet";
import type { TeamRef } from "./terms";
import { rightsOfTerms, roleOf, sentEnds, sentRights, type Terms } from "./terms";
import { TermsFields } from "./terms-fields";
import { useTeamChange } from "./use-team-change";

/** Changes role, object rights, end and review date of somebody's place on a team. */
export function ReviseSheet({
  workspace,
  team,
  choices,
  row,
  onClose,
}: {
  workspace: string;
  team: TeamRef;
  choices: TeamChoices;
  row: TeamRow;
  onClose: () => void;
}) {
  const [initial] = useState(() => termsOf(row, choices, team));
  const [terms, setTerms] = useState(initial);
  const { send, busy, refused, dialog } = useTeamChange(workspace, team, reviseGrantAction);
  const input = inputOf(choices, row, initial, terms);
  const changed = JSON.stringify({ ...terms, reason: "" }) !== JSON.stringify({ ...initial, reason: "" });
  const preview = useAnswer(
    workspace,
    "teams.revise.preview",
    changed && input ? { resourceId: team.object.id, ...input } : null,
    250,
  );
  const refusal = preview.state === "ready" ? preview.value.refusal : null;
  const submit = async () => {
    if (!input || !changed) return;
    const done = await send(
      { ...input, ...sentReason(terms.reason) },
      ([name]) => `The place of ${name} on ${team.object.name} has changed.`,
    );
    if (done) onClose();
  };
  return (
    <>
      <SideSheet
        title={`Change ${row.name} on ${team.object.name}`}
        dirty={changed || terms.reason !== ""}
        busy={busy}
        onClose={onClose}
        onSubmit={submit}
        footer={
          <>
            <span className="consequence">{changed ? "" : "Nothing is changed yet."}</span>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              kind="primary"
              busy={busy}
              disabled={!changed || !input || refusal !== null || preview.state !== "ready"}
            >
              Save
            </Button>
          </>
        }
      >
        <PersonCell
          name={row.name}
          kind={row.kind === "group" ? "group" : "person"}
          second={row.kind === "group" ? `Group, ${row.people} people` : row.email}
        />
        <TermsFields
          team={team}
          choices={choices}
          terms={terms}
          onChange={setTerms}
          refused={refused}
          rightsLegend="Object rights"
          roleLocked={!choices.mayChangeRole}
        />
        {refused && <Note kind="bad">{refused.message}</Note>}
        {refusal && <Note kind="bad">{refusal}</Note>}
        {preview.state !== "idle" && !refusal && <TeamImpact preview={preview} />}
      </SideSheet>
      {dialog}
    </>
  );
}

function termsOf(row: TeamRow, choices: TeamChoices, { timeZone }: TeamRef): Terms {
  return {
    roleId: row.role.id,
    touched: row.rights,
    ends: row.endsWith && choices.completion ? "completion" : row.endsAt ? "on" : "never",
    day: row.endsAt ? lastDay(row.endsAt, timeZone) : "",
    reviewOn: row.reviewOn ?? "",
    reason: "",
  };
}

/** The last whole day before an end, as a date field has it. */
function lastDay(endsAt: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(Date.parse(endsAt) - 1);
}

/** What is sent; the end and the review date only where they were changed. Null while a day is to be chosen. */
function inputOf(choices: TeamChoices, row: TeamRow, initial: Terms, terms: Terms) {
  const role = roleOf(choices, terms);
  const ends = sentEnds(terms);
  if (!role || !ends) return null;
  const sameEnd = terms.ends === initial.ends && (terms.ends !== "on" || terms.day === initial.day);
  const rights = rightsOfTerms(role, terms, choices.ceiling);
  return {
    grantId: row.grantId,
    roleId: role.id,
    rights: sentRights(role, rights),
    ...(sameEnd ? {} : { ends }),
    ...(terms.reviewOn === initial.reviewOn ? {} : { reviewOn: terms.reviewOn || null }),
  };
}
