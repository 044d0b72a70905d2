import type { ReactNode } from "react";
import { WorkspaceShell } from "@/components/shell/workspace-shell";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { shellOf } from "@/lib/home/queries";
import { signOutAction } from "./actions";
import { LiveAccess } from "./live-access";
import { navigation } from "./navigation";
import { JumpButton, Palette } from "./palette/palette";

export default async function WorkspaceLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}) {
  const { workspace } = await params;
  const shell = await valueOrPage(shellOf({ workspace }));
  const nav = navigation(`/w/${workspace}`, shell.may);
  return (
    <Palette workspace={workspace} person={shell.person.email} nav={nav} may={shell.may}>
      <WorkspaceShell
        workspace={shell.workspace}
        workspaces={shell.workspaces}
        person={shell.person}
        nav={nav}
        sessionsHref="/sessions"
        signOut={signOutAction}
        jump={<JumpButton />}
        jumpCompact={<JumpButton compact />}
      >
        <LiveAccess workspace={workspace} />
        {children}
      </WorkspaceShell>
    </Palette>
  );
}
