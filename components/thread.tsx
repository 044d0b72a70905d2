import type { ReactNode } from "react";
import { classes } from "./ui/classes";

/** Round: a person or a role. Square: a group, a resource or an event. */
export type ThreadNode = {
  shape: "round" | "square";
  title: ReactNode;
  how?: ReactNode;
  /** An end of the thread, or a step that is done. */
  filled?: boolean;
};

function Step({ node, className }: { node: ThreadNode; className?: string | false }) {
  return (
    <li className={classes(node.shape === "square" && "sq", node.filled && "tip", className) || undefined}>
      <b className="mid">{node.title}</b>
      {node.how && <div className="how">{node.how}</div>}
    </li>
  );
}

/** Why: a derivation from the person to the thing. `lose`: a path without effect. */
export function Thread({ nodes, lose = false }: { nodes: readonly ThreadNode[]; lose?: boolean }) {
  return (
    <ol className={classes("thread", lose && "lose")}>
      {nodes.map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path is drawn as it is, its nodes have no other identity
        <Step key={index} node={node} />
      ))}
    </ol>
  );
}

/** Steps of which the first `done` ones are behind us. */
export function ThreadAhead({ nodes, done = 0 }: { nodes: readonly ThreadNode[]; done?: number }) {
  return (
    <ol className="thread ahead">
      {nodes.map((node, index) => (
        <Step
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps never move
          key={index}
          node={{ ...node, filled: index < done }}
          className={index < done && "done"}
        />
      ))}
    </ol>
  );
}

/**
 * What is there, what is missing, and what is not reached because of it.
 * @param props.held the nodes that hold, from the person on
 * @param props.missing the permission that is missing, and who holds it
 * @param props.beyond what lies behind it
 */
export function ThreadThatStops({
  held,
  missing,
  beyond,
}: {
  held: readonly ThreadNode[];
  missing: ThreadNode;
  beyond: ThreadNode;
}) {
  return (
    <ol className="thread">
      {held.map((node, index) => (
        <Step
          // biome-ignore lint/suspicious/noArrayIndexKey: a path is drawn as it is, its nodes have no other identity
          key={index}
          node={node}
          className={index === held.length - 1 && "cut-here"}
        />
      ))}
      <Step node={missing} className="missing cut-here" />
      <Step node={beyond} className="unreached" />
    </ol>
  );
}

/** A path in one line. The first node is the filled dot of the person, named for screen readers only. */
export function InlineThread({
  who = "You",
  nodes,
}: {
  who?: string;
  nodes: readonly { shape: "round" | "square"; label: string }[];
}) {
  return (
    <span className="tl">
      <span>
        <span className="sr">{who}, </span>
      </span>
      {nodes.map((node, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a path is drawn as it is, its nodes have no other identity
          key={index}
          className={node.shape === "square" ? "sq" : undefined}
        >
          {node.label}
          {index < nodes.length - 1 && <span className="sr">, </span>}
        </span>
      ))}
    </span>
  );
}
