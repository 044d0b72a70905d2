"use client";

import { useRef, useState } from "react";
import { sentReason } from "@/app/w/[workspace]/reason";
import { type Answer, useAnswer } from "@/app/w/[workspace]/use-answer";
import { LevelNote } from "@/components/level-note";
import { type Picked, PickedList } from "@/components/list/people-picker";
import { PeopleImpact } from "@/components/people-impact";
import { LevelLabel } from "@/components/tally";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { SideSheet } from "@/components/ui/side-sheet";
import { Stepper } from "@/components/ui/stepper";
import { mostMailed } from "@/lib/changes/input";
import type { ChangePreview } from "@/lib/changes/preview";
import type { TeamChoices } from "@/lib/teams/choices";
import type { Becomes } from "@/lib/teams/commands";
import { agreeing, counted, numberWords } from "@/lib/words/counts";
import { addToTeamAction } from "./actions";
import { SelectStep } from "./select-step";
import type { TeamRef } from "./terms";
import { countWords, noTerms, rightsOfTerms, roleOf, sentEnds, sentRights, type Terms } from "./terms";
import { TermsFields } from "./terms-fields";
import { namedTogether, useTeamChange } from "./use-team-change";

const steps = ["Select members", "Role and object rights"];

/** Adds people and groups to a team: first who, then with what role and rights and until when, and what that changes. */
export function AddSheet({
  workspace,
  team,
  choices,
  onClose,
}: {
  workspace: string;
  team: TeamRef;
  choices: TeamChoices;
  onClose: () => void;
}) {
  const usual = choices.roles.find(({ closed }) => closed === null);
  const initial = { ...noTerms, roleId: usual?.id ?? "" };
  const [step, setStep] = useState(0);
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [missing, setMissing] = useState<string>();
  const [terms, setTerms] = useState<Terms>(initial);
  const body = useRef<HTMLDivElement>(null);
  const { send, busy, refused, dialog } = useTeamChange(workspace, team, addToTeamAction);
  const input = inputOf(choices, terms, picked);
  const preview = useAnswer(
    workspace,
    "teams.add.preview",
    step === 1 && input && picked.length > 0 ? { resourceId: team.object.id, ...input } : null,
    250,
  );
  const refusal = preview.state === "ready" ? preview.value.refusal : null;

  const pick = (one: Picked, on: boolean) => {
    setMissing(undefined);
    setPicked((list) => [...list.filter(({ id }) => id !== one.id), ...(on ? [one] : [])]);
  };
  const go = (to: number) => {
    setStep(to);
    // Focus stays in the sheet: on the first field of the step that was not there before.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>("input, select")?.focus());
  };
  const submit = async () => {
    if (picked.length === 0) {
      setMissing("Choose somebody to add.");
      return go(0);
    }
    if (step === 0) return go(1);
    if (!input) return;
    const { reviewOn, reason } = terms;
    const done = await send(
      { ...input, ...(reviewOn ? { reviewOn } : {}), ...sentReason(reason) },
      (names) =>
        `${namedTogether(names)} ${agreeing(names.length, "is", "are")} on the team of ${team.object.name}.`,
    );
    if (done) onClose();
  };

  return (
    <>
      <SideSheet
        title={`Add user to ${team.object.name}`}
        head={<Stepper steps={steps} now={step} />}
        dirty={picked.length > 0}
        busy={busy}
        onClose={onClose}
        onSubmit={submit}
        footer={
          <>
            <span className="consequence">{consequenceOf(step, picked, preview)}</span>
            <Button onClick={step === 0 ? onClose : () => go(0)}>{step === 0 ? "Cancel" : "Back"}</Button>
            <Button
              type="submit"
              kind="primary"
              busy={busy}
              disabled={step === 1 && (!input || refusal !== null || preview.state !== "ready")}
            >
              {step === 0 ? "Continue" : "Save"}
            </Button>
          </>
        }
      >
        <div ref={body} className="step">
          {step === 0 ? (
            <SelectStep workspace={workspace} team={team} picked={picked} onPick={pick} error={missing} />
          ) : (
            <>
              <div>
                <div className="row adding">
                  <h3 className="sub">Adding {countWords(picked) || "nobody"}</h3>
                  <Button size="s" kind="quiet" className="end" onClick={() => go(0)}>
                    Change selection
                  </Button>
                </div>
                <PickedList picked={picked} onTakeOut={(one) => pick(one, false)} />
              </div>
              <LevelNote
                place={{ ...team.object, ...team.place }}
                who={agreeing(picked.length, "one", "them")}
              />
              <TermsFields
                team={team}
                choices={choices}
                terms={terms}
                onChange={setTerms}
                refused={refused}
                rightsLegend={agreeing(
                  picked.length,
                  "Object rights for this one",
                  "Object rights for these people",
                )}
              />
              {refused && <Note kind="bad">{refused.message}</Note>}
              {refusal && <Note kind="bad">{refusal}</Note>}
              {preview.state !== "idle" && !refusal && <TeamImpact preview={preview} />}
            </>
          )}
        </div>
      </SideSheet>
      {dialog}
    </>
  );
}

/** Who gains and who loses, as it was computed. */
export function TeamImpact({ preview }: { preview: Answer<ChangePreview & { becomes?: Becomes }> }) {
  if (preview.state === "idle") return null;
  const value = preview.state === "ready" ? preview.value : null;
  return (
    <section aria-label="What changes" className="what-changes">
      <h3 className="sub">What changes</h3>
      {value?.becomes && value.becomes.length > 0 && (
        <ul className="becomes" aria-live="polite">
          {value.becomes.map(({ level, people }) => (
            <li key={level}>
              <b>{counted(people, "person", "people")}</b> {agreeing(people, "becomes", "become")}{" "}
              <LevelLabel level={level} /> here.
            </li>
          ))}
        </ul>
      )}
      <PeopleImpact
        state={preview.state}
        summary={value?.summary ?? undefined}
        fullAdmin={value?.givesFullAdmin ?? false}
        onRetry={preview.retry}
      />
    </section>
  );
}

function inputOf(choices: TeamChoices, terms: Terms, picked: readonly Picked[]) {
  const role = roleOf(choices, terms);
  const ends = sentEnds(terms);
  if (!role || !ends) return null;
  const ids = (wanted: Picked["kind"]) => picked.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  return {
    membershipIds: ids("member"),
    groupIds: ids("group"),
    roleId: role.id,
    rights: sentRights(role, rightsOfTerms(role, terms, choices.ceiling)),
    ends,
  };
}

function consequenceOf(
  step: number,
  picked: readonly Picked[],
  preview: Answer<ChangePreview & { becomes?: Becomes }>,
): string {
  if (step === 0) return countWords(picked);
  const counts = preview.state === "ready" ? preview.value.summary?.counts : undefined;
  if (!counts) return "";
  if (counts.gain === 0) return "Nobody gains anything new.";
  const told = counts.gain + counts.stay + counts.lose <= mostMailed;
  if (counts.gain === 1) return `1 person gains access${told ? ", and is told" : ""}.`;
  return `${numberWords(counts.gain)} people gain access${told ? ", and are told" : ""}.`;
}
