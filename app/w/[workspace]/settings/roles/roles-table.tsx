"use client";

import { useState } from "react";
import { AccessProfile } from "@/components/access-profile";
import { type Column, ListTable } from "@/components/list/list-table";
import { profileWords } from "@/components/profile-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Replacement, RoleRow } from "@/lib/roles/queries";
import { agreeing, numberWords } from "@/lib/words/counts";
import { kindWords } from "./kind-words";
import { DeleteDialog, RoleItems } from "./role-menu";

/** The roles of the workspace, and what can be done with each. */
export function RolesTable({
  workspace,
  roles,
  mayManage,
  replacements,
  now,
  timeZone,
}: {
  workspace: string;
  roles: readonly RoleRow[];
  mayManage: boolean;
  /** The roles that could take the place of one that is deleted. */
  replacements: readonly Replacement[];
  now: string;
  timeZone: string;
}) {
  const [deleting, setDeleting] = useState<RoleRow | null>(null);
  const columns: Column<RoleRow>[] = [
    {
      title: "Name",
      cell: ({ id, name, levels }) => (
        <Link href={`/w/${workspace}/settings/roles/${id}`} title={profileWords(levels)}>
          <AccessProfile levels={levels} />
          <b>{name}</b>
        </Link>
      ),
    },
    { title: "Description", cellClass: "about", cell: ({ description }) => description },
    { title: "Type", cellClass: "kind", cell: ({ kind }) => kindWords[kind] },
    {
      title: "Members",
      className: "num",
      cell: ({ members }) => (
        <>
          {numberWords(members)}
          <span className="unit"> {agreeing(members, "member", "members")}</span>
        </>
      ),
    },
    {
      title: "Created at",
      className: "created",
      cell: ({ createdAt }) => <Time at={createdAt} now={now} zone={timeZone} />,
    },
  ];
  return (
    <>
      <ListTable<RoleRow>
        caption="Roles of this workspace"
        columns={columns}
        sections={[{ rows: roles }]}
        idOf={({ id }) => id}
        menus={{
          actions: {
            label: ({ name }) => `Actions for ${name}`,
            items: (role) => (
              <RoleItems {...{ workspace, role, mayManage }} onDelete={() => setDeleting(role)} />
            ),
          },
        }}
        empty={
          <EmptyState icon="search" title="No role fits">
            Take away the filter, or search for another word.
          </EmptyState>
        }
      />
      {deleting && (
        <DeleteDialog
          workspace={workspace}
          role={deleting}
          replacements={replacements.filter(({ id }) => id !== deleting.id)}
          leaves={false}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}
