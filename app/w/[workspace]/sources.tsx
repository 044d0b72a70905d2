import { Avatar } from "@/components/avatar";
import { RoleChip } from "@/components/role-chip";
import { SectionHead } from "@/components/ui/page-head";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import { isObjectKind } from "@/lib/access/facts";
import type { Home } from "@/lib/home/queries";
import { GiveBack } from "./give-back";
import { PlaceName } from "./place-name";

type Props = { workspace: string; home: Home };

/** Every role that one holds, where it comes from, and how to give it back. */
export function Sources({ workspace, home }: Props) {
  const { roles, places, isAdministrator, mayViewAudit } = home;
  const words = (at: string | Date) => dateWords(at, home.now, home.timeZone);
  const until = (endsAt: string | null) => (endsAt ? `Until ${words(lastMomentOf(endsAt))}` : "No end date");
  const giveBack = (grantId: string, name: string) => (
    <span className="until">
      <GiveBack workspace={workspace} own={{ kind: "role", grantId }} name={name} seesAudit={mayViewAudit} />
    </span>
  );
  return (
    <section>
      <SectionHead title="Roles and where they come from" />
      <ul className="held">
        {isAdministrator && (
          <li>
            <b>Account administrator</b>
            <small>Full access to every workspace of the account</small>
          </li>
        )}
        {roles.map(({ grantId, name, profile, group, since, endsAt }) => (
          <li key={grantId}>
            <RoleChip name={name} levels={profile} />
            <span className="until">{until(endsAt)}</span>
            <small>
              {group ? `Through ${group}` : "Direct"}, since {words(since)}
            </small>
            {group === null && giveBack(grantId, name)}
          </li>
        ))}
        {places.map(({ grantId, role, resource, group, endsAt, open }) => (
          <li key={grantId}>
            <PlaceName workspace={workspace} resource={resource} open={open} />
            <span className="until">{until(endsAt)}</span>
            <small>
              {role}, {group ? `through ${group}` : "direct"}
            </small>
            {group === null &&
              !isObjectKind(resource.kind) &&
              giveBack(grantId, `${role} on ${resource.name}`)}
          </li>
        ))}
      </ul>
      {roles.length === 0 && places.length === 0 && !isAdministrator && (
        <p className="muted">You hold no role here.</p>
      )}
    </section>
  );
}

/** The groups that one is in. */
export function OwnGroups({ workspace, home: { groups, mayViewAudit } }: Props) {
  if (groups.length === 0) return null;
  return (
    <section>
      <SectionHead title="Groups" note={groups.length} />
      <ul className="people">
        {groups.map(({ id, name }) => (
          <li key={id}>
            <Avatar name={name} kind="group" />
            <span>{name}</span>
            <span className="end">
              <GiveBack
                workspace={workspace}
                own={{ kind: "group", groupId: id }}
                name={name}
                seesAudit={mayViewAudit}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
