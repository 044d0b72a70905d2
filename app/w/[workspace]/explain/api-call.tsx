import { SectionHead } from "@/components/ui/page-head";
import type { Explanation } from "@/lib/explain/queries";

/** The same question for another system, which asks with a key of the workspace; it can ask about the present alone. */
export function ApiCall({ explanation }: { explanation: Explanation }) {
  const { who, permission, resource, when, decision } = explanation;
  if (when !== "now") return null;
  const question = {
    subject: { type: "user", id: who.email },
    action: { name: permission },
    resource: { type: resource.kind, id: resource.kind === "workspace" ? "*" : resource.id },
  };
  const lines = Object.entries(question).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
  return (
    <section>
      <SectionHead title="The same question by API" />
      <pre>
        {`POST /access/v1/evaluation\n{\n${lines.join(",\n")}\n}\n→ { "decision": ${decision.allow}, … }`}
      </pre>
    </section>
  );
}
