"use client";

import { BrandMark } from "../brand";
import { Icon } from "../ui/icon";
import { Menu, MenuLabel, MenuLink } from "../ui/menu";

export type WorkspaceChoice = { slug: string; name: string; account: string };

/** Names the workspace, and leads to the person's others, sorted under their accounts. */
export function WorkspaceSwitcher({
  workspace,
  workspaces,
}: {
  workspace: { slug: string; name: string };
  workspaces: readonly WorkspaceChoice[];
}) {
  const accounts = [...new Set(workspaces.map(({ account }) => account))];
  return (
    <Menu
      label="Switch workspace"
      align="start"
      trigger={
        <button type="button" className="ws" aria-label={`Workspace: ${workspace.name}. Switch workspace`}>
          <BrandMark />
          <span className="grow">
            <b className="cut">{workspace.name}</b>
            <small>Remit workspace</small>
          </span>
          <Icon name="up-down" />
        </button>
      }
    >
      {accounts.flatMap((account) => [
        <MenuLabel key={account}>{account}</MenuLabel>,
        ...workspaces
          .filter((choice) => choice.account === account)
          .map(({ slug, name }) => (
            <MenuLink
              key={slug}
              href={`/w/${slug}`}
              current={slug === workspace.slug}
              icon={slug === workspace.slug ? "check" : "account"}
            >
              {name}
            </MenuLink>
          )),
      ])}
    </Menu>
  );
}
