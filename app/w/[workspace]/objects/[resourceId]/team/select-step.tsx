"use client";

import { useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { type Candidate, PeoplePicker, type Picked } from "@/components/list/people-picker";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import type { Candidates, Candidate as Found } from "@/lib/teams/candidates";
import { mostAtOnce } from "@/lib/teams/input";
import { agreeing, counted, numberUpTo } from "@/lib/words/counts";
import type { TeamRef } from "./terms";

/** Step 1: who is to be added. Active members and groups, found by name; who is on the team already is marked. */
export function SelectStep({
  workspace,
  team,
  picked,
  onPick,
  error,
}: {
  workspace: string;
  team: TeamRef;
  picked: readonly Picked[];
  onPick: (one: Picked, on: boolean) => void;
  error: string | undefined;
}) {
  const [q, setQ] = useState("");
  const [onlyGroups, setOnlyGroups] = useState(false);
  const [groupId, setGroup] = useState("");
  const [roleId, setRole] = useState("");
  const answer = useAnswer(
    workspace,
    "teams.candidates",
    {
      resourceId: team.object.id,
      q,
      onlyGroups,
      ...(groupId ? { groupId } : {}),
      ...(roleId ? { roleId } : {}),
    },
    q ? 200 : 0,
  );
  const found = answer.state === "ready" ? answer.value : null;
  const groups = found && { title: "Groups", candidates: found.groups.map((one) => lineOf("group", one)) };
  const members = found && {
    title: "Members",
    candidates: found.members.map((one) => lineOf("member", one)),
  };
  return (
    <PeoplePicker
      label="Search active members and groups"
      text={q}
      onText={setQ}
      found={groups && members && [groups, members]}
      failed={answer.state === "failed" && answer}
      picked={picked}
      onPick={onPick}
      most={mostAtOnce}
      nothing="Only active members and groups of this workspace can be added. Look at the spelling."
    >
      <div className="filters">
        <button
          type="button"
          className="flt"
          aria-pressed={onlyGroups}
          onClick={() => setOnlyGroups((on) => !on)}
        >
          <Icon name="groups" />
          Only groups
        </button>
        <FilterSelect label="Group" options={team.filters.groups} value={groupId} onChange={setGroup} />
        <FilterSelect label="Role" options={team.filters.roles} value={roleId} onChange={setRole} />
        <span className="faint small end" aria-live="polite">
          {found && countsOf(found, onlyGroups)}
        </span>
      </div>
      {error && <Note kind="bad">{error}</Note>}
    </PeoplePicker>
  );
}

function lineOf(kind: Picked["kind"], { id, name, people, email, note, closed }: Found): Candidate {
  const size = people === null ? email : counted(people, "person", "people");
  return { kind, id, name, people, second: `${size}, ${closed ?? note}`, closed: closed !== null };
}

function FilterSelect({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { id: string; name: string }[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Any {label.toLowerCase()}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

function countsOf({ counts }: Candidates, onlyGroups: boolean): string {
  const words = (count: number, one: string) =>
    `${numberUpTo(1000, count)} ${agreeing(count, one, `${one}s`)}`;
  const groups = words(counts.groups, "group");
  return onlyGroups ? groups : `${words(counts.members, "member")}, ${groups}`;
}
