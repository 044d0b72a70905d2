import { obstacleWords } from "@/app/w/[workspace]/explain-words";
import { nodesOf } from "@/components/path-thread";
import { Thread, type ThreadNode, ThreadThatStops } from "@/components/thread";
import { SectionHead } from "@/components/ui/page-head";
import { dateWords } from "@/components/ui/time-words";
import { labelOf } from "@/lib/access/catalogue";
import type { Path } from "@/lib/access/path";
import type { Explanation } from "@/lib/explain/queries";
import { listed } from "@/lib/words/counts";

/** Every path that leads to a yes; for a no, where it stops, and the paths that one thing alone hinders. */
export function Paths({ explanation }: { explanation: Explanation }) {
  const { decision } = explanation;
  if (decision.allow)
    return (
      <section className="paths" aria-label="Paths that lead here">
        {decision.proof.map((path, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paths are drawn once, in the order of the proof
          <Thread key={index} nodes={nodesFor(path, explanation)} />
        ))}
      </section>
    );
  return (
    <>
      <section className="paths" aria-label="Where the path stops">
        <Stops explanation={explanation} />
      </section>
      {decision.near.length > 0 && (
        <section>
          <SectionHead
            title="Paths without effect"
            note={`${decision.near.length}, one thing hinders each`}
          />
          <div className="paths near">
            {decision.near.map((path, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the paths are drawn once, in the order of the decision
              <div key={index}>
                <Thread nodes={nodesFor(path, explanation)} lose />
                <p className="small muted">{obstacleWords(path, path.obstacle, explanation)}.</p>
              </div>
            ))}
          </div>
        </section>
      )}
    </>
  );
}

/** The path down to the resource asked about, when it was granted further up. */
function nodesFor(path: Path, explanation: Explanation): ThreadNode[] {
  const { resource, now, timeZone } = explanation;
  const [person, ...rest] = nodesOf(path, titleOf(explanation), { now, zone: timeZone });
  const nodes = [...(person ? [{ ...person, how: sinceWords(explanation) }] : []), ...rest];
  if (path.resource.id === resource.id) {
    const last = nodes.at(-1);
    return last ? [...nodes.slice(0, -1), { ...last, filled: true }] : nodes;
  }
  const below = `${resource.kind.replace("-", " ")} below ${path.resource.name}, so the grant holds here too`;
  return [...nodes, { shape: "square", title: resource.name, how: below, filled: true }];
}

function Stops({ explanation }: { explanation: Explanation }) {
  const { permission, resource, others } = explanation;
  const inert = others.filter(({ obstacle }) => obstacle === null);
  const roles = [...new Set(inert.map(({ roleName }) => roleName))];
  const person = {
    shape: "round",
    title: titleOf(explanation),
    how: sinceWords(explanation),
    filled: true,
  } as const;
  const held = {
    shape: "round",
    title: listed(roles),
    how: resource.kind === "workspace" ? "held on the workspace" : `held on ${resource.name} or above it`,
  } as const;
  return (
    <ThreadThatStops
      held={roles.length > 0 ? [person, held] : [person]}
      missing={{
        shape: "round",
        title: labelOf(permission),
        how: missingWords(others.length),
      }}
      beyond={{ shape: "square", title: resource.name, how: "not reached" }}
    />
  );
}

function missingWords(grants: number): string {
  if (grants === 0) return "no grant reaches here";
  return grants === 1
    ? "not in effect in the one grant there"
    : `in effect in none of ${grants} grants there`;
}

function titleOf({ who }: Explanation): string {
  return who.isYou ? "You" : who.name;
}

function sinceWords({ activeSince, now, timeZone }: Explanation): string {
  return activeSince === null
    ? "not an active member at that time"
    : `active member since ${dateWords(activeSince, now, timeZone)}`;
}
