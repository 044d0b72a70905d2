import { personOf } from "@/app/w/[workspace]/explain-words";
import { giversInWords } from "@/components/givers-words";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Explanation } from "@/lib/explain/queries";
import type { SmallestGrant } from "@/lib/explain/smallest-grant";

/** The smallest grant that would allow it from now on, who can give it, and the way there for whoever may. */
export function SmallestChange({ workspace, explanation }: { workspace: string; explanation: Explanation }) {
  const { smallestGrant, who, decision } = explanation;
  if (!smallestGrant)
    return decision.allow ? null : <Inactive workspace={workspace} explanation={explanation} />;
  const href = wayTo(workspace, who.membershipId, smallestGrant);
  return (
    <section className="fix">
      <h2>
        <Icon name="plus" />
        Smallest change that would allow it
      </h2>
      <p>
        Give {personOf(who)} the role <b>{smallestGrant.role.name}</b> on {smallestGrant.resource.name}. One
        grant, one person.
      </p>
      <p className="small">{giversInWords(smallestGrant.givers)} can give it.</p>
      {smallestGrant.mayGive && href && (
        <div className="row">
          <LinkButton kind="primary" href={href}>
            {smallestGrant.resource.kind === "workspace" ? "Add this role…" : "Open the team"}
          </LinkButton>
          <span className="small muted">Asks before it acts</span>
        </div>
      )}
    </section>
  );
}

function Inactive({
  workspace,
  explanation: { decision, who, when },
}: {
  workspace: string;
  explanation: Explanation;
}) {
  const inactive = !decision.allow && decision.reason === "inactive" && when === "now" && !who.isYou;
  if (!inactive || !who.membershipId) return null;
  return (
    <section className="fix">
      <h2>
        <Icon name="plus" />
        Smallest change that would allow it
      </h2>
      <p>Reactivate {who.name}. It gives back what has not expired.</p>
      <LinkButton kind="primary" href={`/w/${workspace}/settings/members/${who.membershipId}?do=reactivate`}>
        Reactivate…
      </LinkButton>
    </section>
  );
}

/** Where the grant is given: the member's Add role dialog, or the team of the object. */
function wayTo(
  workspace: string,
  membershipId: string | null,
  { role, resource }: SmallestGrant,
): string | null {
  if (resource.kind === "workspace")
    return membershipId && `/w/${workspace}/settings/members/${membershipId}?do=add&with=${role.id}`;
  if (resource.kind === "data-product" || resource.kind === "data-table") return null;
  return `/w/${workspace}/objects/${resource.id}/team`;
}
