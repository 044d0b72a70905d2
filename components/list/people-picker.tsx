"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Avatar } from "@/components/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";

/** Somebody chosen. `people`: of a group. */
export type Picked = { kind: "member" | "group"; id: string; name: string; people: number | null };

/** Somebody to choose. `second`: the line below the name; a closed one says there why, and `held` that they are in already. */
export type Candidate = Picked & { second: string; closed?: boolean; held?: boolean };

export type Candidates = readonly { title: string; candidates: readonly Candidate[] }[];

/**
 * Finds people and groups by what is typed; who is ticked stays chosen while another search is made.
 * @param props.found null while it is asked for: what was found last stands there until then
 * @param props.failed why nothing was found out
 * @param props.most so many can be chosen at once
 * @param props.nothing said when nobody fits
 * @param props.children narrows the search, below the field
 */
export function PeoplePicker({
  label,
  text,
  onText,
  found,
  failed,
  picked,
  onPick,
  most = Number.POSITIVE_INFINITY,
  nothing,
  children,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  found: Candidates | null;
  failed?: { message: string; retry: () => void } | false;
  picked: readonly Picked[];
  onPick: (one: Picked, on: boolean) => void;
  most?: number;
  nothing: string;
  children?: ReactNode;
}) {
  const [last, setLast] = useState<Candidates | null>(null);
  useEffect(() => {
    if (found) setLast(found);
  }, [found]);
  const shown = found ?? last;
  const full = picked.length >= most;
  return (
    <>
      <div className="find">
        <Icon name="search" />
        <input
          className="in"
          type="search"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          maxLength={200}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      </div>
      {children}
      {full && <Note>At most {most} at once. Add the others afterwards.</Note>}
      <PickedList picked={picked} onTakeOut={(one) => onPick(one, false)} />
      {failed && (
        <Note kind="bad">
          {failed.message}{" "}
          <button type="button" className="link" onClick={failed.retry}>
            Try again
          </button>
        </Note>
      )}
      {!shown && !failed && (
        <div role="status" aria-label="Loading" className="candidates">
          <Skeleton height={44} />
          <Skeleton height={44} />
          <Skeleton height={44} />
        </div>
      )}
      {shown?.every(({ candidates }) => candidates.length === 0) && (
        <EmptyState icon="search" title="Nobody fits">
          {nothing}
        </EmptyState>
      )}
      <div className="candidates">
        {shown?.map(
          ({ title, candidates }) =>
            candidates.length > 0 && (
              <section key={title} aria-label={title}>
                <h3>{title}</h3>
                <ul>
                  {candidates.map((one) => (
                    <Line
                      key={one.id}
                      one={one}
                      isPicked={picked.some(({ id }) => id === one.id)}
                      full={full}
                      onPick={onPick}
                    />
                  ))}
                </ul>
              </section>
            ),
        )}
      </div>
    </>
  );
}

function Line({
  one: { kind, id, name, people, second, closed = false, held = false },
  isPicked,
  full,
  onPick,
}: {
  one: Candidate;
  isPicked: boolean;
  full: boolean;
  onPick: (one: Picked, on: boolean) => void;
}) {
  return (
    <li>
      <label className={closed ? "closed" : undefined}>
        <input
          type="checkbox"
          className="cb"
          checked={isPicked || held}
          disabled={closed || (full && !isPicked)}
          onChange={(event) => onPick({ kind, id, name, people }, event.target.checked)}
        />
        <Avatar name={name} kind={kind === "group" ? "group" : "person"} size="m" />
        <span className="grow">
          <b className="cut">{name}</b>
          <small>{second}</small>
        </span>
        {closed && <Icon name="lock" />}
      </label>
    </li>
  );
}

/** Who is chosen so far, each to be taken out again. */
export function PickedList({
  picked,
  onTakeOut,
}: {
  picked: readonly Picked[];
  onTakeOut: (one: Picked) => void;
}) {
  if (picked.length === 0) return null;
  return (
    <ul className="picked" aria-label="Chosen">
      {picked.map((one) => (
        <li key={one.id} className={one.kind === "group" ? "of-group" : undefined}>
          <Avatar name={one.name} kind={one.kind === "group" ? "group" : "person"} />
          <span className="cut">{one.name}</span>
          {one.people !== null && <span className="faint">{one.people}</span>}
          <IconButton icon="close" label={`Take out ${one.name}`} onClick={() => onTakeOut(one)} />
        </li>
      ))}
    </ul>
  );
}
