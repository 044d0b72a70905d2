import type { Metadata } from "next";
import { z } from "zod";
import { Avatar } from "@/components/avatar";
import { Crumbs } from "@/components/ui/crumbs";
import { Link } from "@/components/ui/link";
import { SectionHead } from "@/components/ui/page-head";
import { SearchField } from "@/components/ui/search-field";
import { Time } from "@/components/ui/time";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, hrefOf, type Search } from "@/lib/fields/address";
import { type GroupDetail, groupDetail } from "@/lib/groups/detail";
import { GroupMembersFilter } from "@/lib/groups/input";
import { groupMembers } from "@/lib/groups/members";
import { groupsOf } from "@/lib/groups/queries";
import { roleChoices } from "@/lib/roles/choices";
import { numberWords } from "@/lib/words/counts";
import { LookOnly } from "../../../look-only";
import { GroupList } from "../group-list";
import { AddMembers } from "./add-members";
import { GivenRoles } from "./given-roles";
import { GroupMenu } from "./group-menu";
import { MemberTable } from "./member-table";

type Params = Promise<{ workspace: string; groupId: string }>;

export const metadata: Metadata = { title: "Group" };

const { q, after } = GroupMembersFilter.shape;
/** `find` looks for other groups, `q` for members of this one. */
const address = addressBy(z.strictObject({ find: q, q, after }));

export default async function GroupPage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: Promise<Search>;
}) {
  const [{ workspace, groupId }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/groups`;
  const asked = address.in(search);
  const [group, members, groups, roles] = await Promise.all([
    valueOrPage(groupDetail({ workspace, groupId })),
    valueOrPage(groupMembers({ workspace, groupId, q: asked.q, after: asked.after })),
    valueOrPage(groupsOf({ workspace, q: asked.find })),
    valueOrPage(roleChoices({ workspace })),
  ]);
  const here = (changes: Partial<typeof asked>) => address.href(`${base}/${groupId}`, asked, changes);
  return (
    <div className="group-page">
      <GroupList workspace={workspace} page={groups} find={asked.find} current={groupId} />
      <section aria-label={group.name}>
        <div className="top">
          <Crumbs steps={[{ href: base, label: "Groups" }]} current={group.name} />
        </div>
        <Head workspace={workspace} group={group} />
        <div className="group-body">
          <GivenRoles workspace={workspace} group={group} roles={roles} />
          <section>
            <SectionHead
              title="Members"
              note={membersNote(group)}
              end={
                group.people > 0 && (
                  <SearchField label="Search members of this group" placeholder="Search" withKey={false} />
                )
              }
            />
            <MemberTable
              key={asked.q}
              workspace={workspace}
              group={{ id: group.id, name: group.name }}
              rows={members.rows}
              mayManage={group.mayManage}
              filtered={asked.q !== ""}
              now={group.now}
              timeZone={group.timeZone}
              pages={{
                previous: asked.after ? here({}) : undefined,
                next: members.next ? here({ after: members.next }) : undefined,
              }}
            />
          </section>
          <Invitations workspace={workspace} group={group} />
        </div>
      </section>
    </div>
  );
}

function Head({ workspace, group }: { workspace: string; group: GroupDetail }) {
  return (
    <div className="group-head">
      <Avatar name={group.name} kind="group" size="l" />
      <div className="grow">
        <h1>{group.name}</h1>
        <p>{group.description || "Not described yet."}</p>
      </div>
      <span className="acts">
        {group.mayManage ? (
          <>
            <AddMembers workspace={workspace} group={{ id: group.id, name: group.name }} />
            <GroupMenu workspace={workspace} group={group} />
          </>
        ) : (
          <LookOnly locked={[{ permission: "general:manage-user" }]} about="change groups">
            You may look here, and change nothing.
          </LookOnly>
        )}
      </span>
    </div>
  );
}

function membersNote({ people, deactivated }: GroupDetail): string {
  const all = numberWords(people);
  return deactivated > 0 ? `${all}, ${numberWords(deactivated)} of them deactivated` : all;
}

/** Pending invitations that lead into the group. */
function Invitations({ workspace, group }: { workspace: string; group: GroupDetail }) {
  const { count, newest } = group.invitations;
  if (count === 0) return null;
  const more = count - newest.length;
  return (
    <section>
      <SectionHead title="Invitations into this group" note={count} />
      <ul className="people">
        {newest.map(({ id, email, inviter, sentAt, expired }) => (
          <li key={id}>
            <Avatar name={email} kind="pending" />
            <Link
              className="cut"
              href={hrefOf(`/w/${workspace}/settings/members`, { tab: "pending", q: email })}
            >
              {email}
            </Link>
            <span className="end">
              {expired ? "Expired" : "Pending"}, sent by {inviter}{" "}
              <Time at={sentAt} format="ago" now={group.now} zone={group.timeZone} />
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="small muted">{more} more under Members, Pending invitations.</p>}
    </section>
  );
}
