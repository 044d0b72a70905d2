import type { ReactNode } from "react";
import { GoKeys } from "./go-keys";
import { MorePages } from "./more-pages";
import { NavLinks, TabLinks } from "./nav-links";
import { type NavSection, tabsOf } from "./navigation";
import { ThemeToggle } from "./theme-toggle";
import { type Person, type SignOut, UserMenu } from "./user-menu";
import { type WorkspaceChoice, WorkspaceSwitcher } from "./workspace-switcher";

/**
 * Around every page of a workspace: a sidebar, icons alone on narrow screens, tabs at the foot of phones.
 * @param props.nav what the person may open, in the order of the sidebar
 * @param props.children the page, with the one h1
 */
export function WorkspaceShell({
  workspace,
  workspaces,
  person,
  nav,
  sessionsHref,
  signOut,
  jump,
  jumpCompact,
  children,
}: {
  workspace: { slug: string; name: string };
  workspaces: readonly WorkspaceChoice[];
  person: Person;
  nav: readonly NavSection[];
  sessionsHref?: string;
  signOut: SignOut;
  /** Looks for anything in the workspace: in the sidebar, and as a sign at the head of phones. */
  jump?: ReactNode;
  jumpCompact?: ReactNode;
  children: ReactNode;
}) {
  const { tabs, more } = tabsOf(nav);
  const own = { person, sessionsHref, signOut };
  return (
    <>
      <GoKeys sections={nav} />
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <aside className="side" aria-label="Workspace">
          <WorkspaceSwitcher workspace={workspace} workspaces={workspaces} />
          {jump}
          <NavLinks label="Main" sections={nav} />
          <div className="me">
            <UserMenu {...own} />
            <ThemeToggle />
          </div>
        </aside>
        <header className="mtop">
          <WorkspaceSwitcher workspace={workspace} workspaces={workspaces} />
          {jumpCompact}
          <UserMenu {...own} compact />
        </header>
        <main className="main" id="main" tabIndex={-1}>
          {children}
        </main>
        <TabLinks tabs={tabs} more={more.length > 0 && <MorePages items={more} />} />
      </div>
    </>
  );
}
