"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSubmit } from "@/app/proof/use-submit";
import { type Column, ListTable } from "@/components/list/list-table";
import { PersonCell } from "@/components/person-cell";
import { MoreRoles, RoleChip } from "@/components/role-chip";
import { StatusMark } from "@/components/status-mark";
import { Button } from "@/components/ui/button";
import { DeadlineRing } from "@/components/ui/deadline-ring";
import { EmptyState } from "@/components/ui/empty-state";
import { MenuItem, MenuRule } from "@/components/ui/menu";
import { Time } from "@/components/ui/time";
import { agoWords, dateWords, lastMomentOf } from "@/components/ui/time-words";
import { toast } from "@/components/ui/toast";
import type { PendingInvitation, PendingPage } from "@/lib/invitations/queries";
import { auditLink } from "../../../audit-link";
import { resendInvitationAction } from "./actions";

const RemoveInvitation = dynamic(
  () => import("./remove-invitation").then((module) => module.RemoveInvitation),
  { ssr: false },
);

/** Invitations that wait or have expired. */
export function PendingInvitations({
  workspace,
  page,
  now,
  timeZone: zone,
  mayInvite,
  pages,
}: {
  workspace: string;
  page: PendingPage;
  now: string;
  timeZone: string;
  mayInvite: boolean;
  pages: { previous?: string; next?: string };
}) {
  const router = useRouter();
  const { submit, dialog } = useSubmit(workspace);
  const [resending, setResending] = useState<string | null>(null);
  const [removing, setRemoving] = useState<PendingInvitation | null>(null);
  const resend = async ({ id, email }: PendingInvitation) => {
    setResending(id);
    const outcome = await submit(resendInvitationAction, { invitationId: id }, { attempt: id });
    setResending(null);
    if (!outcome) return;
    if (!outcome.ok) return toast.error(outcome.message);
    toast.success(`A new link is on its way to ${email}. The old one no longer works.`, {
      action: auditLink(workspace, outcome.value.event),
    });
    router.refresh();
  };
  const columns: Column<PendingInvitation>[] = [
    {
      title: "Invited",
      cell: ({ email, inviter, lapsed, sentAt }) => (
        <PersonCell
          name={email}
          second={
            lapsed
              ? `${inviter} may no longer give it`
              : `Invited by ${inviter}, ${agoWords(sentAt, now, zone)}`
          }
          kind="pending"
        />
      ),
    },
    {
      title: "Roles",
      cellClass: "roles",
      cell: ({ roles: [first, ...others] }) => (
        <>
          {first && <RoleChip name={inPlace(first)} levels={first.levels} />}
          <MoreRoles names={others.map(inPlace)} />
          {!first && <span className="faint">No workspace role</span>}
        </>
      ),
    },
    { title: "Status", cellClass: "status", cell: ({ status }) => <StatusMark status={status} /> },
    {
      title: "Works until",
      cellClass: "when keep",
      cell: ({ status, sentAt, expiresAt }) =>
        status === "pending" ? (
          <DeadlineRing from={sentAt} until={expiresAt} now={now} />
        ) : (
          `on ${dateWords(expiresAt, now, zone)}`
        ),
    },
    {
      title: "Groups",
      className: "groups",
      cell: ({ groups }) => (
        <span className="cut" title={groups.join(", ")}>
          {groups.join(", ")}
        </span>
      ),
    },
    {
      title: "Access ends",
      className: "joined",
      cellClass: "nowrap",
      cell: ({ accessEndsAt }) =>
        accessEndsAt && <Time at={lastMomentOf(accessEndsAt)} now={now} zone={zone} />,
    },
    {
      title: <span className="sr">Resend</span>,
      className: "hurry",
      cell: (row) =>
        mayInvite &&
        (row.lapsed || row.status === "expired") && (
          <Button
            size="s"
            icon="send"
            busy={resending === row.id}
            aria-label={`Resend invite to ${row.email}`}
            onClick={() => resend(row)}
          >
            Resend invite
          </Button>
        ),
    },
  ];
  return (
    <>
      <ListTable<PendingInvitation>
        caption="Pending invitations"
        columns={columns}
        sections={
          page.rows.length === 0
            ? []
            : [
                {
                  title: countsInWords(page.counts),
                  note: "· an invitation works for 24 hours",
                  rows: page.rows,
                },
              ]
        }
        idOf={({ id }) => id}
        menus={{
          actions: {
            label: ({ email }) => (mayInvite ? `More actions for ${email}` : null),
            items: (row) => (
              <>
                <MenuItem
                  icon="send"
                  effect="Works for 24 hours anew. The old link ends."
                  onSelect={() => resend(row)}
                >
                  Resend invite
                </MenuItem>
                <MenuRule />
                <MenuItem icon="close" danger onSelect={() => setRemoving(row)}>
                  Remove invite…
                </MenuItem>
              </>
            ),
          },
        }}
        stops={null}
        pages={pages}
        empty={
          <EmptyState icon="mail" title="No invitation waits">
            Whoever is invited stands here until they accept. An invitation works for 24 hours.
          </EmptyState>
        }
      />
      {removing && (
        <RemoveInvitation workspace={workspace} invitation={removing} onClose={() => setRemoving(null)} />
      )}
      {dialog}
    </>
  );
}

function inPlace({ name, place }: PendingInvitation["roles"][number]): string {
  return place ? `${name} on ${place}` : name;
}

function countsInWords({ pending, expired }: PendingPage["counts"]): string {
  return [pending > 0 && `${pending} pending`, expired > 0 && `${expired} expired`]
    .filter(Boolean)
    .join(", ");
}
