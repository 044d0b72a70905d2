import { PersonCell } from "@/components/person-cell";
import { StatusMark } from "@/components/status-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { MemberRow, MembersPage } from "@/lib/members/queries";
import type { Tab } from "./address";
import { PageBox, RowBox } from "./bulk-boxes";
import { MemberMenu } from "./member-menu";
import { RoleBadge } from "./role-badge";

/** One page of members as a table; cards on phones. */
export function MembersTable({
  base,
  page,
  filtered,
  tab,
}: {
  base: string;
  page: MembersPage;
  filtered: boolean;
  tab: Tab;
}) {
  const administrators = tab === "members" && !filtered ? page.administrators : [];
  const selectable = tab === "members" && page.may.manage;
  if (page.rows.length === 0 && administrators.length === 0) return <Nobody filtered={filtered} tab={tab} />;
  return (
    <table className="tbl cards">
      <caption className="sr">{tab === "deactivated" ? "Deactivated members" : "Members"}</caption>
      <thead>
        <tr>
          {selectable && (
            <td className="tick">
              <PageBox membershipIds={page.rows.map(({ membershipId }) => membershipId)} />
            </td>
          )}
          <th scope="col">Member</th>
          <th scope="col">Roles</th>
          <th scope="col">Status</th>
          <th scope="col" className="groups">
            Governance
          </th>
          <th scope="col" className="groups">
            Groups
          </th>
          <th scope="col" className="joined">
            Joined
          </th>
          <th scope="col" className="when">
            Last active
          </th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {page.rows.map((row) => (
          <Row key={row.membershipId} base={base} row={row} page={page} selectable={selectable} />
        ))}
        {administrators.length > 0 && (
          <tr className="sec">
            <th scope="colgroup" colSpan={selectable ? 9 : 8}>
              Account administrators{" "}
              <span className="n">
                {administrators.length} · full access to every workspace of the account
              </span>
            </th>
          </tr>
        )}
        {administrators.map(({ name, email }) => (
          <tr key={email}>
            {selectable && <td className="tick" />}
            <th scope="row">
              <PersonCell name={name} second={email} />
            </th>
            <td className="roles">Admin, inherited from the account</td>
            <td className="status">
              <StatusMark status="active" />
            </td>
            <td className="groups" />
            <td className="groups" />
            <td className="joined" />
            <td className="when" />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row({
  base,
  row,
  page,
  selectable,
}: {
  base: string;
  row: MemberRow;
  page: MembersPage;
  selectable: boolean;
}) {
  const member = { membershipId: row.membershipId, name: row.name };
  const href = `${base}/${row.membershipId}`;
  const time = { now: page.now, zone: page.timeZone };
  return (
    <tr className={row.active ? undefined : "off"} data-selectable={selectable || undefined}>
      {selectable && (
        <td className="tick">
          <RowBox membershipId={row.membershipId} name={row.name} />
        </td>
      )}
      <th scope="row">
        <PersonCell name={row.name} second={row.email} href={href} {...tagOf(row)} />
      </th>
      <td className="roles">
        <RoleBadge
          member={member}
          roles={row.roles.map(({ name, profile, roleId }) => ({ name, profile, roleId }))}
          mayChange={page.may.manage && row.active && !row.isYou}
        />
      </td>
      <td className="status">
        <StatusMark status={row.active ? "active" : "deactivated"} />
        {row.isNew && (
          <small className="first-here">
            {row.firstActiveAt ? (
              <>
                First here <Time at={row.firstActiveAt} {...time} />
              </>
            ) : (
              "Not here yet"
            )}
          </small>
        )}
      </td>
      <td className="groups">
        {row.governance.map(({ role, products }) => `${role} of ${products}`).join(", ")}
      </td>
      <td className="groups">
        <span className="cut" title={row.groups.map(({ name }) => name).join(", ")}>
          {row.groups[0] && (
            <Link href={`${base.replace(/members$/, "groups")}/${row.groups[0].id}`}>
              {row.groups[0].name}
            </Link>
          )}
          {row.groups.length > 1 && <span className="faint"> +{row.groups.length - 1}</span>}
        </span>
      </td>
      <td className="joined">
        <Time at={row.joinedAt} {...time} />
      </td>
      <td className="when">
        {row.lastActiveAt ? <Time at={row.lastActiveAt} format="ago" {...time} /> : "Never"}
      </td>
      <td>
        <MemberMenu
          member={member}
          active={row.active}
          isYou={row.isYou}
          mayManage={page.may.manage}
          href={href}
        />
      </td>
    </tr>
  );
}

function tagOf({ isYou, isNew }: MemberRow) {
  if (isYou) return { tag: "You" };
  return isNew ? { tag: "New" } : {};
}

function Nobody({ filtered, tab }: { filtered: boolean; tab: Tab }) {
  if (filtered)
    return (
      <EmptyState icon="search" title="Nobody fits">
        Change the search, or clear a filter.
      </EmptyState>
    );
  return tab === "deactivated" ? (
    <EmptyState icon="pause" title="Nobody is deactivated">
      Deactivated people stay here with their history until they are reactivated or removed.
    </EmptyState>
  ) : (
    <EmptyState icon="person" title="Nobody is here yet">
      Invite the first member.
    </EmptyState>
  );
}
