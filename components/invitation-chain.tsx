import { Avatar, initialsOf } from "./avatar";

/** Who hands it on: the workspace, the inviter, you. Dashed until you accept. */
export function InvitationChain({
  workspace,
  inviter,
  invitee,
}: {
  workspace: string;
  inviter: string;
  invitee: string;
}) {
  return (
    <div className="chain" aria-hidden="true">
      <WorkspaceMark name={workspace} />
      <span className="line" />
      <Avatar name={inviter} size="l" />
      <span className="line open" />
      <span className="av l you">{initialsOf(invitee)}</span>
    </div>
  );
}

/** "Alder & Finch" → "A&F", "Kite Agency" → "KA". */
function workspaceInitials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .map((word) => word.slice(0, 1))
    .join("")
    .slice(0, 3)
    .toUpperCase();
}

function WorkspaceMark({ name }: { name: string }) {
  return (
    <span className="workspace-mark" aria-hidden="true">
      {workspaceInitials(name)}
    </span>
  );
}
