import type { ReactNode } from "react";
import type { NavSection } from "@/components/shell/navigation";
import { WorkspaceShell } from "@/components/shell/workspace-shell";
import { shown } from "@/lib/doorway/shown";
import { type Shell, shellOf } from "@/lib/home/queries";
import { signOutAction } from "./actions";
import { LiveAccess } from "./live-access";
import { JumpButton, Palette } from "./palette/palette";

export default async function WorkspaceLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}) {
  const { workspace } = await params;
  const shell = await shown(shellOf({ workspace }));
  const nav = navigation(`/w/${workspace}`, shell.may);
  return (
    <Palette workspace={workspace} person={shell.person.email} nav={nav} may={shell.may}>
      <WorkspaceShell
        workspace={shell.workspace}
        workspaces={shell.workspaces}
        person={shell.person}
        nav={nav}
        sessionsHref="/sessions"
        signOut={signOutAction as never}
        jump={<JumpButton />}
        jumpCompact={<JumpButton compact />}
      >
        <LiveAccess workspace={workspace} />
        {children}
      </WorkspaceShell>
    </Palette>
  );
}

function navigation(base: string, may: Shell["may"]): NavSection[] {
  const section = (title: string, items: (NavSection["items"][number] | false)[]) => {
    const open = items.filter((item) => item !== false);
    return open.length > 0 ? [{ title, items: open }] : [];
  };
  return [
    {
      items: [
        { href: base, label: "Home", icon: "key", exact: true },
        ...(may.viewObjects ? [{ href: `${base}/objects`, label: "Objects", icon: "tree" } as const] : []),
      ],
    },
    ...section("Identity and access", [
      may.viewMembers && { href: `${base}/settings/members`, label: "Members", icon: "person" },
      may.viewMembers && { href: `${base}/settings/groups`, label: "Groups", icon: "groups" },
      may.viewMembers && {
        href: `${base}/settings/roles`,
        label: "Roles and permissions",
        short: "Roles",
        icon: "levels",
      },
      may.manageKeys && { href: `${base}/settings/api-keys`, label: "API keys", short: "Keys", icon: "link" },
    ]),
    ...section("Settings", [
      may.viewAudit && { href: `${base}/settings/audit`, label: "Audit log", short: "Audit", icon: "log" },
    ]),
    ...section("Guide", [
      { href: `${base}/explain`, label: "Explain access", short: "Explain", icon: "why" },
      { href: `${base}/roles-guide`, label: "What each role can do", short: "Guide", icon: "levels" },
    ]),
  ];
}
