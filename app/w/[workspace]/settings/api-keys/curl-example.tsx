import { CopyButton } from "./copy-button";

/** A call that works as it stands, but for the person's address. */
export function CurlExample({ endpoint, secret }: { endpoint: string; secret: string }) {
  const command = `curl ${endpoint} \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "subject":  { "type": "user", "id": "name@company.example" },
    "action":   { "name": "edit" },
    "resource": { "type": "segment", "id": "*" }
  }'`;
  return (
    <figure className="curl">
      <figcaption>
        May this person edit segments in the whole workspace?
        <CopyButton text={command} label="Copy the call" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
    </figure>
  );
}
