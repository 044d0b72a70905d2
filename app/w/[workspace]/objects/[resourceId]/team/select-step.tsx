"use client";

import { useEffect, useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Avatar } from "@/components/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { Candidate, Candidates } from "@/lib/teams/candidates";
import { mostAtOnce } from "@/lib/teams/input";
import { agreeing, counted, numberUpTo } from "@/lib/words/counts";
import { type Picked, PickedList } from "./picked";
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
  const [last, setLast] = useState<Candidates | null>(null);
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
  const fresh = answer.state === "ready" ? answer.value : null;
  useEffect(() => {
    if (fresh) setLast(fresh);
  }, [fresh]);
  const found = fresh ?? last;
  const full = picked.length >= mostAtOnce;
  const list = (title: string, kind: Picked["kind"], candidates: readonly Candidate[]) =>
    candidates.length > 0 && (
      <section aria-label={title}>
        <h3>{title}</h3>
        <ul>
          {candidates.map((candidate) => (
            <Line
              key={candidate.id}
              kind={kind}
              candidate={candidate}
              checked={picked.some(({ id }) => id === candidate.id)}
              full={full}
              onPick={onPick}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <div className="find">
        <Icon name="search" />
        <input
          className="in"
          type="search"
          aria-label="Search active members and groups"
          placeholder="Search active members and groups"
          autoComplete="off"
          maxLength={200}
          value={q}
          onChange={(event) => setQ(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      </div>
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
      {full && <Note>At most {mostAtOnce} at once. Add the others afterwards.</Note>}
      <PickedList picked={picked} onTakeOut={(one) => onPick(one, false)} />
      {answer.state === "failed" && (
        <Note kind="bad">
          {answer.message}{" "}
          <button type="button" className="link" onClick={answer.retry}>
            Try again
          </button>
        </Note>
      )}
      {!found && answer.state === "loading" && <Waiting />}
      {found && found.groups.length + found.members.length === 0 && (
        <EmptyState icon="search" title="Nobody fits">
          Only active members and groups of this workspace can be added. Look at the spelling.
        </EmptyState>
      )}
      {found && (
        <div className="candidates">
          {list("Groups", "group", found.groups)}
          {list("Members", "member", found.members)}
        </div>
      )}
    </>
  );
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

function Line({
  kind,
  candidate,
  checked,
  full,
  onPick,
}: {
  kind: Picked["kind"];
  candidate: Candidate;
  checked: boolean;
  full: boolean;
  onPick: (one: Picked, on: boolean) => void;
}) {
  const { id, name, people, email, note, closed } = candidate;
  const size = people === null ? email : counted(people, "person", "people");
  return (
    <li>
      <label className={closed === null ? undefined : "closed"}>
        <input
          type="checkbox"
          className="cb"
          checked={checked}
          disabled={closed !== null || (full && !checked)}
          onChange={(event) => onPick({ kind, id, name, people }, event.target.checked)}
        />
        <Avatar name={name} kind={kind === "group" ? "group" : "person"} size="m" />
        <span className="grow">
          <b className="cut">{name}</b>
          <small>
            {size}, {closed ?? note}
          </small>
        </span>
        {closed !== null && <Icon name="lock" />}
      </label>
    </li>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading" className="candidates">
      <Skeleton height={44} />
      <Skeleton height={44} />
      <Skeleton height={44} />
    </div>
  );
}

function countsOf({ counts }: Candidates, onlyGroups: boolean): string {
  const words = (count: number, one: string) =>
    `${numberUpTo(1000, count)} ${agreeing(count, one, `${one}s`)}`;
  const groups = words(counts.groups, "group");
  return onlyGroups ? groups : `${words(counts.members, "member")}, ${groups}`;
}
