import { Avatar, initialsOf } from "./avatar";
import { WorkspaceMark } from "./workspace-mark";

/** Who hands it on: the workspace, the inviter, you. Dashed until you accept, grey when it no longer can be. */
export function InvitationChain({
  workspace,
  inviter,
  invitee,
  dead = false,
}: {
  workspace: string;
  inviter: string;
  invitee: string;
  dead?: boolean;
}) {
  return (
    <div className={dead ? "chain dead" : "chain"} aria-hidden="true">
      <WorkspaceMark name={workspace} />
      <span className="line" />
      <Avatar name={inviter} size="l" />
      <span className="line open" />
      <span className="av l you">{initialsOf(invitee)}</span>
    </div>
  );
}
