"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";
import { useShortcut } from "@/components/ui/shortcut";
import type { TeamRow } from "@/lib/teams/queries";
import type { TeamRef } from "./terms";

const AddSheet = dynamic(() => import("./add-sheet").then((module) => module.AddSheet), { ssr: false });
const ReviseSheet = dynamic(() => import("./revise-sheet").then((module) => module.ReviseSheet), {
  ssr: false,
});
const RemoveDialog = dynamic(() => import("./ending-dialogs").then((module) => module.RemoveDialog), {
  ssr: false,
});
const LeaveDialog = dynamic(() => import("./ending-dialogs").then((module) => module.LeaveDialog), {
  ssr: false,
});

type Change =
  | { kind: "add" }
  | { kind: "leave"; grantId: string }
  | { kind: "revise"; row: TeamRow }
  | { kind: "remove"; rows: readonly TeamRow[]; onDone?: () => void };

type Changes = { choose: (change: Change) => void };

const Context = createContext<Changes | null>(null);

export function useTeamChanges(): Changes {
  const changes = useContext(Context);
  if (!changes) throw new Error("used outside of TeamChanges");
  return changes;
}

/** Keeps which change is being made, and draws its sheet or dialog. */
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
  const props = { workspace, team, onClose: () => choose(null) };
  return (
    <Context value={{ choose }}>
      {children}
      {change?.kind === "add" && team.choices && <AddSheet {...props} choices={team.choices} />}
      {change?.kind === "revise" && team.choices && (
        <ReviseSheet {...props} choices={team.choices} row={change.row} />
      )}
      {change?.kind === "remove" && <RemoveDialog {...props} rows={change.rows} onDone={change.onDone} />}
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
