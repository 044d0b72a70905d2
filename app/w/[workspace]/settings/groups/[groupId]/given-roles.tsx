import { RoleChip } from "@/components/role-chip";
import { LevelLabel } from "@/components/tally";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { SectionHead } from "@/components/ui/page-head";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import { isObjectKind } from "@/lib/access/facts";
import type { GivenRole, GroupDetail } from "@/lib/groups/detail";
import type { RoleChoice } from "@/lib/roles/choices";
import { counted } from "@/lib/words/counts";
import { EndGrant } from "./end-grant";
import { GiveRole } from "./give-role";

const icons: Record<GivenRole["resource"]["kind"], IconName> = {
  workspace: "grid",
  campaign: "flag",
  project: "folder",
  action: "square",
  "data-product": "catalog",
  "data-table": "grid",
};

/** What the group gives each of its members: roles on the workspace, then those on resources below it. */
export function GivenRoles({
  workspace,
  group,
  roles,
}: {
  workspace: string;
  group: GroupDetail;
  roles: readonly RoleChoice[];
}) {
  const given = [...group.roles, ...group.places];
  const ref = { id: group.id, name: group.name };
  return (
    <section>
      <SectionHead
        title="What it gives"
        note={summaryOf(group)}
        end={
          group.mayManage && !group.isYours && <GiveRole workspace={workspace} group={ref} roles={roles} />
        }
      />
      {group.mayManage && group.isYours && (
        <p className="small muted">You are in this group, so another Admin gives it its roles.</p>
      )}
      {given.length === 0 ? (
        <p className="muted">
          Nothing yet. Give it a role on the workspace, or add it to the team of an object.
        </p>
      ) : (
        <table className="tbl flat tight cards given-roles">
          <caption className="sr">What {group.name} gives</caption>
          <thead>
            <tr>
              <th scope="col">On</th>
              <th scope="col">Role</th>
              <th scope="col">Level</th>
              <th scope="col">Until</th>
              {group.mayManage && (
                <th scope="col">
                  <span className="sr">Actions</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {given.map((grant) => (
              <tr key={grant.grantId}>
                <th scope="row">
                  <Place workspace={workspace} grant={grant} />
                </th>
                <td>
                  {grant.resource.kind === "workspace" ? (
                    <RoleChip name={grant.role} levels={grant.profile} />
                  ) : (
                    grant.role
                  )}
                </td>
                <td>{grant.resource.kind !== "workspace" && <LevelLabel level={grant.level} />}</td>
                <td className="muted until">{endWords(grant, group)}</td>
                {group.mayManage && (
                  <td>
                    <EndGrant workspace={workspace} group={ref} grant={grant} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Place({ workspace, grant: { resource, below } }: { workspace: string; grant: GivenRole }) {
  const hasPage = isObjectKind(resource.kind);
  return (
    <span className="row">
      <Icon name={icons[resource.kind]} className="faint" />
      {hasPage ? (
        <Link className="mid" href={`/w/${workspace}/objects/${resource.id}`}>
          {resource.name}
        </Link>
      ) : (
        <span className="mid">{resource.kind === "workspace" ? "The workspace" : resource.name}</span>
      )}
      {below > 0 && <span className="faint small">and {below} below</span>}
    </span>
  );
}

function summaryOf({ roles, places }: GroupDetail): string {
  const orNone = (count: number, one: string) => (count === 0 ? `no ${one}s` : counted(count, one));
  return `${orNone(roles.length, "workspace role")}, ${orNone(places.length, "place")}`;
}

function endWords(grant: GivenRole, { now, timeZone }: GroupDetail): string {
  const words = (at: string | Date) => dateWords(at, now, timeZone);
  const starts = grant.startsAt ? `From ${words(grant.startsAt)}. ` : "";
  if (grant.endsAt) return `${starts}${words(lastMomentOf(grant.endsAt))}`;
  if (grant.endsWith) return `${starts}When ${grant.endsWith} is completed`;
  return starts + (grant.reviewOn ? `Review by ${words(grant.reviewOn)}` : "No end date");
}
