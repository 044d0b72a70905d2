"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useChange } from "../../use-change";
import { useOpenedDialog } from "../../use-opened";
import { createGroupAction } from "./actions";
import { GroupForm } from "./group-form";

/** Founds a group and leads to its page. */
export function CreateGroup({ workspace, kind }: { workspace: string; kind: "primary" | "icon" }) {
  const router = useRouter();
  const [open, setOpen] = useOpenedDialog("create");
  const change = useChange(workspace);
  const create = async (named: { name: string; description: string }) => {
    const created = await change.send(
      createGroupAction,
      named,
      ({ name }) => `${name} is there. Add its members, and what it gives.`,
    );
    if (created) router.push(`/w/${workspace}/settings/groups/${created.groupId}`);
    if (created) setOpen(false);
  };
  return (
    <>
      {kind === "icon" ? (
        <IconButton icon="plus" label="Create group" className="end" onClick={() => setOpen(true)} />
      ) : (
        <Button kind="primary" icon="plus" onClick={() => setOpen(true)}>
          Create group
        </Button>
      )}
      {open && (
        <GroupForm
          title="Create a group"
          verb="Create group"
          consequence="It has no members and gives nothing yet."
          change={change}
          onSubmit={create}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
