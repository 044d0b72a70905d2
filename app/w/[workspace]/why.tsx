import { ExplainPopover } from "@/components/explain-popover";
import { inlineNodesOf, nodesOf, type When } from "@/components/path-thread";
import { InlineThread } from "@/components/thread";
import type { Path } from "@/lib/access/path";
import { agreeing, listed } from "@/lib/words/counts";

/**
 * Why somebody holds something: the first path in one line, all of them on press.
 * @param props.who "You", or the person's name
 * @param props.what what they hold: "Segment Editor"
 */
export function Why({
  who,
  what,
  proof,
  when,
  change,
  look = "inline",
}: {
  who: string;
  what: string;
  proof: readonly Path[];
  when: When;
  change?: readonly { text: string; href: string }[];
  look?: "inline" | "link";
}) {
  const [first] = proof;
  if (!first) return null;
  const roles = [...new Set(proof.map(({ roleName }) => roleName))];
  const verb = who === "You" ? "You hold" : `${who} holds`;
  return (
    <ExplainPopover
      label={`Why: ${what}`}
      look={look}
      explanation={{
        sentence: `${verb} ${what} because ${listed(roles)} ${agreeing(roles.length, "gives", "give")} it.`,
        paths: proof.map((path) => nodesOf(path, who, when)),
        ...(change ? { change } : {}),
      }}
    >
      {look === "inline" ? <InlineThread who={who} nodes={inlineNodesOf(first)} /> : first.roleName}
    </ExplainPopover>
  );
}
