import { SectionHead } from "@/components/ui/page-head";
import type { Obstacle } from "@/lib/access/obstacle";
import type { Explanation } from "@/lib/explain/queries";

const why: Record<Obstacle, string> = {
  inactive: "The member is not active",
  application_closed: "Its application is closed in this role",
  workspace_only: "Counts only on the workspace itself",
  taken_away: "This grant takes it away",
  not_yet: "Not yet in force",
  ended: "Ended before",
};

/** The grants on the resource or above it that do not give what was asked. */
export function Others({ explanation: { others } }: { explanation: Explanation }) {
  if (others.length === 0) return null;
  return (
    <section>
      <SectionHead title="Other grants" note={`${others.length}, without effect`} />
      <ul className="facts">
        {others.map(({ roleName, group, resource, obstacle }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two grants may look alike, and the list never moves
          <li key={index}>
            <span>
              <b>{roleName}</b> on {resource.name}
              <small>
                {group ? `Through ${group}` : "Direct"}. {obstacle ? why[obstacle] : "Does not contain it"}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
