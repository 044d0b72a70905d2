import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// Reads bodies of server actions (a text, or the entries of a form) from standard input and prints the numbers of those
// that the framework itself cannot turn into arguments. Needs the condition react-server.

const [project = ""] = process.argv.slice(2);
const load = createRequire(join(project, "package.json"));
const { createTemporaryReferenceSet, decodeReply, decodeReplyFromBusboy } = load(
  "next/dist/compiled/react-server-dom-turbopack/server.node",
);
const busboy = load("next/dist/compiled/busboy");
const mostArguments = 1_000;

async function decoded(body) {
  const options = { temporaryReferences: createTemporaryReferenceSet() };
  if (typeof body === "string") return decodeReply(body, {}, options);
  const form = new FormData();
  for (const [name, value] of body) form.append(name, value);
  const sent = new Response(form);
  const parts = busboy({
    defParamCharset: "utf8",
    headers: { "content-type": sent.headers.get("content-type") },
  });
  const args = decodeReplyFromBusboy(parts, {}, options);
  parts.end(Buffer.from(await sent.arrayBuffer()));
  return args;
}

async function isDecodable(body) {
  try {
    const args = await decoded(body);
    return Array.isArray(args) && args.length <= mostArguments;
  } catch {
    return false;
  }
}

const bodies = JSON.parse(readFileSync(0, "utf8"));
const decodable = await Promise.all(bodies.map(isDecodable));
process.stdout.write(JSON.stringify(decodable.flatMap((fits, nth) => (fits ? [] : [nth]))), () =>
  process.exit(0),
);
