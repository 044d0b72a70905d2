import { parseArgs } from "node:util";
import { dbStage } from "./db";
import { decideStage } from "./decide";
import { httpStage } from "./http";
import { impactStage } from "./impact";
import { membersListStage } from "./members-list";
import { pagesStage } from "./pages";
import { markdown, missed, type Stage, type StageResult, writeJson, writeReadme } from "./report";

/** The stages by the name they are asked for: `npm run bench` runs all, `npm run bench -- decide` one. */
const stages: Readonly<Record<string, Stage>> = {
  decide: decideStage,
  db: dbStage,
  impact: impactStage,
  members: membersListStage,
  http: httpStage,
  pages: pagesStage,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: "string", default: "full" },
    "write-readme": { type: "boolean", default: false },
  },
});
const scale = values.scale === "small" || values.scale === "full" ? values.scale : null;
const unknown = positionals.filter((name) => !Object.hasOwn(stages, name));
if (!scale || unknown.length > 0) {
  console.error(
    `Usage: npm run bench -- [${Object.keys(stages).join("|")}…] [--scale=small|full] [--write-readme]`,
  );
  process.exit(2);
}

const results: StageResult[] = [];
for (const [name, stage] of Object.entries(stages)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.error(`${name} …`);
  results.push(await stage(scale));
}

const table = markdown(results);
console.log(table);
writeJson("bench.json", scale, results);
if (values["write-readme"] && !writeReadme("README.md", table)) {
  console.error("README.md has no place for the figures: <!-- bench:start --> … <!-- bench:end -->");
  process.exitCode = 1;
}
for (const { what, against } of missed(results)) {
  console.error(`Missed: ${what}, against ${against}`);
  process.exitCode = 1;
}
