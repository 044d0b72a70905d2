import { personOf, reasonOf, verdictOf } from "@/app/w/[workspace]/explain-words";
import { LevelLabel } from "@/components/tally";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import { labelOf } from "@/lib/access/catalogue";
import type { Explanation } from "@/lib/explain/queries";

/** The answer in a sentence: a filled disc with a tick, or an outlined disc with a cross. */
export function Verdict({ explanation }: { explanation: Explanation }) {
  const { decision, today, permission, who } = explanation;
  return (
    <section className={`verdict ${decision.allow ? "yes" : "no"}`} aria-label="Answer">
      <span className="disc">
        <Icon name={decision.allow ? "check" : "close"} />
      </span>
      <div>
        <h2>{verdictOf(explanation)}</h2>
        <p>{reasonOf(explanation)}</p>
        {today !== null && (
          <p className="today">
            Today {personOf(who)} {today ? "may" : "may not"}.
          </p>
        )}
      </div>
      <span className="end">
        {decision.level !== null ? (
          <LevelLabel level={decision.level} />
        ) : (
          !decision.allow && <Tag>missing: {labelOf(permission)}</Tag>
        )}
      </span>
    </section>
  );
}
