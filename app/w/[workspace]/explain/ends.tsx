import { capital, endingWords, personOf } from "@/app/w/[workspace]/explain-words";
import { Icon } from "@/components/ui/icon";
import { SectionHead } from "@/components/ui/page-head";
import { labelOf } from "@/lib/access/catalogue";
import type { Path } from "@/lib/access/path";
import type { Explanation } from "@/lib/explain/queries";
import { agreeing } from "@/lib/words/counts";

/** What would end it: the first date that does, and the single facts on which every path rests. */
export function Ends({ explanation }: { explanation: Explanation }) {
  const { decision, ending, who, permission } = explanation;
  const proof = decision.allow ? decision.proof : [];
  const dated = ending && endingWords(ending, explanation);
  const group = soleOf(proof, (path) => path.group?.name ?? null);
  const role = soleOf(proof, (path) => (path.roleId ? path.roleName : null));
  const person = capital(personOf(who));
  return (
    <section>
      <SectionHead title="What would end it" />
      <ul className="facts">
        {dated && (
          <li>
            <Icon name="clock" />
            <span>
              {dated.what}
              <small>{dated.fact}</small>
            </span>
          </li>
        )}
        {group && (
          <li>
            <Icon name="groups" />
            <span>
              {person} {who.isYou ? "leave" : "leaves"} {group}
              <small>{agreeing(proof.length, "The path", "Every path")} leads through this group</small>
            </span>
          </li>
        )}
        {role && (
          <li>
            <Icon name="levels" />
            <span>
              {labelOf(permission)} is taken out of {role}
              <small>{agreeing(proof.length, "The path", "Every path")} rests on this role</small>
            </span>
          </li>
        )}
        <li>
          <Icon name="pause" />
          <span>
            {person} {who.isYou ? "are" : "is"} deactivated
            <small>Ends everything at once</small>
          </span>
        </li>
      </ul>
    </section>
  );
}

/** What all paths have in common, by name; null when they differ or one has none. */
function soleOf(paths: readonly Path[], name: (path: Path) => string | null): string | null {
  const names = new Set(paths.map(name));
  return names.size === 1 ? ([...names][0] ?? null) : null;
}
