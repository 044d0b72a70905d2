"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import type { ObjectHead } from "@/lib/resources/queries";
import { MoveDialog } from "./move-dialog";
import { NameDialog } from "./name-dialog";
import { type StateChange, StateDialog } from "./state-dialog";

type Chosen = "create" | "rename" | "move" | StateChange;

/** What the person may do with an object; nothing where they may only look at it. */
export function ObjectActions({ workspace, head }: { workspace: string; head: ObjectHead }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { kind, may, creates, archivedAt, completedAt } = head;
  const close = () => setChosen(null);
  const edits = may.edit && !archivedAt;
  const manages = may.manage && !archivedAt;
  return (
    <span className="row end">
      {(edits || may.manage) && (
        <Menu
          label={`Actions for ${head.name}`}
          trigger={
            <Button className="more-actions" icon="more" aria-label={`More actions for ${head.name}`} />
          }
        >
          {edits && (
            <MenuItem icon="edit" onSelect={() => setChosen("rename")}>
              Rename…
            </MenuItem>
          )}
          {manages && (
            <MenuItem
              icon="swap"
              disabled={kind === "campaign"}
              effect={
                kind === "campaign"
                  ? "A campaign lies in the workspace itself."
                  : "Shows first who gains and who loses."
              }
              onSelect={() => setChosen("move")}
            >
              Move…
            </MenuItem>
          )}
          {edits && kind === "project" && (
            <MenuItem
              icon="check"
              effect={completedAt ? "Brings no access back." : "Ends what was given until then."}
              onSelect={() => setChosen(completedAt ? "reopen" : "complete")}
            >
              {completedAt ? "Reopen…" : "Complete…"}
            </MenuItem>
          )}
          {manages && (
            <>
              <MenuRule />
              <MenuItem
                icon="archive"
                danger
                effect="Hides it with all that lies below."
                onSelect={() => setChosen("archive")}
              >
                Archive…
              </MenuItem>
            </>
          )}
          {may.manage && archivedAt && (
            <MenuItem icon="archive" onSelect={() => setChosen("restore")}>
              Restore…
            </MenuItem>
          )}
        </Menu>
      )}
      {creates && (
        <Button icon="plus" onClick={() => setChosen("create")}>
          Create {creates}
        </Button>
      )}
      {chosen === "create" && creates && (
        <NameDialog
          workspace={workspace}
          naming={{ verb: "create", kind: creates, in: head }}
          viewAudit={may.viewAudit}
          onClose={close}
        />
      )}
      {chosen === "rename" && (
        <NameDialog
          workspace={workspace}
          naming={{ verb: "rename", ...head }}
          viewAudit={may.viewAudit}
          onClose={close}
        />
      )}
      {chosen === "move" && <MoveDialog workspace={workspace} head={head} onClose={close} />}
      {chosen && isState(chosen) && (
        <StateDialog workspace={workspace} head={head} change={chosen} onClose={close} />
      )}
    </span>
  );
}

function isState(chosen: Chosen): chosen is StateChange {
  return chosen !== "create" && chosen !== "rename" && chosen !== "move";
}
