import { Avatar } from "@/components/avatar";
import { RoleChip } from "@/components/role-chip";
import { Link } from "@/components/ui/link";
import { SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import type { MemberDetail } from "@/lib/members/detail";
import { counted } from "@/lib/words/counts";
import { PlaceName } from "../../../place-name";
import { EndRoleButton } from "./add-role-button";

/** The roles on the workspace, and where each comes from. */
export function RoleList({ member, mayChange }: { member: MemberDetail; mayChange: boolean }) {
  const words = (at: string | Date) => dateWords(at, member.now, member.timeZone);
  return (
    <section>
      <SectionHead
        title="Roles"
        note={member.roles.length > 1 ? `${member.roles.length}, the highest level wins` : undefined}
      />
      {member.roles.length === 0 && <p className="muted">No workspace role.</p>}
      <ul className="held">
        {member.roles.map(({ grantId, name, profile, group, since, endsAt, givenBy, reviewOn }) => (
          <li key={grantId}>
            <RoleChip name={name} levels={profile} />
            <span className="until">
              {endsAt
                ? `Until ${words(lastMomentOf(endsAt))}`
                : reviewOn
                  ? `Review by ${words(reviewOn)}`
                  : "No end date"}
            </span>
            <small>
              {group ? `Through group ${group}` : `Direct${givenBy ? `, given by ${givenBy}` : ""}`}, since{" "}
              {words(since)}
            </small>
            {mayChange && group === null && (
              <span className="until">
                <EndRoleButton
                  member={{ membershipId: member.membershipId, name: member.name }}
                  grantId={grantId}
                  roleName={name}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Places below the workspace: teams, and the products the member answers for. */
export function PlaceList({ workspace, member }: { workspace: string; member: MemberDetail }) {
  if (member.places.length === 0) return null;
  const words = (at: string | Date) => dateWords(at, member.now, member.timeZone);
  const answers = member.places.filter(({ kind }) => kind === "governance");
  const others = member.places.filter(({ kind }) => kind !== "governance");
  return (
    <>
      {[
        { title: "Answers for", list: answers },
        { title: "Objects and products", list: others },
      ].map(
        ({ title, list }) =>
          list.length > 0 && (
            <section key={title}>
              <SectionHead title={title} note={list.length} />
              <ul className="held">
                {list.map(({ grantId, role, resource, group, endsAt, open }) => (
                  <li key={grantId}>
                    <PlaceName workspace={workspace} resource={resource} open={open} />
                    <span className="until">
                      {endsAt ? `Until ${words(lastMomentOf(endsAt))}` : "No end date"}
                    </span>
                    <small>
                      {role}, {group ? `through group ${group}` : "direct"}
                    </small>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </>
  );
}

export function GroupList({ workspace, member }: { workspace: string; member: MemberDetail }) {
  return (
    <section>
      <SectionHead title="Groups" note={member.groups.length} />
      {member.groups.length === 0 && <p className="muted">In no group.</p>}
      <ul className="people">
        {member.groups.map(({ id, name, people, since }) => (
          <li key={id}>
            <Avatar name={name} kind="group" />
            <Link className="link" href={`/w/${workspace}/settings/groups/${id}`}>
              {name}
            </Link>
            <span className="end">
              {counted(people, "person", "people")}, since{" "}
              <Time at={since} now={member.now} zone={member.timeZone} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
