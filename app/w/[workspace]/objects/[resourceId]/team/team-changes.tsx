"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { useShortcut } from "@/components/ui/shortcut";
import type { TeamRow } from "@/lib/teams/queries";
import { AddSheet } from "./add-sheet";
import { LeaveDialog, RemoveDialog } from "./ending-dialogs";
import { ReviseSheet } from "./revise-sheet";
import type { TeamRef } from "./terms";

type Change =
  | { kind: "add" }
  | { kind: "leave"; grantId: string }
  | { kind: "revise"; row: TeamRow }
  | { kind: "remove"; rows: readonly TeamRow[] };

type Changes = {
  choose: (change: Change) => void;
  selected: readonly TeamRow[];
  select: (row: TeamRow, on: boolean) => void;
  clear: () => void;
};

const Context = createContext<Changes | null>(null);

export function useTeamChanges(): Changes {
  const changes = useContext(Context);
  if (!changes) throw new Error("used outside of TeamChanges");
  return changes;
}

/** Keeps which rows are selected and which change is being made, and draws its sheet or dialog. */
export function TeamChanges({
  workspace,
  team,
  children,
}: {
  workspace: string;
  team: TeamRef;
  children: ReactNode;
}) {
  const [change, choose] = useState<Change | null>(null);
  const [selected, setSelected] = useState<readonly TeamRow[]>([]);
  const select = (row: TeamRow, on: boolean) =>
    setSelected((rows) => [...rows.filter(({ grantId }) => grantId !== row.grantId), ...(on ? [row] : [])]);
  const clear = () => setSelected([]);
  const props = { workspace, team, onClose: () => choose(null) };
  return (
    <Context value={{ choose, selected, select, clear }}>
      {children}
      {change?.kind === "add" && team.choices && <AddSheet {...props} choices={team.choices} />}
      {change?.kind === "revise" && team.choices && (
        <ReviseSheet {...props} choices={team.choices} row={change.row} />
      )}
      {change?.kind === "remove" && <RemoveDialog {...props} rows={change.rows} onDone={clear} />}
      {change?.kind === "leave" && <LeaveDialog {...props} grantId={change.grantId} />}
    </Context>
  );
}

export function AddButton() {
  const { choose } = useTeamChanges();
  useShortcut("u", () => choose({ kind: "add" }));
  return (
    <Button kind="primary" icon="plus" shortcut="U" className="end" onClick={() => choose({ kind: "add" })}>
      Add user
    </Button>
  );
}

export function LeaveButton({ grantId, role }: { grantId: string; role: string }) {
  const { choose } = useTeamChanges();
  return (
    <Button size="s" onClick={() => choose({ kind: "leave", grantId })}>
      Give back {role}…
    </Button>
  );
}

export function SelectRow({ row }: { row: TeamRow }) {
  const { selected, select } = useTeamChanges();
  return (
    <Checkbox
      aria-label={`Select ${row.name}`}
      disabled={row.closed !== null}
      title={row.closed ?? undefined}
      checked={selected.some(({ grantId }) => grantId === row.grantId)}
      onChange={(event) => select(row, event.target.checked)}
    />
  );
}

/** What can be done with the selected rows together; nothing while none is. */
export function SelectionBar() {
  const { selected, choose, clear } = useTeamChanges();
  return (
    <div className="selection" role="status">
      {selected.length > 0 && (
        <>
          <span>{selected.length} selected</span>
          <Button size="s" kind="danger" onClick={() => choose({ kind: "remove", rows: selected })}>
            Remove…
          </Button>
          <Button size="s" kind="quiet" onClick={clear}>
            Clear
          </Button>
        </>
      )}
    </div>
  );
}
