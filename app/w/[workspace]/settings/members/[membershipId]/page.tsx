import type { Metadata } from "next";
import { explainAddress } from "@/app/w/[workspace]/explain-address";
import { AccessProfile } from "@/components/access-profile";
import { Avatar } from "@/components/avatar";
import { StatusMark } from "@/components/status-mark";
import { LinkButton } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { Time } from "@/components/ui/time";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type MemberDetail, memberDetail } from "@/lib/members/detail";
import { roleChoices } from "@/lib/roles/choices";
import { beyondThem } from "../../../locked";
import { WhyNot, WhyNotAny } from "../../../why-not";
import { MemberChanges } from "../member-changes";
import { MemberMenu } from "../member-menu";
import { OpenedChange } from "../opened-change";
import { Activity } from "./activity";
import { AddRoleButton } from "./add-role-button";
import { EffectiveAccess } from "./effective-access";
import { SessionList } from "./session-list";
import { GroupList, PlaceList, RoleList } from "./sources";

type Params = Promise<{ workspace: string; membershipId: string }>;

export const metadata: Metadata = { title: "Member" };

export default async function MemberPage({ params }: { params: Params }) {
  const { workspace, membershipId } = await params;
  const base = `/w/${workspace}/settings/members`;
  const [member, roles] = await Promise.all([
    valueOrPage(memberDetail({ workspace, membershipId })),
    valueOrPage(roleChoices({ workspace })),
  ]);
  const ref = { membershipId, name: member.name };
  const mayChange = member.mayManage && !member.isYou && member.locked === null;
  return (
    <MemberChanges workspace={workspace} roles={roles}>
      <div className="top">
        <Crumbs steps={[{ href: base, label: "Members" }]} current={member.name} />
        <span className="end row">
          {(member.mayManage || member.isYou) && (
            <LinkButton
              icon="why"
              href={explainAddress(workspace, member.isYou ? {} : { person: membershipId })}
            >
              Explain access
            </LinkButton>
          )}
          {mayChange && member.active && <AddRoleButton member={ref} />}
          {mayChange && <MemberMenu member={ref} active={member.active} isYou={member.isYou} mayManage />}
          {mayChange && <OpenedChange member={ref} />}
        </span>
      </div>
      <Head member={member} />
      {member.mayManage && member.locked && (
        <div className="bar">
          <Note>
            {member.locked}{" "}
            <WhyNotAny locked={beyondThem("change", member.missing)} about={`change ${member.name}`} />
          </Note>
        </div>
      )}
      <div className="pg3">
        <div>
          {member.effective ? (
            <EffectiveAccess workspace={workspace} member={member} effective={member.effective} />
          ) : (
            <Note>
              Manage User is needed to see what others may do. <WhyNot permission="general:manage-user" />
            </Note>
          )}
          {member.activity && <Activity workspace={workspace} member={member} activity={member.activity} />}
        </div>
        <div>
          <RoleList member={member} mayChange={mayChange} />
          <PlaceList workspace={workspace} member={member} />
          <GroupList workspace={workspace} member={member} />
        </div>
        <div>
          {member.sessions && (
            <SessionList workspace={workspace} member={member} sessions={member.sessions} />
          )}
        </div>
      </div>
    </MemberChanges>
  );
}

function Head({ member }: { member: MemberDetail }) {
  const time = { now: member.now, zone: member.timeZone };
  const open = member.profile.filter((level) => level > 0).length;
  const strong = member.profile.filter((level) => level >= 3).length;
  return (
    <div className="member-head">
      <Avatar name={member.name} size="xl" />
      <div>
        <h1>
          {member.name}
          <StatusMark status={member.active ? "active" : "deactivated"} />
        </h1>
        <p>
          <span>{member.email}</span>
          <span>
            Joined <Time at={member.joinedAt} {...time} />
          </span>
          <span>
            {member.lastActiveAt ? (
              <>
                Active <Time at={member.lastActiveAt} format="ago" {...time} />
              </>
            ) : (
              "Never active"
            )}
          </span>
        </p>
      </div>
      <div className="sum">
        <span>
          <b>{open} of 10 features</b>
          <small>{strong} Editor or higher</small>
        </span>
        <AccessProfile levels={member.profile} size="l" />
      </div>
    </div>
  );
}
