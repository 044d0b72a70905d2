import { PersonCell } from "@/components/person-cell";
import { SectionHead } from "@/components/ui/page-head";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import type { Holder } from "@/lib/roles/holders";
import type { RoleDetail } from "@/lib/roles/queries";
import { counted } from "@/lib/words/counts";

/** Who holds the role now, and in which way it reaches them. */
export function HolderList({ base, role }: { base: string; role: RoleDetail }) {
  const { count, first } = role.holders;
  return (
    <section>
      <SectionHead title="Held by" note={counted(count, "member")} />
      {count === 0 && <p className="muted">Nobody holds this role now.</p>}
      <ul className="holders">
        {first.map((holder) => (
          <li key={holder.membershipId}>
            <PersonCell
              name={holder.name}
              href={`${base}/${holder.membershipId}`}
              second={holder.ways.map((way) => wayWords(way, role)).join("; ")}
            />
          </li>
        ))}
      </ul>
      {count > first.length && <p className="muted">And {count - first.length} more.</p>}
    </section>
  );
}

/** "direct", "through Brand Team on Q2 Campaign, until 15 Apr" */
function wayWords({ group, resource, until }: Holder["ways"][number], { now, timeZone }: RoleDetail): string {
  const how = group ? `through ${group}` : "direct";
  const where = resource.kind === "workspace" ? "" : ` on ${resource.name}`;
  return `${how}${where}${until ? `, until ${dateWords(lastMomentOf(until), now, timeZone)}` : ""}`;
}
