"use client";

import type { ReactNode } from "react";
import { type Column, ListTable } from "@/components/list/list-table";
import { StatusMark } from "@/components/status-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { KeyRow } from "@/lib/keys/queries";
import { KeyMenu } from "./key-menu";

const scopeWords = { "decision:read": "Read decisions" } as const;

/** The keys of the workspace, what each may do, and what became of it. */
export function KeysTable({
  workspace,
  rows,
  mayOwn,
  now,
  timeZone,
  pages,
}: {
  workspace: string;
  rows: readonly KeyRow[];
  /** The person who asks may answer for keys. */
  mayOwn: boolean;
  now: string;
  timeZone: string;
  pages: { previous?: string; next?: string };
}) {
  const day = (at: string) => <Time at={at} now={now} zone={timeZone} />;
  const columns: Column<KeyRow>[] = [
    {
      title: "Name",
      cell: ({ name, prefix }) => (
        <>
          <b>{name}</b>
          <code>{prefix}…</code>
        </>
      ),
    },
    {
      title: "Can do",
      cellClass: "may",
      cell: ({ scopes }) => scopes.map((scope) => scopeWords[scope]).join(", "),
    },
    {
      title: "Owner",
      cellClass: "made",
      cell: ({ owner }) => (
        <>
          {owner.name}
          {owner.lost && <small>{owner.lost}</small>}
        </>
      ),
    },
    {
      title: "Created",
      cellClass: "made",
      cell: ({ createdAt, createdBy }) => (
        <>
          {day(createdAt)}
          <small>by {createdBy}</small>
        </>
      ),
    },
    { title: "Ends", cellClass: "until", cell: (key) => <Ends of={key} day={day} /> },
    {
      title: "Last used",
      cellClass: "used",
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? (
          <>
            <span className="unit">Used </span>
            <Time at={lastUsedAt} now={now} zone={timeZone} format="ago" />
          </>
        ) : (
          "Never used"
        ),
    },
    {
      title: "Status",
      cellClass: "state",
      cell: ({ state, owner, revoked }) => (
        <>
          {owner.lost ? <Tag kind="bad">Owner lost access</Tag> : <StatusMark status={state} />}
          {revoked && (
            <small>
              {day(revoked.at)} by {revoked.by}
            </small>
          )}
        </>
      ),
    },
    {
      title: <span className="sr">Actions</span>,
      cellClass: "acts",
      cell: (key) => key.state === "active" && <KeyMenu workspace={workspace} row={key} mayOwn={mayOwn} />,
    },
  ];
  return (
    <ListTable<KeyRow>
      caption="API keys of this workspace"
      columns={columns}
      sections={[{ rows }]}
      idOf={({ id }) => id}
      rowClass={({ state, owner }) => (state !== "active" || owner.lost !== null) && "off"}
      stops={null}
      pages={pages}
      empty={
        <EmptyState icon="search" title="No key fits">
          Take away the filter, or search for another word.
        </EmptyState>
      }
    />
  );
}

function Ends({ of: { expiresAt, state, endsSoon }, day }: { of: KeyRow; day: (at: string) => ReactNode }) {
  if (expiresAt === null) return state === "active" ? <Tag kind="warn">No end date</Tag> : "No end date";
  const end = (
    <>
      <span className="unit">{state === "expired" ? "Ended " : "Ends "}</span>
      {day(expiresAt)}
    </>
  );
  return endsSoon ? <Tag kind="warn">{end}</Tag> : end;
}
