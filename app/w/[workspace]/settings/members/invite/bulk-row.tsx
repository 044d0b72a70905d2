"use client";

import { type ReactNode, useState } from "react";
import { RoleChipButton } from "@/components/role-chip";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Menu, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import { agoWords, dateWords } from "@/components/ui/time-words";
import type { RoleChoice } from "@/lib/invitations/choices";
import type { Judged } from "./bulk-rows";
import { kindWords } from "./bulk-words";
import type { Draft } from "./draft";

/** One address with what becomes of it. A bad one is a field: it is looked at again when it is left or Enter is pressed. */
export function BulkRow({
  row,
  roles,
  now,
  timeZone,
  common,
  own,
  base,
  mendable,
  onMend,
  onOwn,
}: {
  row: Judged;
  roles: readonly RoleChoice[];
  now: string;
  timeZone: string;
  common: Draft;
  own: string | undefined;
  base: string;
  /** Whether the row still is what the list says. */
  mendable: boolean;
  onMend: (typed: string) => void;
  onOwn: (roleId: string | null) => void;
}) {
  const { kind, line } = row;
  const problem = `line-${row.key}-check`;
  return (
    <tr className={kind === "valid" || kind === "bad" ? undefined : "no"}>
      <td className="line">{line}</td>
      <th scope="row">
        {row.first ? (
          <Mended row={row} describedBy={problem} mendable={mendable} onMend={onMend} />
        ) : (
          <code className="cut" title={row.typed}>
            {row.email ?? row.typed}
          </code>
        )}
      </th>
      <td>
        <span className="verdict-words" data-kind={kind} id={problem}>
          <Icon name={kindWords[kind].icon} />
          <span>{wordsOf(row, { now, timeZone, base })}</span>
        </span>
      </td>
      <td>
        {kind === "valid" ? (
          <RowRole row={row} roles={roles} common={common} own={own} onOwn={onOwn} />
        ) : (
          <span className="faint">Not sent</span>
        )}
      </td>
    </tr>
  );
}

function Mended({
  row,
  describedBy,
  mendable,
  onMend,
}: {
  row: Judged;
  describedBy: string;
  mendable: boolean;
  onMend: (typed: string) => void;
}) {
  const [typed, setTyped] = useState(row.typed);
  const [listed, setListed] = useState(row.typed);
  if (row.typed !== listed) {
    // The list was read anew: what nobody typed on since is shown as it stands there now.
    setListed(row.typed);
    if (typed === listed) setTyped(row.typed);
  }
  return (
    <input
      className="in"
      type="text"
      readOnly={!mendable}
      inputMode="email"
      autoComplete="off"
      spellCheck={false}
      maxLength={320}
      aria-label={`Address in line ${row.line}`}
      aria-invalid={row.kind === "bad" || undefined}
      aria-describedby={describedBy}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onMend(typed)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onMend(typed);
      }}
    />
  );
}

function wordsOf(
  { kind, problem, sameAs, standing, unknownRole, roleId }: Judged,
  { now, timeZone, base }: { now: string; timeZone: string; base: string },
): ReactNode {
  if (kind === "bad") return problem;
  if (kind === "duplicate") return `Same as line ${sameAs}`;
  if (standing.state === "own") return "Your own address";
  if (standing.state === "member") return `A member since ${dateWords(standing.since, now, timeZone)}`;
  if (standing.state === "invited") return `Invited ${agoWords(standing.since, now, timeZone)}`;
  if (standing.state === "deactivated")
    return (
      <>
        Deactivated.{" "}
        <Link className="link" href={`${base}/${standing.membershipId}`} target="_blank">
          Reactivate {standing.name}
        </Link>{" "}
        instead
      </>
    );
  if (unknownRole) return `Valid. There is no role “${unknownRole}”`;
  if (standing.state === "expired") return "Valid, in place of one that has expired";
  if (standing.state === "administrator") return `Valid. ${standing.name} administers the account`;
  return roleId ? "Valid, role from the list" : "Valid";
}

/** The role of one row: its own, or the one for all. */
function RowRole({
  row,
  roles,
  common,
  own,
  onOwn,
}: {
  row: Judged;
  roles: readonly RoleChoice[];
  common: Draft;
  own: string | undefined;
  onOwn: (roleId: string | null) => void;
}) {
  const ofWorkspace = roles.filter(({ kind }) => kind !== "governance");
  const ownId = own ?? row.roleId;
  const shown = ofWorkspace.find(({ id }) => id === (ownId ?? common.roleIds[0]));
  const more = ownId ? 0 : common.roleIds.length - 1;
  const name =
    common.place && !ownId
      ? "First place"
      : (shown?.name ?? (common.groupIds.length > 0 ? "Groups only" : "Choose a role"));
  return (
    <Menu
      label={`Role for ${row.email}`}
      align="end"
      trigger={
        <RoleChipButton
          name={more > 0 ? `${name} +${more}` : name}
          {...(shown && (ownId || !common.place) ? { levels: shown.profile } : {})}
          aria-label={`Role for ${row.email}: ${name}`}
        />
      }
    >
      <MenuLabel>{row.email}</MenuLabel>
      {own && (
        <>
          <MenuItem icon="swap" onSelect={() => onOwn(null)}>
            {row.roleId ? "Role from the list" : "Role for all"}
          </MenuItem>
          <MenuRule />
        </>
      )}
      {ofWorkspace.map(({ id, name, beyond }) => (
        <MenuItem
          key={id}
          icon={id === ownId ? "check" : "levels"}
          disabled={beyond !== null}
          effect={beyond !== null && "More than you hold yourself"}
          onSelect={() => onOwn(id)}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
