import { explainAddress } from "@/app/w/[workspace]/explain-address";
import { LevelLabel } from "@/components/tally";
import { Link } from "@/components/ui/link";
import { SectionHead } from "@/components/ui/page-head";
import {
  features,
  labelOf,
  levelNames,
  type PermissionId,
  permissionGroups,
  permissions,
} from "@/lib/access/catalogue";
import type { MemberDetail } from "@/lib/members/detail";
import { Why } from "../../../why";
import { WhyNot } from "../../../why-not";

const nameOf = new Map<string, string>(features.map(({ id, name }) => [id, name]));
const groupOf = new Map<string, string>(permissions.flatMap(({ id, group }) => (group ? [[id, group]] : [])));

/** Every feature and every single permission that the member has, each with its reason. */
export function EffectiveAccess({
  workspace,
  member,
  effective,
}: {
  workspace: string;
  member: MemberDetail;
  effective: NonNullable<MemberDetail["effective"]>;
}) {
  const who = member.isYou ? "You" : member.name;
  const when = { now: Date.parse(member.now) * 1000, zone: member.timeZone };
  return (
    <>
      <section>
        <SectionHead title="Effective permissions" note={`${member.permissionCount} in all`} />
        <table className="tbl flat">
          <caption className="sr">Level per feature of {member.name}</caption>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th scope="col">Level</th>
              <th scope="col">Why?</th>
            </tr>
          </thead>
          <tbody>
            {effective.features.map(({ feature, level, proof }) => {
              const name = nameOf.get(feature) ?? feature;
              return (
                <tr key={feature}>
                  <th scope="row">{name}</th>
                  <td>
                    <LevelLabel level={level} />
                  </td>
                  <td>
                    {level > 0 ? (
                      <Why
                        who={who}
                        what={`${name} ${levelNames[level]}`}
                        proof={proof}
                        when={when}
                        look="link"
                      />
                    ) : (
                      <NotOpen member={member} permission={`${feature}:view`} workspace={workspace} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <section>
        <SectionHead title="Single permissions" note={effective.fine.length} />
        {effective.fine.length === 0 && <p className="muted">None on the workspace.</p>}
        {permissionGroups.map(({ id: group, name }) => {
          const held = effective.fine.filter(({ id }) => groupOf.get(id) === group);
          return (
            held.length > 0 && (
              <details key={group}>
                <summary>
                  {name} <span className="faint">{held.length}</span>
                </summary>
                <ul className="held">
                  {held.map(({ id, proof }) => (
                    <li key={id}>
                      <span>{labelOf(id)}</span>
                      <Why who={who} what={labelOf(id)} proof={proof} when={when} look="link" />
                    </li>
                  ))}
                </ul>
              </details>
            )
          );
        })}
      </section>
    </>
  );
}

/** Why a feature is closed: at once about oneself, on a page of its own about others. */
function NotOpen({
  workspace,
  member,
  permission,
}: {
  workspace: string;
  member: MemberDetail;
  permission: PermissionId;
}) {
  if (member.isYou) return <WhyNot permission={permission} />;
  return (
    <Link className="via" href={explainAddress(workspace, { person: member.membershipId, permission })}>
      Why not?
    </Link>
  );
}
