"use client";

import type { ReactNode } from "react";
import { DialogFooter } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import type { ChangedRow } from "@/lib/changes/plan";
import { agreeing, counted, numberWords } from "@/lib/words/counts";

const mostShown = 200;

/** Whom a change leaves out, and why: before it is confirmed. */
export function LeftOut({ rows }: { rows: readonly ChangedRow[] }) {
  return (
    <section className="left-out" aria-label="Left as they are">
      <h3>
        {rows.length} {agreeing(rows.length, "is", "are")} left as they are
      </h3>
      <Rows rows={rows} />
    </section>
  );
}

/**
 * What became of each of many.
 * @param props.done what those are who were changed, after "is"
 * @param props.action by which the audit log finds the change
 * @param props.children what failed, said first
 */
export function Outcome({
  rows,
  workspace,
  done,
  action,
  consequence = "Each who was changed gets a mail.",
  children,
}: {
  rows: readonly ChangedRow[];
  workspace: string;
  done: string;
  action: string;
  consequence?: string;
  children?: ReactNode;
}) {
  const changed = rows.filter(({ result }) => result === "change");
  const others = rows.filter(({ result }) => result !== "change");
  return (
    <>
      <div className="body">
        {children}
        <Note kind={others.length > 0 || children ? "warn" : "ok"} announce>
          {counted(changed.length, "member is", "members are")} {done}
          {others.length > 0 && `, ${others.length} stayed as they were`}.{" "}
          <Link className="link" href={`/w/${workspace}/settings/audit?action=${action}`}>
            See it in the audit log
          </Link>
        </Note>
        <Rows rows={[...others, ...changed]} workspace={workspace} done={done} />
      </div>
      <DialogFooter cancel="Close" consequence={consequence} />
    </>
  );
}

function Rows({
  rows,
  workspace,
  done = "",
}: {
  rows: readonly ChangedRow[];
  workspace?: string;
  done?: string;
}) {
  const hidden = rows.length - mostShown;
  return (
    <ul className="bulk-outcome">
      {rows.slice(0, mostShown).map(({ id, name, email, result, why, event }) => (
        <li key={id} data-result={result}>
          <Icon name={result === "change" ? "check" : result === "nothing" ? "info" : "warning"} />
          <span>
            <b>{name}</b> <span className="faint">{email}</span>
            <small>
              {result === "nothing" && "Unchanged. "}
              {result === "refused" && "Refused. "}
              {why ?? `Is ${done}`}
              {event && workspace && (
                <>
                  {" · "}
                  <Link className="link" href={`/w/${workspace}/settings/audit?event=${event}`}>
                    Audit event<span className="sr"> of {name}</span>
                  </Link>
                </>
              )}
            </small>
          </span>
        </li>
      ))}
      {hidden > 0 && <li className="faint">and {numberWords(hidden)} more</li>}
    </ul>
  );
}
